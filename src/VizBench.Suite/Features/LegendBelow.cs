using VizBench.Data.Images;
using VizBench.Data.Rendering;

namespace VizBench.Suite;

/// <summary>A sheet with the names of its colours under it.</summary>
internal static class LegendBelow
{
    private const int Margin = 8;

    internal static RgbImage Of(RgbImage sheet, IReadOnlyList<LegendEntry> entries)
    {
        var legend = Legend.Render(entries, sheet.Width - 2 * Margin, SheetStyle.Light);
        var whole = Canvas.New(sheet.Width, sheet.Height + legend.Height + Margin, SheetStyle.Light.Background);
        Canvas.Paste(whole, sheet, 0, 0);
        Canvas.Paste(whole, legend, Margin, sheet.Height);
        return whole;
    }
}
