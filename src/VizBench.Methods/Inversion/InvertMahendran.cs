using VizBench.Methods.Optimising;
using VizBench.Networks;

namespace VizBench.Methods.Inversion;

/// <summary>
/// Regularised inversion: the picture whose code at a layer is the input's, among those that an α-norm keeps in range and a total
/// variation keeps smooth (<see cref="InversionEnergy"/>), by gradient descent with momentum from noise. x is in units of 0 … 255 less
/// the network's mean colour. Mahendran and Vedaldi 2015; the factors and the schedule are those of their program deep-goggle.
/// </summary>
/// <remarks>
/// The paper's numbers are for natural photographs of 227 px: σ = 27098.1157, the mean norm of such pictures, λα = 8e-10, λTV = 1, 10, 100 by the
/// third of the network. For other pictures σ is the mean norm of theirs, and λα and λTV are such that both terms keep their share of
/// the energy at a typical picture (<see cref="TypicalPicture"/>), whatever α, β and σ: with mean |x|^α = power(α), which is peak⁶ at α = 6,
/// λα = 8e-10 · power₀(6)/power(α) · (rms/rms₀)², λTV = (1, 10, 100) · step₀²/step^β · (rms/rms₀)², where ₀ marks the photographs and
/// rms is σ/√(C·H·W) where σ is given. Thirds are of the layers that compute, a third rounded down: of the paper's network of 20 layers
/// the first 6, the next 6 and the last 8, as in deep-goggle.
/// The rate is .004 σ² for the first quarter of the steps, a tenth of it up to the last quarter, then a hundredth (100, 200 and 100 of 400);
/// where it changes, the momentum starts anew. Where λTV exceeds 100, as for larger pictures, the rate falls as λTV grows: smoothing would
/// diverge. That holds for β = 2, whose curvature is the same everywhere; for other β the rate stays as it is given. The start is noise of norm σ. Cost: a step is one forward and gradient pass of the
/// network down to the layer: where none is named, the last one with rows and columns.
/// </remarks>
[Method(
    Id, "inversion",
    Summary = "the picture whose code at a layer is the input's, under an alpha-norm and total variation",
    Source = "Mahendran and Vedaldi 2015, Understanding deep image representations by inverting them",
    Result = ResultKind.Image,
    Optional = Needs.Layer | Needs.Unit)]
public sealed record InvertMahendran : ImageOptimisation, IInversion
{
    private const string Id = "invert-mahendran";
    private const double PaperLambdaAlpha = 8e-10;
    private const double PaperAlpha = 6;
    private const double PaperBeta = 2;

    /// <summary>Of λTV/2 · Σ(dx² + dy²), in parts of λTV: a chessboard's. Of other β than 2 it has no bound, or one that turns on the picture.</summary>
    private const double LargestCurvature = 8;

    /// <summary>Momentum diverges where rate × curvature exceeds 2 (1 + μ); the paper's largest, .004 · 100 · 8, is 84 % of that.</summary>
    private const double SafetyOfSmoothing = 0.85;

    private static readonly double[] s_paperLambdaTv = [1, 10, 100];
    private static readonly double[] s_rates = [1, 0.1, 0.01];

    public InvertMahendran() => Steps = 400;

    [Option("inversions of each input, from noise of their own; they stand side by side", Least = 1)]
    public int Restarts { get; init; } = 1;

    [Option("only so many rows and columns of the code, those in the middle; 0: all", Least = 0)]
    public int Neighborhood { get; init; }

    [Option("weight of the total variation; default: 1, 10 or 100 by the third of the network, times what beta, sigma, the pictures' size and kind ask for", Least = 0)]
    public double? LambdaTv { get; init; }

    [Option("weight of the alpha-norm; default: 8e-10, times what alpha, sigma and the pictures' kind ask for", Least = 0)]
    public double? LambdaAlpha { get; init; }

    [Option("exponent of the total variation", Above = 0)]
    public double Beta { get; init; } = 2;

    [Option("exponent of the alpha-norm", Above = 1)]
    public double Alpha { get; init; } = 6;

    [Option("the size of a picture, in units of 0 … 255; default: the mean norm of the pictures that the network knows", Above = 0)]
    public double? Sigma { get; init; }

    [Option("the rate of the first quarter of the steps, in parts of sigma squared", Above = 0)]
    public double Rate { get; init; } = 0.004;

    [Option("how much of a move goes on in the next", Least = 0, Below = 1)]
    public double Momentum { get; init; } = 0.9;

    public string? WhyNot(Architecture architecture, string layer)
    {
        ArgumentNullException.ThrowIfNull(architecture);
        return InvertedCode.WhyNot(architecture, layer);
    }

    public override void CheckSuits(Architecture architecture, string? layer)
    {
        ArgumentNullException.ThrowIfNull(architecture);
        if (InvertedCode.WhyNot(architecture, InvertedCode.LayerOf(architecture, layer)) is { } reason)
            throw new UserError($"{Id}: {reason}");
    }

