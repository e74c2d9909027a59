using VizBench.Methods.Optimising;
using VizBench.Metrics;

namespace VizBench.Methods.Maximisation;

/// <summary>
/// Frequency penalisation: plain pixels, squeezed into 0 … 1 by a sigmoid, with L1 (about .5), total variation and the difference
/// from the blurred picture as penalties. What a decorrelated space makes unnecessary. Olah et al. 2017, "regularization".
/// </summary>
/// <remarks>
/// The published weights, L1 .05, TV .25, blur 1, are for InceptionV1's channels, whose values are about a hundred times those of a
/// classifier's logit here: all are multiplied by the option scale. Cost: a step is one forward and gradient pass.
/// </remarks>
[Method(
    "am-regularised", "maximisation",
    Summary = "pixels under L1, total variation and blur penalties (frequency penalisation)",
    Source = "Olah, Mordvintsev and Schubert 2017, Feature Visualization, regularization",
    Result = ResultKind.Image,
    Generates = true,
    Needs = Needs.TargetOrLayer)]
public sealed record AmRegularised : ActivationMaximisation
{
    private const double Grey = 0.5;

    public AmRegularised() => Steps = 2048;

    [Option("weight of Σ|x − .5|, colours in 0 … 1")]
    public double L1 { get; init; } = 0.05;

    [Option("weight of the anisotropic total variation")]
    public double Tv { get; init; } = 0.25;

    [Option("weight of ½Σ(x − blur(x))²")]
    public double Blur { get; init; } = 1;

    [Option("what all three weights are multiplied with")]
    public double Scale { get; init; } = 0.01;

    [Option("Adam's rate", Above = 0)]
    public double Rate { get; init; } = 0.05;

    private protected override Tensor Paint(Easel easel)
    {
        var canvas = easel.Canvas;
        Penalty InColours(Penalty penalty) => penalty with { Of = x => penalty.Of(canvas.ToColours(x)) };
        return easel.Run(
            easel.Parts(new SquashedPicture(canvas), new Adam(), Schedule.Constant(Rate), Steps) with
            {
                Penalties =
                [
                    InColours(Penalties.L1([.. Enumerable.Repeat(Grey, (int)canvas.Channels)], L1 * Scale)),
                    InColours(Penalties.TotalVariation(TotalVariationKind.AnisotropicL1, 1, Tv * Scale)),
                    InColours(Penalties.Blur(Blur * Scale)),
                ],
                Plateau = Plateau,
            },
            easel.Start);
    }
}
