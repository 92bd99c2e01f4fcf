namespace SubTracker.Upstash;

/// <summary>What a check of <c>Upstash-Signature</c> found.</summary>
public enum SignatureOutcome
{
    /// <summary>Signed by QStash with one of our keys, for this address and this body, and still valid.</summary>
    Valid,

    /// <summary>There is no signature.</summary>
    Missing,

    /// <summary>Not a compact JWT with the claims that QStash writes.</summary>
    Malformed,

    /// <summary>The algorithm is not HS256.</summary>
    WrongAlgorithm,

    /// <summary>Signed with neither the current nor the next key.</summary>
    WrongKey,

    /// <summary>Not issued by <c>Upstash</c>.</summary>
    WrongIssuer,

    /// <summary>Signed for another address.</summary>
    WrongUrl,

    /// <summary>Its time is over (<c>exp</c>, five minutes after signing).</summary>
    Expired,

    /// <summary>Its time has not come (<c>nbf</c>); is this machine's clock late?</summary>
    NotYetValid,

    /// <summary>Signed for another body.</summary>
    WrongBody,
}
