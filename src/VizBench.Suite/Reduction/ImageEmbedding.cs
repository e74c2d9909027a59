using VizBench.Data.Images;
using VizBench.Data.Rendering;
using VizBench.Methods.Reduction;
using VizBench.Metrics;
using VizBench.Networks;
using VizBench.Randomness;

namespace VizBench.Suite;

/// <summary>How images are laid out.</summary>
/// <param name="Images">how many pictures, from the first</param>
/// <param name="Axes">principal axes that the codes are reduced to before</param>
/// <param name="Perplexity">about how many neighbors an image has</param>
/// <param name="Seed">of the layout's start</param>
public sealed record EmbeddingSettings(long Images, int Axes, double Perplexity, long Seed)
{
    /// <summary>The perplexity of a layout of many images.</summary>
    public const double UsualPerplexity = 30;

    /// <summary>The usual perplexity, or what so few images allow: a third of the others.</summary>
    public static double PerplexityFor(long images) => Math.Min(UsualPerplexity, (images - 1) / 3.0);
}

/// <summary>
/// Images placed in the plane by a layer's codes, similar ones near each other: principal axes, then t-SNE, then a cell of a grid for each. van der
/// Maaten and Hinton 2008; Karpathy 2014, "t-SNE visualization of CNN codes".
/// </summary>
/// <param name="Places">x and y of each image</param>
/// <param name="Cells">column and row of each on the grid</param>
/// <param name="Side">cells along each side of the grid</param>
/// <param name="Classes">the class of each image; null: not known</param>
/// <param name="Divergence">Kullback-Leibler divergence of the layout from the codes' neighborhoods, nats</param>
/// <param name="Trustworthiness">of the layout, with <see cref="Neighbors"/> neighbors (<see cref="Neighborhoods"/>)</param>
/// <param name="Continuity">likewise</param>
/// <param name="PlaneAccuracy">share of images whose nearest neighbors in the plane have their class; null: classes aren't known</param>
/// <param name="CodeAccuracy">the same by the codes themselves</param>
public sealed record ImageEmbedding(
    string Layer, EmbeddingSettings Settings, IReadOnlyList<double[]> Places, IReadOnlyList<(int Column, int Row)> Cells, int Side, IReadOnlyList<long>? Classes, int Neighbors,
    double Divergence, double Trustworthiness, double Continuity, double? PlaneAccuracy, double? CodeAccuracy)
{
    /// <summary>Beyond, the exact layout takes minutes: its time grows with the square.</summary>
    public const int MostImages = 3000;

    private const int MostNeighbors = 5;

    // Colors of more classes can't be told apart.
    private const int MostNamed = 48;

    /// <param name="classes">of each picture; null: not known</param>
    /// <exception cref="UserError">too few or too many pictures, a perplexity that doesn't suit them, activations that are no finite numbers</exception>
    public static ImageEmbedding Of(
        Network network, string layer, PictureSequence source, IReadOnlyList<long>? classes, EmbeddingSettings settings, IProgress<double>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(settings);
        var name = network.Architecture.LayerNamed(layer).Name;
        if (settings.Images is < 8 or > MostImages)
            throw new UserError($"{settings.Images} images can't be laid out: give from 8 to {MostImages}, with --images or in the folder");
        if (!(settings.Perplexity > 1 && settings.Perplexity < settings.Images / 3.0))
            throw new UserError(FormattableString.Invariant($"--perplexity {settings.Perplexity}: with {settings.Images} images it lies above 1 and below {settings.Images / 3.0:0.#}, a third of them"));
        using var scope = NewDisposeScope();
        using var grad = no_grad();
        var codes = LayerValues.Of(network, name, source, settings.Images, "images can't be compared by them", progress, cancellation).flatten(1);
        var rows = Rows(codes);
        var axes = Rows(PrincipalAxes.Of(codes, settings.Axes));
        // Rounded, so that the last digits of the codes, which differ between machines, seldom turn the layout.
        var points = CoarseNumbers.Of(axes);
        var places = TSne.Of(points, settings.Perplexity, new StreamKey(settings.Seed, name, "embedding").Open());
        var (cells, side) = GridPlaces.Of(places, cancellation);
        var neighbors = (int)Math.Min(MostNeighbors, (settings.Images - 1) / 2);
        return new ImageEmbedding(
            name, settings, places, cells, side, classes, neighbors, TSne.Divergence(points, places, settings.Perplexity),
            Neighborhoods.Trustworthiness(rows, places, neighbors), Neighborhoods.Continuity(rows, places, neighbors),
            classes is null ? null : Neighborhoods.Accuracy(places, classes, neighbors), classes is null ? null : Neighborhoods.Accuracy(rows, classes, neighbors));
    }

    /// <summary>All pictures on the grid, each with a frame in the color of its class where that is known, and the names of these colors below.</summary>
    /// <param name="names">of the classes; empty where they aren't known</param>
    /// <param name="size">of a picture's longer side, pixels</param>
    /// <exception cref="UserError">a picture can't be read</exception>
    public RgbImage Sheet(Network network, PictureSequence source, IReadOnlyList<string> names, int size, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(names);
        const int frame = 2;
        var step = size + 2 * frame;
        var sheet = Canvas.New(step * Side, step * Side + (Classes is null ? 0 : 2 * frame), SheetStyle.Light.Background);
        for (var image = 0; image < Cells.Count; image++)
        {
            cancellation.ThrowIfCancellationRequested();
            var (left, top) = (Cells[image].Column * step, Cells[image].Row * step);
            if (Classes is not null)
                Canvas.Fill(sheet, left, top, step, step, ColorOf(Classes[image]));
            var picture = CellPicture.Fitted(source.Seen(network, image), size);
            Canvas.Paste(sheet, picture, left + (step - picture.Width) / 2, top + (step - picture.Height) / 2);
        }

        return Classes is null ? sheet : LegendBelow.Of(sheet, LegendOf(Classes, names));
    }

    private static (byte R, byte G, byte B) ColorOf(long index) => LabelColours.Of((int)index + 1);

    /// <summary>The classes that are on the sheet, in their order; of very many the first.</summary>
    private static List<LegendEntry> LegendOf(IReadOnlyList<long> classes, IReadOnlyList<string> names)
    {
        long[] seen = [.. classes.Distinct().Order()];
        var legend = seen.Take(MostNamed).Select(index => new LegendEntry(ColorOf(index), names[(int)index])).ToList();
        if (seen.Length > MostNamed)
            legend.Add(new LegendEntry(null, $"and {Counted.Of(seen.Length - MostNamed, "more class", "more classes")}"));
        return legend;
    }

    private static double[][] Rows(Tensor matrix) => [.. matrix.contiguous().data<double>().ToArray().Chunk((int)matrix.shape[1])];
}
