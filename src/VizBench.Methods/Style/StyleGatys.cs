using VizBench.Methods.Optimising;
using VizBench.Metrics;
using VizBench.Networks;

namespace VizBench.Methods.Style;

/// <summary>How a stylized picture is found.</summary>
public enum StyleOptimizer
{
    /// <summary>L-BFGS without a line search, as in the published codes.</summary>
    Lbfgs,

    Adam,
}

/// <summary>Where a stylized picture begins.</summary>
public enum StyleStart
{
    /// <summary>At the content picture.</summary>
    Content,

    /// <summary>At white noise.</summary>
    Noise,
}

/// <summary>What the distances are divided by.</summary>
public enum StyleNormalization
{
    /// <summary>That of a picture whose features are zero: ½ Σ P² and k Σ A². A share then means the same on any network, at any layer and size.</summary>
    Relative,

    /// <summary><see cref="GramNormalization.GatysPaper"/>; the content is ½ Σ (F − P)².</summary>
    GatysPaper,

    /// <summary><see cref="GramNormalization.GatysCode"/>; the content as in the papers.</summary>
    GatysCode,

    /// <summary><see cref="GramNormalization.NeuralStyle"/>; the content as in the papers.</summary>
    NeuralStyle,
}

/// <summary>What pools the network has.</summary>
public enum StylePooling
{
    /// <summary>Averages in the place of its maxima.</summary>
    Average,

    /// <summary>Its own.</summary>
    Max,
}

/// <summary>
/// Neural style transfer: a picture with the content of one picture and the style of another, α · content + β · Σ w · style, with the content
/// the features of a layer and the style the Gram matrices of several (<see cref="StyleLayers"/> says of which where nobody does). Gatys,
/// Ecker and Bethge 2015.
/// </summary>
/// <remarks>
/// Their numbers: w = 1/5, α/β = 10⁻³, L-BFGS, average pooling; they begin at white noise, their later code at the content, as here unless
/// start=noise. Their network was rescaled to mean activations of 1. On others the formulas' two sides differ by powers of the
/// activations and by the number of positions, so that distances are relative unless another normalization is named. Styles come by the roles "style", "style2", "style3", "style4"; of several the weighted mean of the distances counts. Pictures
/// have any size that the layers allow. Cost: a step is one forward and gradient pass to the deepest layer and two products for each
/// Gram matrix; where that would take more than memory, it is computed in tiles that overlap by what the layers see, exactly, at
/// a further forward pass. Numbers: content-distance and gram-distance of each layer, unweighted.
/// </remarks>
[Method(
    "style-gatys", "style",
    Summary = "the content of a picture in the style of another, by optimization over Gram matrices",
    Source = "Gatys, Ecker and Bethge 2015, A Neural Algorithm of Artistic Style; Gatys et al. 2016, Preserving Color",
    Result = ResultKind.Image,
    AnySize = true,
    Roles = ["style", "style2", "style3", "style4"],
    NeededRoles = ["style"])]
public sealed record StyleGatys : ImageOptimisation
{
    // A color's standard deviation in noise, and Adam's rate, of 0 … 1.
    private const double NoiseOfColor = 0.2;
    private const double AdamRate = 0.02;

    // How much L-BFGS's first step moves a color on average; the losses' scale, which depends on network and layers, then doesn't matter.
    private const double FirstMove = 0.01;

    // Of relative distances, where objects can still be named and the strokes are the painting's; the papers' alpha/beta is 1/1000.
    private const double RelativeBeta = 10;
    private const double PapersBeta = 1000;

    public StyleGatys() => Steps = 500;

    [Option("layers of the content, by name or as relu4_2 by stage and place; empty: by the rule")]
    public string[] ContentLayers { get; init; } = [];

    [Option("layers of the style; empty: by the rule")]
    public string[] StyleLayers { get; init; } = [];

    [Option("a weight for each content layer; empty: equal ones that sum to 1")]
    public double[] ContentLayerWeights { get; init; } = [];

    [Option("a weight for each style layer; empty: equal ones that sum to 1")]
    public double[] StyleLayerWeights { get; init; } = [];

    [Option("a share for each style, divided by their sum; empty: equal ones")]
    public double[] Blend { get; init; } = [];

    [Option("alpha: weight of the content", Least = 0)]
    public double Alpha { get; init; } = 1;

    [Option("beta: weight of the style; left open, 10 of relative distances, 1000 of the papers'", Least = 0)]
    public double? Beta { get; init; }

    [Option("relative: each distance divided by that of a picture of zeros in the layer; or the formula as it stands, with the Gram matrices' constant of the papers, of Gatys's code or of neural-style")]
    public StyleNormalization Normalization { get; init; } = StyleNormalization.Relative;

    [Option("how the picture is found")]
    public StyleOptimizer Optimizer { get; init; } = StyleOptimizer.Lbfgs;

    [Option("share of L-BFGS's step, 1 where left open; or Adam's rate in colors of 0 … 1, .02 where left open", Above = 0)]
    public double? Rate { get; init; }

    [Option("pairs of steps that L-BFGS remembers", Least = 1)]
    public int History { get; init; } = 10;

    [Option("where it begins, if no picture is given by the role init")]
    public StyleStart Start { get; init; } = StyleStart.Content;

    [Option("average: averages in the place of the network's max-pools; max: its own pools")]
    public StylePooling Pooling { get; init; } = StylePooling.Average;

    [Option("weight of the total variation, anisotropic, in the network's units", Least = 0)]
    public double Tv { get; init; }

    [Option("free: the colors are the style's; luminance: the content's chroma stays; histogram: the style gets the content's colors before")]
    public ColorPreservation Color { get; init; } = ColorPreservation.Free;

