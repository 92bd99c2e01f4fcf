using SubTracker.Contracts.Subscriptions;

namespace SubTracker.Contracts.Transfer;

/// <summary>Our CSV and JSON, what Wallos exports or answers through its API, and subtrackr's JSON.</summary>
public enum ImportFormat { Csv, Json, Wallos, Subtrackr }

/// <summary>What becomes of a row: a new subscription, a change of one that is there, or nothing, since it is there as it is.</summary>
public enum ImportAction { Create, Update, Skip }

/// <summary>How far an import is. One that was cut off by a crash while it was carried out is finished by the server.</summary>
public enum ImportState { Preparing, Applying, Done, Undoing, Undone }

/// <summary>What an import did, or in a dry run would do.</summary>
/// <param name="ImportId">By which it is undone; <c>null</c> where nothing was written.</param>
/// <param name="Rows">How many rows the file has.</param>
/// <param name="Errors">The first 1,000; any error and nothing is written, unless <c>skipInvalid=true</c> says to leave those rows out.</param>
/// <param name="ErrorCount">How many there are in all.</param>
/// <param name="Items">What becomes of each row without an error, the first 1,000.</param>
/// <param name="Reading">How the file was read: to be confirmed, or overridden in the query.</param>
public sealed record ImportReport(
    string? ImportId, bool DryRun, int Rows, int Created, int Updated, int Skipped,
    IReadOnlyList<ImportError> Errors, int ErrorCount, IReadOnlyList<ImportItem> Items, ImportReading Reading);

/// <param name="Row">The line of a CSV file, its header being line 1; the number of the entry of a JSON file, from 1. 0 is the file itself.</param>
/// <param name="Field">The column or member.</param>
public sealed record ImportError(int Row, string Field, string Message);

/// <param name="SubscriptionId">The one that is there already, or the new one once it is written.</param>
/// <param name="Note">What was assumed, or what could not be taken over.</param>
public sealed record ImportItem(
    int Row, ImportAction Action, string Name, decimal Price, string Currency, Frequency Frequency, int Interval,
    DateOnly StartDate, DateOnly? RenewalDate, string? SubscriptionId, string? Note);

/// <summary>What was found out about a file, in the words of the query that overrides it.</summary>
/// <param name="Encoding"><c>utf-8</c>, <c>utf-16</c> or <c>windows-1252</c>.</param>
/// <param name="Delimiter"><c>comma</c>, <c>semicolon</c>, <c>tab</c> or <c>pipe</c>; CSV only.</param>
/// <param name="Decimals"><c>point</c> or <c>comma</c>; CSV only.</param>
/// <param name="Dates"><c>ymd</c>, <c>dmy</c> or <c>mdy</c>; CSV only.</param>
/// <param name="Symbols">Which currency a sign such as $ was taken for; the query's <c>currency</c> overrides an ambiguous one.</param>
/// <param name="Ignored">Columns or members of which no use is made.</param>
public sealed record ImportReading(
    string Encoding, string? Delimiter, string? Decimals, string? Dates,
    IReadOnlyDictionary<string, string> Symbols, IReadOnlyList<string> Ignored);

/// <summary>An import that can be looked back at, and undone while it is <see cref="ImportState.Done"/>.</summary>
public sealed record ImportSummary(string ImportId, ImportFormat Format, ImportState State, int Created, int Updated, DateTimeOffset At);

/// <summary>What undoing an import did.</summary>
/// <param name="Deleted">Subscriptions that the import had created.</param>
/// <param name="Restored">Subscriptions that are again as they were before the import.</param>
/// <param name="Kept">What has been edited since and stays as it is, the first 1,000.</param>
/// <param name="KeptCount">How many those are in all.</param>
public sealed record UndoReport(string ImportId, int Deleted, int Restored, IReadOnlyList<KeptSubscription> Kept, int KeptCount);

public sealed record KeptSubscription(string SubscriptionId, string Name);
