using VizBench.Data.Images;
using VizBench.Data.Rendering;
using VizBench.Networks;

namespace VizBench.Suite;

/// <summary>The three panels beside the image, with the classes' names.</summary>
public static class OcclusionSheet
{
    private const int Side = 160;

    /// <param name="image">what the network saw</param>
    public static RgbImage Of(Architecture architecture, string title, RgbImage image, OcclusionSensitivity found)
    {
        ArgumentNullException.ThrowIfNull(architecture);
        ArgumentNullException.ThrowIfNull(found);
        var sheet = new ContactSheet
        {
            Title = title,
            ColumnHeaders = ["the image, the square", $"sum of map {found.Unit} of {found.Layer}", $"probability of {NameOf(architecture, found.Class)}", "most probable class"],
            Rows =
            [
                [
                    new SheetCell(Scaled(WithSquare(image, found.Window))),
                    Map(found.Activation, found, Math.Max(found.UncoveredActivation, found.Activation.Max()), found.UncoveredActivation),
                    Map(found.Probability, found, 1, found.UncoveredProbability),
                    new SheetCell(Scaled(Classes(found))),
                ],
            ],
        }.Render();
        return LegendBelow.Of(sheet, [.. found.Predicted.Distinct().Order().Select(index => new LegendEntry(LabelColours.Of((int)index + 1), NameOf(architecture, index)))]);
    }

    private static string NameOf(Architecture architecture, long index) => index < architecture.Classes.Count ? architecture.Classes[(int)index] : $"class {index}";

    private static SheetCell Map(IReadOnlyList<double> values, OcclusionSensitivity found, double high, double uncovered)
    {
        var picture = UnsignedMap.Render([.. values], found.Height, found.Width, new UnsignedMapOptions { High = high }).Picture;
        return new SheetCell(Scaled(picture), $"0 to {ShortNumber.Of(high, 3)}, uncovered {ShortNumber.Of(uncovered, 3)}");
    }

    private static RgbImage Classes(OcclusionSensitivity found)
    {
        var picture = new RgbImage(found.Width, found.Height);
        for (var i = 0; i < found.Predicted.Count; i++)
            picture[i % found.Width, i / found.Width] = LabelColours.Of((int)found.Predicted[i] + 1);
        return picture;
    }

    /// <summary>The square in a corner, to show how large it is.</summary>
    private static RgbImage WithSquare(RgbImage image, int window)
    {
        var copy = Canvas.New(image.Width, image.Height, (0, 0, 0));
        Canvas.Paste(copy, image, 0, 0);
        Canvas.Fill(copy, 0, 0, window, window, (124, 124, 124));
        return copy;
    }

    private static RgbImage Scaled(RgbImage picture)
    {
        var fit = Upscale.ToFit(picture, Side);
        return fit.Width <= Side ? fit : Resize.To(PlanarImage.FromRgb(picture), Side, Side).ToRgb();
    }
}
