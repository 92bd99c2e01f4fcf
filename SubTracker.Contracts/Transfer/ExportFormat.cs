namespace SubTracker.Contracts.Transfer;

/// <summary>CSV for a spreadsheet, JSON for everything there is, iCalendar for a calendar.</summary>
public enum ExportFormat { Csv, Json, Ics }
