using Microsoft.AspNetCore.Components;

namespace SubTracker.Web.Components.Parts;

/// <summary>What every labelled input has; the same one serves plain forms and live ones.</summary>
public abstract class InputField : ComponentBase
{
    [Parameter, EditorRequired]
    public string Id { get; set; } = "";

    [Parameter, EditorRequired]
    public string Label { get; set; } = "";

    /// <summary>What a plain form posts it as.</summary>
    [Parameter]
    public string? Name { get; set; }

    [Parameter]
    public string? Help { get; set; }

    [Parameter]
    public string? Error { get; set; }

    [Parameter]
    public string? Class { get; set; }

    [Parameter]
    public bool Required { get; set; }

    [Parameter]
    public string? Value { get; set; }

    [Parameter]
    public EventCallback<string?> ValueChanged { get; set; }

    [Parameter(CaptureUnmatchedValues = true)]
    public IReadOnlyDictionary<string, object>? More { get; set; }

    protected Task SetAsync(string? value) => ValueChanged.InvokeAsync(value);

    protected string? Invalid => Error is null ? null : "true";

    protected string? Note => Error is null && Help is null ? null : $"{Id}-note";
}
