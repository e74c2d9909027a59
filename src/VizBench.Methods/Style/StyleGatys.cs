using VizBench.Methods.Optimising;
using VizBench.Metrics;
using VizBench.Networks;

namespace VizBench.Methods.Style;

/// <summary>How a stylised picture is found.</summary>
public enum StyleOptimiser
{
    /// <summary>L-BFGS without a line search, as in the published codes.</summary>
    Lbfgs,

    Adam,
}

/// <summary>Where a stylised picture begins.</summary>
public enum StyleStart
{
    /// <summary>At the content picture.</summary>
    Content,

    /// <summary>At white noise.</summary>
    Noise,
}

/// <summary>What the distances are divided by.</summary>
public enum StyleNormalisation
{
    /// <summary>That of a picture whose features are zero: ½ Σ P² and k Σ A². A share then means the same on any network, at any layer and size.</summary>
    Relative,

    /// <summary><see cref="GramNormalisation.GatysPaper"/>; the content is ½ Σ (F − P)².</summary>
    GatysPaper,

    /// <summary><see cref="GramNormalisation.GatysCode"/>; the content as in the papers.</summary>
    GatysCode,

    /// <summary><see cref="GramNormalisation.NeuralStyle"/>; the content as in the papers.</summary>
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
/// activations and by the number of positions, so that distances are relative unless another normalisation is named. Styles come by the roles "style", "style2", "style3", "style4"; of several the weighted mean of the distances counts. Pictures
/// have any size that the layers allow. Cost: a step is one forward and gradient pass to the deepest layer and two products for each
/// Gram matrix; where that would take more than memory, it is computed in tiles that overlap by what the layers see, exactly, at
/// a further forward pass. Numbers: content-distance and gram-distance of each layer, unweighted.
/// </remarks>
[Method(
    "style-gatys", "style",
    Summary = "the content of a picture in the style of another, by optimisation over Gram matrices",
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

    [Option("beta: weight of the style", Least = 0)]
    public double Beta { get; init; } = 1000;

    [Option("relative: each distance divided by that of a picture of zeros in the layer; or the formula as it stands, with the Gram matrices' constant of the papers, of Gatys's code or of neural-style")]
    public StyleNormalisation Normalisation { get; init; } = StyleNormalisation.Relative;

    [Option("how the picture is found")]
    public StyleOptimiser Optimiser { get; init; } = StyleOptimiser.Lbfgs;

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

    public override MethodResult Run(Probe probe)
    {
        using var scope = NewDisposeScope();
        using var grad = no_grad();
        probe = probe.InPaintingPrecision();
        foreach (var (role, picture) in probe.Roles)
            CheckPicture(role, picture, probe);
        var result = base.Run(Colored(probe with { Network = Pooling == StylePooling.Average ? AveragePooling.Of(probe.Network) : probe.Network }));
        var value = Color == ColorPreservation.Luminance ? ColorChange.Of(probe).WithLuminanceOf(probe.Input, result.Value) : result.Value;
        return result with { Value = value.MoveToOuterDisposeScope() };
    }

    private protected override Objective ObjectiveOf(Probe probe)
    {
        var architecture = probe.Network.Architecture;
        IReadOnlyList<string> contents = ContentLayers.Length > 0 ? TransferLayers.Named(architecture, ContentLayers) : [TransferLayers.ContentOf(architecture)];
        var styles = StyleLayers.Length > 0 ? TransferLayers.Named(architecture, StyleLayers) : TransferLayers.StyleOf(architecture);
        var (contentWeights, styleWeights) = (Weights("content_layer_weights", ContentLayerWeights, contents), Weights("style_layer_weights", StyleLayerWeights, styles));
        var reader = new StyleReader(probe.Network, Memory * 1e9, probe.Cancellation);
        var pictures = StylesOf(probe);
        foreach (var (role, picture) in pictures)
            CheckLargeEnough(role, picture, architecture, styles);
        var grams = pictures.Select(style => reader.Grams(style.Picture, styles)).ToArray();
        var shares = Shares([.. pictures.Select(style => style.Role)]);
        var features = reader.Features(probe.Input, contents);
        var isRelative = Normalisation == StyleNormalisation.Relative;
        var normalisation = isRelative ? GramNormalisation.GatysPaper : Enum.Parse<GramNormalisation>(Normalisation.ToString());
        var content = contents.Select((layer, i) => ContentTarget.Of(layer, contentWeights[i], features[i]));
        var style = styles.Select((layer, i) => StyleTarget.Of(layer, styleWeights[i], [.. grams.Select(gram => gram[i])], shares));
        return new StyleObjective(
            reader,
            [.. isRelative ? content.Select(target => target.Relative()) : content],
            [.. isRelative ? style.Select(target => target.Relative(normalisation)) : style],
            Alpha, Beta, normalisation);
    }

    private protected override Tensor Paint(Easel easel)
    {
        var (canvas, objective) = (easel.Canvas, (StyleObjective)easel.Objective);
        easel.Measure = picture => NumbersOf(objective, picture);
        var tiles = objective.TilesOf(easel.Probe.Input);
        if (tiles.Pieces.Count > 1)
            easel.Notes.Add($"{canvas.Height}×{canvas.Width} pixels are computed in {tiles.Pieces.Count} tiles of about {ShortNumber.Of(Math.Round(tiles.Bytes / 1e9, 2))} GB each, to keep within memory={ShortNumber.Of(Memory)} GB");
        var start = Start == StyleStart.Content ? easel.Probe.Input : canvas.ToNetwork(easel.Draws.Normal("start", [canvas.Channels, canvas.Height, canvas.Width], canvas) * NoiseOfColor + 0.5);
        var isAdam = Optimiser == StyleOptimiser.Adam;
        // Colors of 0 … 1 are so many of the network's units.
        var range = Enumerable.Max(canvas.InNetworkUnits(1).Zip(canvas.InNetworkUnits(0), (white, black) => white - black));
        var parts = easel.Parts(new PixelPicture(canvas), isAdam ? new Adam() : new Lbfgs(History, FirstMove * range), Schedule.Constant(isAdam ? (Rate ?? AdamRate) * range : Rate ?? 1), Steps) with
        {
            Penalties = Tv > 0 ? [Penalties.TotalVariation(TotalVariationKind.AnisotropicL1, 1, Tv)] : [],
            Plateau = Plateau,
        };
        return easel.Run(parts, easel.Start ?? start);
    }

    /// <summary>The style pictures in the order of their roles.</summary>
    private static IReadOnlyList<(string Role, Tensor Picture)> StylesOf(Probe probe) =>
        [.. probe.Roles.Where(IsStyle).OrderBy(role => role.Key, StringComparer.Ordinal).Select(role => (role.Key, role.Value))];

    private static bool IsStyle(KeyValuePair<string, Tensor> role) => role.Key.StartsWith("style", StringComparison.Ordinal);

    /// <summary>The probe with pictures whose colors are as the option says.</summary>
    private Probe Colored(Probe probe)
    {
        if (Color == ColorPreservation.Free)
            return probe;
        var change = ColorChange.Of(probe);
        var isGrey = Color == ColorPreservation.Luminance;
        return probe with
        {
            Input = isGrey ? change.Grey(probe.Input) : probe.Input,
            Roles = probe.Roles.ToDictionary(
                role => role.Key,
                role => IsStyle(role) ? (isGrey ? change.GreyLike(role.Value, probe.Input) : change.WithColorsOf(role.Value, probe.Input)) : isGrey ? change.Grey(role.Value) : role.Value,
                StringComparer.Ordinal),
        };
    }

    private static void CheckPicture(string role, Tensor picture, Probe probe)
    {
        var (shape, channels, count) = (picture.shape, probe.Input.shape[1], probe.BatchSize);
        if (shape.Length != 4 || shape[1] != channels)
            throw new UserError($"{role} has {(shape.Length == 4 ? shape[1] : 0)} channels and {probe.Network.Name} takes {channels}; give a picture, or an array of shape (N, {channels}, H, W)");
        if (shape[0] != 1 && shape[0] != count)
            throw new UserError($"{role} holds {shape[0]} pictures and the input {count}; give one for all, or one for each");
        if (role is "init" && !shape.AsSpan(2).SequenceEqual(probe.Input.shape.AsSpan(2)))
            throw new UserError($"init has {shape[2]}×{shape[3]} pixels and the input {probe.Input.shape[2]}×{probe.Input.shape[3]}; give a start of the input's size");
    }

    /// <exception cref="UserError">the units of a style layer see more than the picture, or have no place in it</exception>
    private static void CheckLargeEnough(string role, Tensor picture, Architecture architecture, IReadOnlyList<string> layers)
    {
        var (height, width) = (picture.shape[2], picture.shape[3]);
        var fields = ReceptiveFields.Of(architecture);
        if (layers.FirstOrDefault(layer => fields[layer].Rows.Size > height || fields[layer].Columns.Size > width) is { } large)
            throw new UserError($"{role} has {height}×{width} pixels, and a unit of {large} sees {fields[large].Rows.Size}×{fields[large].Columns.Size} of them, so there is no texture to read; give a larger picture, or --set style_layers=… nearer to the input");
        StyleTiles.Shapes(architecture, layers, height, width);
    }

    private IReadOnlyList<double> Shares(IReadOnlyList<string> roles)
    {
        if (Blend.Length == 0)
            return [.. roles.Select(_ => 1.0 / roles.Count)];
        var sum = Blend.Sum();
        return Blend.Length == roles.Count && Blend.All(share => share >= 0) && sum > 0
            ? [.. Blend.Select(share => share / sum)]
            : throw new UserError($"style-gatys: blend has {Blend.Length} shares ({string.Join(", ", Blend.Select(share => ShortNumber.Of(share)))}), and the styles are {string.Join(", ", roles)}; give each one a share of 0 or more, not all 0");
    }

    private static IReadOnlyList<double> Weights(string option, double[] given, IReadOnlyList<string> layers) =>
        given.Length == 0 ? [.. layers.Select(_ => 1.0 / layers.Count)]
        : given.Length == layers.Count ? given
        : throw new UserError($"style-gatys: {option} has {given.Length} numbers for {layers.Count} layers ({string.Join(", ", layers)}); give one for each");

    private static Dictionary<string, IReadOnlyList<double>> NumbersOf(StyleObjective objective, Tensor pictures)
    {
        using var scope = NewDisposeScope();
        var (content, style) = objective.Distances(pictures);
        return Named("content-distance", objective.ContentLayers, content).Concat(Named("gram-distance", objective.StyleLayers, style)).ToDictionary(StringComparer.Ordinal);

        static IEnumerable<KeyValuePair<string, IReadOnlyList<double>>> Named(string name, IReadOnlyList<string> layers, IReadOnlyList<Tensor> distances) =>
            layers.Zip(distances, (layer, distance) => KeyValuePair.Create($"{name} {layer}", (IReadOnlyList<double>)distance.to(ScalarType.Float64, CPU).data<double>().ToArray()));
    }
}
