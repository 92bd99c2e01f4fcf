using MongoDB.Bson;
using MongoDB.Bson.Serialization;
using MongoDB.Bson.Serialization.Conventions;
using MongoDB.Bson.Serialization.Serializers;

namespace SubTracker.ApiService.Storage.Mongo;

/// <summary>
/// How our records are written as BSON: money as Decimal128, days as <c>yyyy-MM-dd</c>, which sorts as it reads, instants as UTC dates, enums by
/// name. What is null is left out.
/// </summary>
internal static class BsonMapping
{
    // The driver keeps its mappings once a process, however many hosts there are in it.
    private static readonly Lock s_gate = new();
    private static bool s_registered;

    public static void Register()
    {
        lock (s_gate)
        {
            if (!s_registered)
                RegisterOnce();
            s_registered = true;
        }
    }

    public static BsonValue Bson(this DateTimeOffset instant) => new BsonDateTime(instant.UtcDateTime);

    public static BsonValue Bson(this DateTimeOffset? instant) => instant?.Bson() ?? BsonNull.Value;

    public static BsonValue Bson(this DateOnly day) => day.Stored();

    public static BsonValue Bson(this DateOnly? day) => day?.Bson() ?? BsonNull.Value;

    private static void RegisterOnce()
    {
        BsonSerializer.RegisterSerializer(new DecimalSerializer(BsonType.Decimal128));
        BsonSerializer.RegisterSerializer(new DateTimeOffsetSerializer(BsonType.DateTime));
        BsonSerializer.RegisterSerializer(new DaySerializer());
        BsonSerializer.RegisterSerializer(new TimeOfDaySerializer());
        BsonSerializer.RegisterSerializer(new AmountsSerializer());
        ConventionRegistry.Register(
            "SubTracker",
            new ConventionPack
            {
                new CamelCaseElementNameConvention(),
                new EnumRepresentationConvention(BsonType.String),
                new IgnoreIfNullConvention(true),
                // What is searched beside a record, and what a newer version has written.
                new IgnoreExtraElementsConvention(true),
                new RecordConvention(),
            },
            type => type.FullName!.StartsWith("SubTracker.", StringComparison.Ordinal));
    }
}