    public override MethodResult Run(Probe probe)
    {
        IReadOnlyList<string> notes;
        using (NewDisposeScope())
        {
            // Of the whole batch, before it is painted in parts.
            notes = CodeOf(probe.InPaintingPrecision()).NotesOnSilent(Id);
        }

        var result = base.Run(probe);
        return result with { Notes = [.. notes, .. result.Notes] };
    }

    private protected override int? MostTogether(Probe probe) => Restarts > 1 ? 1 : null;

    private protected override Probe PartOf(Probe probe, int first, int size) =>
        Restarts > 1 ? SideBySide.Probe(base.PartOf(probe, first, size), Restarts) : base.PartOf(probe, first, size);

    private protected override IReadOnlyList<long> KeysOf(Probe probe) => Restarts > 1 ? SideBySide.Keys(base.KeysOf(probe)) : base.KeysOf(probe);

    private protected override string NameOf(Probe probe, int sample, int first) => Restarts > 1 ? $"sample {first}, inversion {sample}" : base.NameOf(probe, sample, first);

    private protected override PaintedBatch Presented(PaintedBatch painted) => Restarts > 1 ? SideBySide.Of(painted) : painted;

    private protected override Objective ObjectiveOf(Probe probe) => InversionEnergy.Data(CodeOf(probe));

    private protected override Tensor Paint(Easel easel)
    {
        var (probe, canvas) = (easel.Probe, easel.Canvas);
        var pixels = new BytePicture(canvas, 1);
        var energy = EnergyOf(probe.Network.Architecture, InvertedCode.LayerOf(probe.Network.Architecture, probe.Layer), canvas);
        var picture = easel.Run(
            easel.Parts(pixels, new Sgd(momentum: Momentum, anew: [Steps / 4, Steps - Steps / 4]), step => RateOf(step, energy.LambdaTv) * energy.Sigma * energy.Sigma, Steps) with
            {
                Penalties = energy.Priors(pixels.Scale()),
                Plateau = Plateau,
            },
            easel.Start ?? StartOf(pixels, easel.Draws, energy.Sigma));
        foreach (var (name, numbers) in InvertedPictures.ScalarsOf(probe, CodeOf(probe), picture))
            easel.SampleScalars[name] = numbers;
        return picture;
    }

    /// <summary>The energy at a layer by the options, and where they are open by the pictures' size and kind.</summary>
    internal InversionEnergy EnergyOf(Architecture architecture, string layer, Canvas canvas)
    {
        var (typical, photograph) = (TypicalPicture.Of(architecture), TypicalPicture.Natural);
        var rms = Sigma is { } sigma ? sigma / Math.Sqrt(canvas.Channels * canvas.Height * canvas.Width) : typical.Rms;
        var energy = Math.Pow(rms / photograph.Rms, 2);
        var step = typical.StepAt(Math.Min(canvas.Height, canvas.Width));
        return new InversionEnergy(
            LambdaTv ?? s_paperLambdaTv[ThirdOf(architecture, layer)] * (Math.Pow(photograph.Step, PaperBeta) / Math.Pow(step, Beta)) * energy,
            Beta,
            LambdaAlpha ?? PaperLambdaAlpha * (photograph.Power(PaperAlpha) / typical.Power(Alpha)) * energy,
            Alpha,
            Sigma ?? typical.Norm(canvas.Channels, canvas.Height, canvas.Width));
    }

    /// <summary>0, 1 or 2: which third of the layers that compute a layer belongs to.</summary>
    internal static int ThirdOf(Architecture architecture, string layer)
    {
        var counts = architecture.Layers.Select(InvertedCode.Computes).ToArray();
        var before = counts.Take(architecture.PositionOf(layer)).Count(computes => computes);
        // Of a layer that hands on what it gets, that of the layer whose code it has.
        if (!counts[architecture.PositionOf(layer)])
            before--;
        return Math.Clamp(before / Math.Max(1, counts.Count(computes => computes) / 3), 0, 2);
    }

    private InvertedCode CodeOf(Probe probe) => InvertedCode.Of(probe, Id, Neighborhood);

    /// <summary>Of a step, in parts of σ².</summary>
    internal double RateOf(int step, double lambdaTv)
    {
        var most = lambdaTv == 0 || Beta != PaperBeta ? Rate : SafetyOfSmoothing * 2 * (1 + Momentum) / (LargestCurvature * lambdaTv);
        return Math.Min(Rate, most) * s_rates[step < Steps / 4 ? 0 : step < Steps - Steps / 4 ? 1 : 2];
    }

    /// <summary>Noise of a norm in the picture's units.</summary>
    private static Tensor StartOf(BytePicture pixels, Draws draws, double norm)
    {
        var noise = pixels.Start(draws)[0];
        return pixels.Picture([noise * (noise.square().flatten(1).sum(1).sqrt().reciprocal() * norm).reshape(-1, 1, 1, 1)]);
    }
}
