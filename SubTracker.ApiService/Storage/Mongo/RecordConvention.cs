using System.Reflection;
using MongoDB.Bson.Serialization;
using MongoDB.Bson.Serialization.Conventions;

namespace SubTracker.ApiService.Storage.Mongo;

/// <summary>A record is made by its constructor; a member that is younger than the document takes its default.</summary>
internal sealed class RecordConvention : ConventionBase, IClassMapConvention
{
    public void Apply(BsonClassMap classMap)
    {
        if (classMap.ClassType.GetConstructors() is not [var constructor] || constructor.GetParameters() is not [_, ..] parameters)
            return;
        classMap.MapConstructor(constructor, [.. parameters.Select(p => p.Name!)]);
        foreach (var parameter in parameters)
            classMap.DeclaredMemberMaps.Single(m => m.MemberName == parameter.Name).SetDefaultValue(DefaultOf(parameter));
    }

    private static object? DefaultOf(ParameterInfo parameter)
    {
        if (parameter is { HasDefaultValue: true, DefaultValue: { } value })
            return value;
        return parameter.ParameterType is { IsValueType: true } type && Nullable.GetUnderlyingType(type) is null ? Activator.CreateInstance(type) : null;
    }
}
