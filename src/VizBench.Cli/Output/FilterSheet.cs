using VizBench.Data.Images;
using VizBench.Data.Rendering;
using VizBench.Networks;

namespace VizBench.Cli.Output;

/// <summary>First-layer filters side by side, each pixel enlarged, each filter on a scale of its own.</summary>
internal static class FilterSheet
{
    private const int Columns = 16;
    private const int CellSide = 49;
    private const double FaintestShare = 0.02;

    private static readonly SheetStyle s_style = new() { Gap = 4, Margin = 4, MinColumnWidth = 8, Frame = null };

    /// <exception cref="UserError">the filters look neither at colors nor at grey</exception>
    public static RgbImage Of(FirstLayerFilters filters)
    {
        if (!PlanarImage.CanShow(filters.Channels))
            throw new UserError($"each filter of {filters.Layer} reads {filters.Channels} channels; filters are shown as colours where there are three, as greys where there is one");
        var strongest = filters.Values.Max(filter => filter.Max(Math.Abs));
        // What weight decay has put out stays grey, instead of showing its rounding errors at full strength.
        var pictures = filters.Values.Select(filter =>
            FilterPicture.Of(filter, filters.Height, filters.Width, Math.Max(filter.Max(Math.Abs), FaintestShare * strongest)));
        return (ContactSheet.Of(pictures.Select(picture => new SheetCell(Upscale.ToFit(picture, CellSide))), Columns) with { Style = s_style }).Render();
    }
}
