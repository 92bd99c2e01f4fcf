using MudBlazor;

namespace SubTracker.Web.Components.Layout;

/// <summary>
/// Both palettes are written into every page, each under its own selector; app.js says which holds before anything is painted.
/// </summary>
internal static class Themes
{
    public static MudTheme Light { get; } = new()
    {
        PseudoCss = new() { Scope = ":root" },
        Typography = Fonts(),
        LayoutProperties = new() { DefaultBorderRadius = "10px" },
        PaletteLight = new PaletteLight
        {
            Primary = "#0b6b63",
            PrimaryContrastText = "#ffffff",
            Secondary = "#4a5568",
            Background = "#f5f7f8",
            Surface = "#ffffff",
            AppbarBackground = "#ffffff",
            AppbarText = "#17212b",
            TextPrimary = "#17212b",
            TextSecondary = "#51606e",
            ActionDefault = "#51606e",
            Divider = "#dfe5e9",
            LinesDefault = "#dfe5e9",
            LinesInputs = "#8493a1",
            TableLines = "#e6ebee",
            Success = "#1c6b3c",
            Warning = "#8a5200",
            Error = "#b3261e",
            Info = "#1d5fa8",
        },
    };

    public static MudTheme Dark { get; } = new()
    {
        PseudoCss = new() { Scope = ":root[data-theme=dark]" },
        Typography = Fonts(),
        LayoutProperties = new() { DefaultBorderRadius = "10px" },
        PaletteDark = new PaletteDark
        {
            Primary = "#5fcabd",
            PrimaryContrastText = "#06211e",
            Secondary = "#b6c2ce",
            Background = "#10161b",
            Surface = "#192128",
            AppbarBackground = "#151c22",
            AppbarText = "#e8edf1",
            TextPrimary = "#e8edf1",
            TextSecondary = "#a8b5c1",
            ActionDefault = "#a8b5c1",
            Divider = "#2c3741",
            LinesDefault = "#2c3741",
            LinesInputs = "#74838f",
            TableLines = "#27313a",
            Success = "#7ed9a0",
            SuccessContrastText = "#10161b",
            Warning = "#f2bd6b",
            WarningContrastText = "#10161b",
            Error = "#ff9d94",
            ErrorContrastText = "#3b0905",
            Info = "#8cc4ff",
            InfoContrastText = "#10161b",
        },
    };

    private static Typography Fonts() => new()
    {
        Default = new DefaultTypography
        {
            FontFamily = ["Segoe UI", "Roboto", "Helvetica Neue", "Noto Sans", "Liberation Sans", "Arial", "sans-serif"],
        },
        Button = new ButtonTypography { TextTransform = "none", FontWeight = "600", LetterSpacing = "normal" },
    };
}
