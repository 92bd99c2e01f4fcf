using MongoDB.Bson.IO;
using MongoDB.Bson.Serialization;
using MongoDB.Bson.Serialization.Serializers;

namespace SubTracker.ApiService.Storage.Mongo;

/// <summary>Amounts by name as an array of pairs: a name may be what a person typed, which makes no good name of a field.</summary>
internal sealed class AmountsSerializer : SerializerBase<IReadOnlyDictionary<string, decimal>>
{
    private const string Name = "name";
    private const string Amount = "amount";

    public override IReadOnlyDictionary<string, decimal> Deserialize(BsonDeserializationContext context, BsonDeserializationArgs args) =>
        BsonArraySerializer.Instance.Deserialize(context).ToDictionary(pair => pair[Name].AsString, pair => pair[Amount].ToDecimal());

    public override void Serialize(BsonSerializationContext context, BsonSerializationArgs args, IReadOnlyDictionary<string, decimal> value)
    {
        context.Writer.WriteStartArray();
        foreach (var (name, amount) in value)
        {
            context.Writer.WriteStartDocument();
            context.Writer.WriteString(Name, name);
            context.Writer.WriteDecimal128(Amount, amount);
            context.Writer.WriteEndDocument();
        }
        context.Writer.WriteEndArray();
    }
}
