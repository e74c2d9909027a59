using VizBench.Methods.Optimising;

namespace VizBench.Methods.Maximisation;

/// <summary>
/// The class model: argmax S_c(x) − λ‖x‖², S_c the logit, from the zero picture (the training set's mean, which normalisation
/// takes off). Simonyan, Vedaldi and Zisserman 2013, equation 1.
/// </summary>
/// <remarks>
/// The paper fixes neither λ nor the ascent. λ is per value of a typical picture: the penalty is λ ‖x‖² / (C·H·W), so that it means
/// the same at every size. Adam, rate .02 of the network's units. Cost: a step is one forward and gradient pass.
/// </remarks>
[Method(
    "am-simonyan", "maximisation",
    Summary = "the class's logit less an L2 penalty, from the mean picture",
    Source = "Simonyan, Vedaldi and Zisserman 2013, equation 1",
    Result = ResultKind.Image,
    Generates = true,
    Needs = Needs.TargetOrLayer)]
public sealed record AmSimonyan : ActivationMaximisation
{
    public AmSimonyan() => Steps = 256;

    [Option("weight of the mean square of the picture's values, 0 or more")]
    public double Lambda { get; init; } = 10;

    [Option("Adam's rate, above 0")]
    public double Rate { get; init; } = 0.02;

    private protected override Tensor Paint(Easel easel)
    {
        var canvas = easel.Canvas;
        return easel.Run(
            easel.Parts(new PixelPicture(canvas), new Adam(), Schedule.Constant(Rate), Steps) with
            {
                Penalties = [Penalties.L2(Lambda / (Canvas.Channels * canvas.Height * canvas.Width))],
                Plateau = Plateau,
            },
            easel.Start);
    }
}
