using MongoDB.Bson.Serialization;
using MongoDB.Bson.Serialization.Serializers;

namespace SubTracker.ApiService.Storage.Mongo;

/// <summary>A day as a string that sorts as it reads; the driver's own asks the calendar of the machine's locale.</summary>
internal sealed class DaySerializer : StructSerializerBase<DateOnly>
{
    public override DateOnly Deserialize(BsonDeserializationContext context, BsonDeserializationArgs args) => StoredDay.Read(context.Reader.ReadString());

    public override void Serialize(BsonSerializationContext context, BsonSerializationArgs args, DateOnly value) =>
        context.Writer.WriteString(value.Stored());
}