    [Option("gigabytes that a step's activations may take; a picture that takes more is computed in tiles", Above = 0)]
    public double Memory { get; init; } = 4;

    private protected override bool CanBeAtRest => true;

    public override void CheckSuits(Architecture architecture, string? layer)
    {
        Weights("content_layer_weights", ContentLayerWeights, TransferLayers.ContentOr(architecture, ContentLayers));
        Weights("style_layer_weights", StyleLayerWeights, TransferLayers.StyleOr(architecture, StyleLayers));
    }

    public override MethodResult Run(Probe probe)
    {
        using var scope = NewDisposeScope();
        using var grad = no_grad();
        probe = probe.InPaintingPrecision();
        StylePictures.Check(probe);
        var result = base.Run(ColorChange.Before(Color, probe with { Network = Pooling == StylePooling.Average ? AveragePooling.Of(probe.Network) : probe.Network }));
        return result with { Value = ColorChange.After(Color, probe, result.Value).MoveToOuterDisposeScope() };
    }

    /// <summary>Beyond the memory there are fewer pictures at once, each in tiles only where it would be alone. Frames are of all pictures.</summary>
    private protected override int? MostTogether(Probe probe) => probe.BatchSize == 1 || probe.Frames is not null
        ? null
        : TransferLayers.Together(probe, ContentLayers, StyleLayers, Memory * 1e9);

    private protected override Objective ObjectiveOf(Probe probe)
    {
        var architecture = probe.Network.Architecture;
        var (contents, styles) = (TransferLayers.ContentOr(architecture, ContentLayers), TransferLayers.StyleOr(architecture, StyleLayers));
        var (contentWeights, styleWeights) = (Weights("content_layer_weights", ContentLayerWeights, contents), Weights("style_layer_weights", StyleLayerWeights, styles));
        var reader = new StyleReader(probe.Network, Memory * 1e9, probe.Cancellation);
        var pictures = StylePictures.Of(probe);
        var shares = StylePictures.Shares("style-gatys", Blend, [.. pictures.Select(style => style.Role)]);
        // The style first: what is wrong with it, or with the memory for it, is told before the content is read.
        var style = StyleTarget.Read(reader, pictures, shares, styles, styleWeights);
        var content = ContentTarget.Read(reader, probe.Input, contents, contentWeights);
        var normalization = GramNormalizationOf(Normalization);
        var isRelative = Normalization == StyleNormalization.Relative;
        return new StyleObjective(
            reader,
            isRelative ? [.. content.Select(target => target.Relative())] : content,
            isRelative ? [.. style.Select(target => target.Relative(normalization))] : style,
            Alpha, Beta ?? (isRelative ? RelativeBeta : PapersBeta), normalization);
    }

    private protected override Tensor Paint(Easel easel)
    {
        var (canvas, objective) = (easel.Canvas, (StyleObjective)easel.Objective);
        var tiles = objective.TilesOf(easel.Probe.Input);
        if (tiles.Pieces.Count > 1)
            easel.Notes.Add($"{canvas.Height}×{canvas.Width} pixels are computed in {tiles.Pieces.Count} tiles of about {ShortNumber.Of(Math.Round(tiles.Bytes / 1e9, 2))} GB each, to keep within memory={ShortNumber.Of(Memory)} GB");
        var start = Start == StyleStart.Content ? easel.Probe.Input : canvas.ToNetwork(easel.Draws.Normal("start", [canvas.Channels, canvas.Height, canvas.Width], canvas) * NoiseOfColor + 0.5);
        var isAdam = Optimizer == StyleOptimizer.Adam;
        // Colors of 0 … 1 are so many of the network's units.
        var range = Enumerable.Max(canvas.InNetworkUnits(1).Zip(canvas.InNetworkUnits(0), (white, black) => white - black));
        var parts = easel.Parts(new PixelPicture(canvas), isAdam ? new Adam() : new Lbfgs(History, FirstMove * range), Schedule.Constant(isAdam ? (Rate ?? AdamRate) * range : Rate ?? 1), Steps) with
        {
            Penalties = Tv > 0 ? [Penalties.TotalVariation(TotalVariationKind.AnisotropicL1, 1, Tv)] : [],
            Plateau = Plateau,
        };
        var picture = easel.Run(parts, easel.Start ?? start);
        foreach (var (name, numbers) in objective.NumbersOf(picture))
            easel.SampleScalars[name] = numbers;
        return picture;
    }

    private static GramNormalization GramNormalizationOf(StyleNormalization normalization) => normalization switch
    {
        // Relative distances are the same with any constant.
        StyleNormalization.Relative or StyleNormalization.GatysPaper => GramNormalization.GatysPaper,
        StyleNormalization.GatysCode => GramNormalization.GatysCode,
        StyleNormalization.NeuralStyle => GramNormalization.NeuralStyle,
        _ => throw new ArgumentOutOfRangeException(nameof(normalization), normalization, "no such normalization"),
    };

    private static IReadOnlyList<double> Weights(string option, double[] given, IReadOnlyList<string> layers) =>
        given.Length == 0 ? [.. layers.Select(_ => 1.0 / layers.Count)]
        : given.Any(weight => !(weight >= 0 && double.IsFinite(weight))) ? throw new UserError($"style-gatys: {option} takes numbers of 0 or more, and got {string.Join(", ", given.Select(weight => ShortNumber.Of(weight)))}")
        : given.Length == layers.Count ? given
        : throw new UserError($"style-gatys: {option} has {given.Length} numbers for {layers.Count} layers ({string.Join(", ", layers)}); give one for each");
}
