using System.Globalization;
using VizBench.Arrays;
using VizBench.Data.Images;
using VizBench.Data.Rendering;
using VizBench.Methods;
using VizBench.Methods.Inputs;
using VizBench.Methods.Reduction;
using VizBench.Networks;
using VizBench.Randomness;

namespace VizBench.Suite;

/// <summary>How a layer's activations are factored.</summary>
public enum FactorKind
{
    /// <summary>Non-negative factors, which add up to the activations.</summary>
    Nmf,

    /// <summary>Principal axes, of both signs.</summary>
    Pca,
}

/// <summary>What is factored, and how.</summary>
/// <param name="Images">how many pictures, from the first</param>
/// <param name="Count">how many factors</param>
/// <param name="Seed">of the start of the non-negative ones, and of their pictures</param>
public sealed record FactorSettings(FactorKind Kind, long Images, int Count, long Seed);

/// <summary>
/// A layer's activations as a few spatial maps, each along one direction among the channels. Olah et al. 2018, "The Building Blocks of Interpretability"
/// (doi 10.23915/distill.00010), "neuron groups".
/// </summary>
/// <param name="Directions">by factor: the weight of each channel, of length 1</param>
/// <param name="Maps">(images, factors, h, w)</param>
/// <param name="Shares">of each factor: of the activations' variance (PCA), or of the sum of squares of all factors (NMF), which add up to 1; the largest first</param>
/// <param name="Explained">share of the activations' variance that the factors explain, at most 1</param>
public sealed record ActivationFactors(string Layer, FactorSettings Settings, IReadOnlyList<double[]> Directions, NdArray Maps, IReadOnlyList<double> Shares, double Explained)
{
    private const int TopImages = 6;

    // Half a gigabyte of doubles; the factorization takes it a few times.
    private const long MostValues = 1 << 26;

    /// <param name="layer">with rows and columns</param>
    /// <exception cref="UserError">a layer without rows and columns, too many factors or too much for memory, negative activations where factors must not be</exception>
    public static ActivationFactors Of(Network network, string layer, PictureSequence source, FactorSettings settings, IProgress<double>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(settings);
        if (!LastSpatialLayer.IsSpatial(network.Architecture, layer))
            throw new UserError($"{layer} has no rows and columns, so its factors would have no maps; name a layer with maps (vizbench list layers {network.Architecture.Name})");
        var name = network.Architecture.LayerNamed(layer).Name;
        using var scope = NewDisposeScope();
        using var grad = no_grad();
        var activations = Activations(network, name, source, settings.Images, progress, cancellation);
        var shape = activations.shape;
        if (settings.Count > shape[1])
            throw new UserError($"--factors {settings.Count}: {name} has {shape[1]} channels; ask for as many factors at most");
        var observed = activations.permute(0, 2, 3, 1).reshape(-1, shape[1]);
        var factors = settings.Kind == FactorKind.Pca
            ? PrincipalAxes.Factor(observed, settings.Count)
            : NonNegativeFactors.Factor(NonNegative(observed, name), settings.Count, new StreamKey(settings.Seed, name, "factors").Open(), cancellation);
        var maps = factors.Amounts.reshape(shape[0], shape[2], shape[3], settings.Count).permute(0, 3, 1, 2);
        return new ActivationFactors(name, settings, factors.Directions, TensorArrays.ToNdArray(maps.contiguous()), factors.Shares, factors.Explained);
    }

    /// <summary>A picture of each direction by activation maximization, and of its opposite where factors have both signs; then the images that have most of it, with its map over them.</summary>
    /// <param name="steps">of the maximization; null: the method's own</param>
    /// <exception cref="UserError">a picture can't be read</exception>
    public RgbImage Sheet(Network network, PictureSequence source, int? steps, IProgress<double>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(source);
        var rows = new List<IReadOnlyList<SheetCell>>();
        for (var factor = 0; factor < Directions.Count; factor++)
        {
            // One for all images of a factor.
            var scale = Percentile.Of([.. Enumerable.Range(0, (int)Maps.Shape[0]).SelectMany(image => MapOf(image, factor)).Select(Math.Abs)], 99.5);
            var cells = Signs.Select(sign => new SheetCell(CellPicture.Sized(Optimized(network, factor, sign.Factor, steps, cancellation)), sign.Name)).ToList();
            cells.AddRange(Strongest(factor).Select(image => new SheetCell(CellPicture.Sized(OverlayOf(network, source, image, factor, scale)), source.NameOf(image) ?? $"image {image}")));
            rows.Add(cells);
            progress?.Report((factor + 1.0) / Directions.Count);
        }

        return new ContactSheet
        {
            Title = $"{network.Name} · {Layer}",
            RowHeaders = [.. Shares.Select((share, factor) => RowHeader(factor, share, Settings.Kind))],
            Rows = rows,
        }.Render();
    }

