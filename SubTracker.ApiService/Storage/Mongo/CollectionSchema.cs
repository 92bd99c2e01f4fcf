using MongoDB.Bson;

namespace SubTracker.ApiService.Storage.Mongo;

/// <summary>A collection as it is to be.</summary>
/// <param name="Required">The fields that every document has, with their BSON types; a document without them is refused by the server.</param>
internal sealed record CollectionSchema(string Name, string Required, params IndexSchema[] Indexes)
{
    public BsonDocument Validator()
    {
        var fields = BsonDocument.Parse(Required);
        return new("$jsonSchema", new BsonDocument
        {
            ["bsonType"] = "object",
            ["required"] = new BsonArray(fields.Names),
            ["properties"] = new BsonDocument(fields.Select(field => new BsonElement(field.Name, new BsonDocument("bsonType", field.Value)))),
        });
    }
}

/// <param name="Where">Only documents that fit it are in the index.</param>
/// <param name="Expires">The server deletes a document when the instant in the field has come.</param>
internal sealed record IndexSchema(string Name, string Keys, bool Unique = false, string? Where = null, bool Expires = false)
{
    /// <summary>As the command <c>createIndexes</c> wants it.</summary>
    public BsonDocument ToBsonDocument()
    {
        var index = new BsonDocument { ["name"] = Name, ["key"] = BsonDocument.Parse(Keys) };
        if (Unique)
            index["unique"] = true;
        if (Where is not null)
            index["partialFilterExpression"] = BsonDocument.Parse(Where);
        if (Expires)
            index["expireAfterSeconds"] = 0;
        return index;
    }
}
