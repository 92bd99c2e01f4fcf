using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;
using MongoDB.Bson;
using MongoDB.Driver;

namespace SubTracker.ApiService.Storage.Mongo;

/// <summary>The keys of <see cref="ChannelSeal"/>: any replica opens what another one has sealed.</summary>
internal sealed class MongoSealKeys(IMongoDatabase database) : IXmlRepository
{
    private readonly IMongoCollection<BsonDocument> _keys = database.GetCollection<BsonDocument>(MongoSchema.SealKeys.Name);

    // All of them, and there are few: a new one every ninety days.
    public IReadOnlyCollection<XElement> GetAllElements() =>
        [.. _keys.Find(new BsonDocument("_id", new BsonDocument("$gt", ""))).Sort(new BsonDocument("_id", 1)).ToEnumerable().Select(key => XElement.Parse(key["xml"].AsString))];

    public void StoreElement(XElement element, string friendlyName) => _keys.InsertOne(DocumentOf(element, friendlyName));

    public static BsonDocument DocumentOf(XElement element, string name) =>
        new() { ["_id"] = name, ["xml"] = element.ToString(SaveOptions.DisableFormatting) };
}