    /// <summary>A factor's number and share, and what it is a share of.</summary>
    internal static string RowHeader(int factor, double share, FactorKind kind) =>
        FormattableString.Invariant($"factor {factor}: {100 * share:0.#} % of {(kind == FactorKind.Pca ? "the variance" : "the factors' sum of squares")}");

    private IReadOnlyList<(string Name, int Factor)> Signs => Settings.Kind == FactorKind.Pca ? [("+", 1), ("-", -1)] : [("optimized", 1)];

    private static Tensor Activations(Network network, string layer, PictureSequence source, long images, IProgress<double>? progress, CancellationToken cancellation)
    {
        var each = network.Architecture.ShapeOf(layer).Aggregate(1L, (product, length) => product * length);
        if (images * each > MostValues)
            throw new UserError($"{layer} has {each} values for each image, and those of {images} images don't fit in memory; take {MostValues / each} images at most, or a deeper layer");
        return LayerValues.Of(network, layer, source, images, "it has no factors", progress, cancellation);
    }

    private static Tensor NonNegative(Tensor observed, string layer) => observed.amin([0, 1]).item<double>() >= 0
        ? observed
        : throw new UserError($"{layer} has negative activations, and non-negative factors have none; name the layer after its ReLU, or take --kind pca");

    private RgbImage Optimized(Network network, int factor, int sign, int? steps, CancellationToken cancellation)
    {
        using var scope = NewDisposeScope();
        using var grad = enable_grad();
        var direction = Directions[factor];
        var weights = direction.Select((weight, channel) => (Weight: sign * weight, Channel: channel)).Where(part => part.Weight != 0)
            .Select(part => string.Create(CultureInfo.InvariantCulture, $"{part.Weight:R}*{part.Channel}"));
        var options = new Dictionary<string, string>(StringComparer.Ordinal) { ["plus"] = $"{Layer}:[{string.Join(',', weights)}]^1", ["alone"] = "true" };
        if (steps is { } count)
            options["steps"] = count.ToString(CultureInfo.InvariantCulture);
        var strongest = Array.IndexOf(direction, direction.MaxBy(weight => sign * weight));
        var probe = new Probe
        {
            Network = network,
            Input = InputTensors.OfGrey((int)network.Architecture.InputShape[1], (int)network.Architecture.InputShape[2], network.Architecture.Preprocessing, network.dtype, network.device),
            Layer = Layer,
            Units = [new Unit(strongest)],
            Seed = Settings.Seed,
            Case = FormattableString.Invariant($"factor {factor} {sign}"),
            Cancellation = cancellation,
        };
        return InputTensors.ToPicture(MethodRegistry.Named("am-fourier").Create(options).RunChecked(probe).Value, 0, network.Architecture.Preprocessing);
    }

    /// <summary>The images that have most of a factor in all of their map together.</summary>
    private IEnumerable<int> Strongest(int factor) => Enumerable.Range(0, (int)Maps.Shape[0])
        .OrderByDescending(image => MapOf(image, factor).Sum(value => Math.Max(value, 0))).ThenBy(image => image).Take(TopImages);

    private RgbImage OverlayOf(Network network, PictureSequence source, int image, int factor, double scale) => Overlay.Render(
        source.Seen(network, image), MapOf(image, factor), (int)Maps.Shape[2], (int)Maps.Shape[3], new OverlayOptions { Signed = Settings.Kind == FactorKind.Pca, Scale = scale }).Picture;

    private double[] MapOf(int image, int factor)
    {
        var size = (int)(Maps.Shape[2] * Maps.Shape[3]);
        return [.. Values.AsSpan((image * Directions.Count + factor) * size, size)];
    }

    private double[] Values => _values ??= Maps.ToDoubles();

    private double[]? _values;
}
