using VizBench.Data.Images;
using VizBench.Data.Rendering;

namespace VizBench.Suite;

/// <summary>A sheet with the names of its colours under it.</summary>
internal static class LegendBelow
{
    private const int Margin = 8;

    // A small sheet is widened so far for the longest name.
    private const int MostForNames = 240;

    internal static RgbImage Of(RgbImage sheet, IReadOnlyList<LegendEntry> entries)
    {
        var width = Math.Max(sheet.Width, Math.Min(Legend.WidthOf(entries), MostForNames) + 2 * Margin);
        var legend = Legend.Render(entries, width - 2 * Margin, SheetStyle.Light);
        var whole = Canvas.New(width, sheet.Height + legend.Height + Margin, SheetStyle.Light.Background);
        Canvas.Paste(whole, sheet, 0, 0);
        Canvas.Paste(whole, legend, Margin, sheet.Height);
        return whole;
    }
}
