using VizBench.Methods.Optimising;

namespace VizBench.Methods.Maximisation;

/// <summary>
/// Four regularisations that together make many kinds of pictures: decay, blur every few steps, and setting pixels of small norm or
/// of small contribution to zero. Four published sets of their strengths. From N(0, 10) in mean-free units of 0 … 255.
/// Yosinski, Clune, Nguyen, Fuchs and Lipson 2015, section 3 and table 1.
/// </summary>
/// <remarks>
/// Sets 1 and 4 step by 'progress': rate = min(most, p/‖g‖²), so that the gain predicted to first order is p. The sets'
/// numbers are for pictures of 227 px and CaffeNet's gradients: blur radii are scaled by the network's input side / 227, and all
/// rates by the option rate_scale. Cost: a step is one forward and gradient pass.
/// </remarks>
[Method(
    "am-yosinski", "maximisation",
    Summary = "decay, blur, and clipping of pixels of small norm or contribution, in four published strengths",
    Source = "Yosinski, Clune, Nguyen, Fuchs and Lipson 2015, section 3 and table 1",
    Result = ResultKind.Image,
    Generates = true,
    Needs = Needs.TargetOrLayer)]
public sealed record AmYosinski : ActivationMaximisation
{
    private const double PaperSide = 227;
    private const double StartDeviation = 10;

    /// <summary>Decay; blur's radius and every how many steps; percentiles of norm and contribution; updates; rate; progress and its greatest rate.</summary>
    private static readonly Recipe[] s_sets =
    [
        new(0, 0.5, 4, 50, 0, 500, null, 2, 100),
        new(0.3, 0, 1, 20, 0, 750, 100, 0, 0),
        new(0.0001, 1, 4, 0, 0, 1000, 100, 0, 0),
        new(0, 0.5, 4, 0, 90, 1000, null, 2, 1e8),
    ];

    public AmYosinski() => Steps = 500;

    [Option("which of the paper's four sets of strengths (their updates are 500, 750, 1000, 1000: see steps)", Least = 1, Greatest = 4)]
    public int Set { get; init; } = 1;

    [Option("what the paper's rates are multiplied with: networks of small pictures have smaller gradients than CaffeNet; 1 for networks like it")]
    public double RateScale { get; init; } = 1000;

    private sealed record Recipe(double Decay, double Blur, int Every, double Norm, double Contribution, int Steps, double? Rate, double Progress, double Most);

    private protected override Tensor Paint(Easel easel)
    {
        if (Set < 1 || Set > s_sets.Length)
            throw new UserError($"am-yosinski has sets 1 to {s_sets.Length}, and got set={Set}");
        var set = s_sets[Set - 1];
        var canvas = easel.Canvas;
        var optimiser = set.Rate is null ? new Sgd(GradientScale.SquaredNorm, most: set.Most * RateScale) : new Sgd();
        // Progress is a gain of the objective, whatever the rates are.
        var rate = set.Rate * RateScale ?? set.Progress;
        return easel.Run(
            easel.Parts(new BytePicture(canvas, StartDeviation), optimiser, Schedule.Constant(rate), Steps) with
            {
                PostSteps = [.. StepsAfter(set, Math.Min(canvas.Height, canvas.Width) / PaperSide)],
                Plateau = Plateau,
            },
            easel.Start);
    }

    private static IEnumerable<PostStep> StepsAfter(Recipe set, double scale)
    {
        if (set.Decay > 0)
            yield return new Decay(set.Decay);
        if (set.Blur > 0)
            yield return new BlurEvery(Math.Max(0.3, set.Blur * scale), set.Every);
        if (set.Norm > 0)
            yield return new ClipSmallNorm(set.Norm);
        if (set.Contribution > 0)
            yield return new ClipSmallContribution(set.Contribution);
    }
}
