using VizBench.Data.ConceptWorld;
using VizBench.Data.Images;
using VizBench.Data.Rendering;

namespace VizBench.Cli.Datasets;

/// <summary>
/// The truth of ConceptWorld to look at: a row for each image, its masks of one category after the other laid over it, and
/// under each what is labelled, from the largest area to the smallest. Marks of the shortcut come last.
/// </summary>
internal static class WorldMasks
{
    private const int ShownSide = 128;
    private const int LegendGap = 4;

    // A frame would go round the legends too.
    private static readonly SheetStyle s_style = SheetStyle.Light with { Frame = null };

    private static readonly ConceptCategory[] s_categories = [ConceptCategory.Object, ConceptCategory.Part, ConceptCategory.Material, ConceptCategory.Texture, ConceptCategory.Color];

    public static RgbImage Of(IWorldSource source, string title, int count, CancellationToken cancellation)
    {
        var factor = Math.Max(2, ShownSide / source.Size);
        var rows = new List<SheetCell[]>();
        var marked = false;
        for (var index = 0; index < count; index++)
        {
            cancellation.ThrowIfCancellationRequested();
            var sample = source.Draw(index);
            marked |= sample.Mark.Length > 0;
            rows.Add(RowOf(sample, factor));
        }

        string[] headers = ["image", .. s_categories.Select(WorldVocabulary.NameOf), .. marked ? ["mark"] : Array.Empty<string>()];
        return new ContactSheet { Rows = rows, Title = title, ColumnHeaders = headers, Style = s_style }.Render();
    }

    private static SheetCell[] RowOf(WorldSample sample, int factor)
    {
        var words = Named(WordsOf(sample).Select(words => new LegendEntry(null, words)), sample.Image.Width * factor);
        List<(RgbImage Picture, RgbImage Legend)> cells = [(Upscale.Nearest(sample.Image, factor), words)];
        foreach (var category in s_categories)
            cells.Add(Masked(sample, category, factor));
        if (sample.Mark.Length > 0)
            cells.Add(Masked(sample.Image, sample.Mark, ["mark"], factor));
        // Of one height, so that the pictures of a row stand beside each other.
        var height = cells.Max(cell => cell.Legend.Height);
        return [.. cells.Select(cell => new SheetCell(Stacked(cell.Picture, cell.Legend, height)))];
    }

    // A colour is shown as itself: laid over the picture it would be another.
    private static (RgbImage Picture, RgbImage Legend) Masked(WorldSample sample, ConceptCategory category, int factor)
    {
        if (category is not ConceptCategory.Color)
            return Masked(sample.Image, sample.PlaneOf(category)!, WorldVocabulary.Of(category), factor);
        var flat = new RgbImage(sample.Image.Width, sample.Image.Height);
        for (var i = 0; i < sample.Colors.Length; i++)
            flat[i % flat.Width, i / flat.Width] = ColorNaming.Typical(sample.Colors[i]);
        return (Upscale.Nearest(flat, factor), LegendOf(sample.Colors, WorldVocabulary.Colors, ColorNaming.Typical, flat.Width * factor));
    }

    private static (RgbImage Picture, RgbImage Legend) Masked(RgbImage image, byte[] plane, IReadOnlyList<string> names, int factor) =>
        (LabelOverlay.Render(image, plane, LabelColours.Of, factor), LegendOf(plane, names, LabelColours.Of, image.Width * factor));

    private static RgbImage LegendOf(byte[] plane, IReadOnlyList<string> names, Func<int, (byte R, byte G, byte B)> colours, int width)
    {
        var shown = plane.Where(label => label > 0).CountBy(label => label).OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key);
        return Named(shown.Select(pair => new LegendEntry(colours(pair.Key), names[pair.Key - 1])), width);
    }

    private static RgbImage Named(IEnumerable<LegendEntry> entries, int width) => Legend.Render([.. entries], width, SheetStyle.Light);

    // Probes have no scene.
    private static IEnumerable<string> WordsOf(WorldSample sample) =>
        sample.Scene < 0 ? [sample.SubType] : [$"{WorldVocabulary.Classes[sample.Class]}: {sample.SubType}", $"scene: {WorldVocabulary.Scenes[sample.Scene]}"];

    private static RgbImage Stacked(RgbImage picture, RgbImage legend, int legendHeight)
    {
        var card = Canvas.New(picture.Width, picture.Height + LegendGap + legendHeight, SheetStyle.Light.Background);
        Canvas.Paste(card, picture, 0, 0);
        Canvas.Paste(card, legend, 0, picture.Height + LegendGap);
        return card;
    }
}
