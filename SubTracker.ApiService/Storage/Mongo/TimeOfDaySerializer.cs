using System.Globalization;
using MongoDB.Bson.Serialization;
using MongoDB.Bson.Serialization.Serializers;

namespace SubTracker.ApiService.Storage.Mongo;

/// <summary>A time of day as the contract writes it, <c>HH:mm</c>.</summary>
internal sealed class TimeOfDaySerializer : StructSerializerBase<TimeOnly>
{
    private const string Format = "HH:mm";

    public override TimeOnly Deserialize(BsonDeserializationContext context, BsonDeserializationArgs args) =>
        TimeOnly.ParseExact(context.Reader.ReadString(), Format, CultureInfo.InvariantCulture);

    public override void Serialize(BsonSerializationContext context, BsonSerializationArgs args, TimeOnly value) =>
        context.Writer.WriteString(value.ToString(Format, CultureInfo.InvariantCulture));
}
