using VizBench.Metrics;

namespace VizBench.Methods.Attribution;

/// <summary>
/// Integrated gradients, (N, C, H, W), signed, in units of the logit: (x − b) ⊙ ∫ ∂S_t/∂x(b + a (x − b)) da over a in [0, 1].
/// Sundararajan, Taly and Yan 2017, eq. 1. Beside it each sample's completeness error, |Σ IG − (S_t(x) − S_t(b))|, which
/// the exact integral would not have (their proposition 1).
/// </summary>
/// <remarks>As many units of forward + gradient as there are steps, in batches, and two of forward.</remarks>
[Method(
    "integrated-gradients", "attribution",
    Summary = "gradient integrated along the straight path from a baseline to the input, times their difference",
    Source = "Sundararajan, Taly and Yan 2017, eq. 1",
    Result = ResultKind.SignedAttribution,
    Needs = Needs.TargetOrLayer)]
public sealed record IntegratedGradients : Method
{
    [Option("the quadrature, whose weights sum to 1: gausslegendre, riemann_left, riemann_right, riemann_middle or trapezoid")]
    public QuadratureRule Rule { get; init; } = QuadratureRule.GaussLegendre;

    [Option("how many gradients are taken along the path (the trapezoid rule: at least 2)", Least = 1)]
    public int Steps { get; init; } = 50;

    [Option("the value of every pixel where the path begins, in normalised units (0 is the dataset's mean colour)")]
    public double Baseline { get; init; }

    public override MethodResult Run(Probe probe)
    {
        CheckSteps();
        using var scope = NewDisposeScope();
        using var grad = no_grad();
        var path = probe.Input - Baseline;
        var attribution = path * MeanGradient(probe, path);
        var change = Change(probe, path);
        return new MethodResult(attribution.MoveToOuterDisposeScope())
        {
            Scalars = new Dictionary<string, IReadOnlyList<double>>(StringComparer.Ordinal) { ["completeness-error"] = SumError.Absolute(attribution, change) },
            Totals = change.to(ScalarType.Float64, CPU).data<double>().ToArray(),
        };
    }

    private void CheckSteps()
    {
        var least = Rule == QuadratureRule.Trapezoid ? 2 : 1;
        if (Steps < least)
            throw new UserError($"integrated-gradients: this rule takes {least} steps or more, and got {Steps}; give more with --set steps=N");
    }

    /// <summary>The quadrature of the gradient along the path, (N, C, H, W).</summary>
    private Tensor MeanGradient(Probe probe, Tensor path)
    {
        var (nodes, weights) = Quadrature.Of(Rule, Steps);
        var factors = OneEach(weights, path);
        var mean = zeros_like(path);
        PerturbedCopies.Gradients(
            probe, Steps, PointsOn(path, nodes),
            (block, gradients) => block.SamplesOf(mean).add_((gradients * block.CopiesOf(factors)).sum(1)));
        return mean;
    }

    /// <summary>How much the score grows from the baseline to the input, (N).</summary>
    private Tensor Change(Probe probe, Tensor path)
    {
        if (probe.Layer is not null)
            return UnitScore.Of(probe, probe.Input) - UnitScore.Of(probe, probe.Input - path);
        var ends = PerturbedCopies.Scores(probe with { Progress = null }, 2, ScoreOf.Logit, PointsOn(path, [1, 0]));
        return ends.select(1, 0) - ends.select(1, 1);
    }

    /// <summary>The inputs at these shares of the way, one copy each.</summary>
    private Func<CopyBlock, Tensor> PointsOn(Tensor path, double[] shares)
    {
        var factors = OneEach(shares, path);
        return block => block.SamplesOf(path).unsqueeze(1) * block.CopiesOf(factors) + Baseline;
    }

    /// <summary>One number for each copy, (copies, 1, 1, 1).</summary>
    private static Tensor OneEach(double[] values, Tensor like) => tensor(values, [values.Length, 1, 1, 1], like.dtype, like.device);
}
