using System.Linq.Expressions;
using System.Reflection;
using MongoDB.Bson.Serialization;
using MongoDB.Bson.Serialization.Conventions;

namespace SubTracker.ApiService.Storage.Mongo;

/// <summary>
/// A record is made with the defaults of its constructor, and each member is set to what its document has: a member that is younger than the document keeps
/// its default. Faster than the driver's own way, which gathers arguments in a dictionary and calls the constructor through reflection.
/// </summary>
internal sealed class RecordConvention : ConventionBase, IClassMapConvention
{
    public void Apply(BsonClassMap classMap)
    {
        if (classMap.ClassType.GetConstructors() is not [var constructor] || constructor.GetParameters() is not [_, ..] parameters)
            return;
        var record = Expression.New(constructor, parameters.Select(p => Expression.Constant(DefaultOf(p), p.ParameterType)));
        classMap.SetCreator(Expression.Lambda<Func<object>>(Expression.Convert(record, typeof(object))).Compile());
    }

    private static object? DefaultOf(ParameterInfo parameter)
    {
        if (parameter is { HasDefaultValue: true, DefaultValue: { } value })
            return value;
        return parameter.ParameterType is { IsValueType: true } type && Nullable.GetUnderlyingType(type) is null ? Activator.CreateInstance(type) : null;
    }
}
