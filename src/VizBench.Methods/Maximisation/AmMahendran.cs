using VizBench.Methods.Optimising;
using VizBench.Metrics;

namespace VizBench.Methods.Maximisation;

/// <summary>
/// Activation maximisation under natural-image priors: an α-norm (α 6) that keeps values in range, TV^β (β 2) that keeps them
/// smooth, and jitter. Mahendran and Vedaldi 2016, sections 3 and 7.
/// </summary>
/// <remarks>
/// Their scales: the objective is divided by Z, a typical response; the priors are per pixel, of values over B (range) and of
/// differences over V = B/6.5. B is the greatest value of the network's units. The jitter, T = 8 of 227 px, is scaled with the
/// input's side. Adam in place of their momentum with adapted rates. Cost: a step is one forward and gradient pass.
/// </remarks>
[Method(
    "am-mahendran", "maximisation",
    Summary = "activation maximisation under an alpha-norm, total variation and jitter",
    Source = "Mahendran and Vedaldi 2016, sections 3 and 7",
    Result = ResultKind.Image,
    Generates = true,
    Needs = Needs.TargetOrLayer)]
public sealed record AmMahendran : ActivationMaximisation
{
    private const double PaperSide = 227;
    private const double PaperJitter = 8;
    private const double RangeOverVariation = 6.5;

    public AmMahendran() => Steps = 300;

    [Option("Z: what the objective is divided by, a typical response", Above = 0)]
    public double Response { get; init; } = 10;

    [Option("weight of the alpha-norm", Least = 0)]
    public double LambdaAlpha { get; init; } = 1;

    [Option("weight of the total variation", Least = 0)]
    public double LambdaTv { get; init; } = 1;

    [Option("exponent of the alpha-norm", Above = 1)]
    public double Alpha { get; init; } = 6;

    [Option("exponent of the total variation", Above = 0)]
    public double Beta { get; init; } = 2;

    [Option("Adam's rate", Above = 0)]
    public double Rate { get; init; } = 0.05;

    private protected override Tensor Paint(Easel easel)
    {
        if (!(Response > 0))
            throw new UserError($"am-mahendran divides by the response, which must be above 0, and got response={Response}");
        var canvas = easel.Canvas;
        var pixels = canvas.Height * canvas.Width;
        var range = Enumerable.Max([.. canvas.InNetworkUnits(0).Select(Math.Abs), .. canvas.InNetworkUnits(1).Select(Math.Abs)]);
        var variation = range / RangeOverVariation;
        return easel.Run(
            easel.Parts(new PixelPicture(canvas, sigma: 0.01), new Adam(), Schedule.Constant(Rate), Steps) with
            {
                Objective = 1 / Response * easel.Objective,
                Penalties =
                [
                    Penalties.AlphaNorm(Alpha, LambdaAlpha / (pixels * Math.Pow(range, Alpha))),
                    Penalties.TotalVariation(TotalVariationKind.IsotropicReplicate, Beta, LambdaTv / (pixels * Math.Pow(variation, Beta))),
                ],
                Transforms = [new CircularJitter((int)Math.Round(PaperJitter * Math.Min(canvas.Height, canvas.Width) / PaperSide))],
                Plateau = Plateau,
            },
            easel.Start);
    }
}
