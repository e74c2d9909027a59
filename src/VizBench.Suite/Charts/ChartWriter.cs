using VizBench.Files;

namespace VizBench.Suite;

/// <summary>Charts as files. Equal charts give equal bytes.</summary>
public static class ChartWriter
{
    // PNG is for print and for slides.
    private const int Scale = 2;

    /// <param name="path">its extension decides: .svg for pages in light and dark, .png on white</param>
    /// <exception cref="UserError">another extension, or the file can't be written</exception>
    /// <exception cref="ArgumentException">a chart without series, or bars or dots without categories at their positions</exception>
    public static void Write(Chart chart, string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        switch (Path.GetExtension(path).ToLowerInvariant())
        {
            case ".svg":
                AtomicFile.WriteText(path, Svg(chart));
                break;
            case ".png":
                AtomicFile.WriteBytes(path, Png(chart));
                break;
            default:
                throw new FileError(path, "chart", "charts are written as SVG or PNG; let the name end in .svg or .png");
        }
    }

    /// <summary>NAME.svg and NAME.png.</summary>
    /// <inheritdoc cref="Write"/>
    public static void WriteBoth(string folder, string name, Chart chart)
    {
        Write(chart, Path.Combine(folder, name + ".svg"));
        Write(chart, Path.Combine(folder, name + ".png"));
    }

    /// <summary>The text of an SVG file, which may also stand inside a page.</summary>
    public static string Svg(Chart chart)
    {
        using var plot = ChartPlot.Of(chart, forSvg: true);
        var (width, height) = ChartPlot.Size(chart);
        return ChartSvg.Finished(plot.GetSvgXml(width, height), chart.Title);
    }

    /// <summary>The content of a PNG file, on white, with twice the chart's width and height in pixels.</summary>
    public static byte[] Png(Chart chart)
    {
        using var plot = ChartPlot.Of(chart, forSvg: false);
        var (width, height) = ChartPlot.Size(chart);
        plot.ScaleFactor = Scale;
        using var image = plot.GetImage(Scale * width, Scale * height);
        return image.GetImageBytes(ScottPlot.ImageFormat.Png);
    }
}
