using VizBench.Methods.Optimising;

namespace VizBench.Methods.Maximisation;

/// <summary>
/// The class model: argmax S_c(x) − λ‖x‖², S_c the logit, from the zero picture (the training set's mean, which normalisation
/// takes off). Simonyan, Vedaldi and Zisserman 2013, equation 1.
/// </summary>
/// <remarks>
/// The paper fixes neither λ nor the ascent. λ is per value of a typical picture: the penalty is λ ‖x‖² / (C·H·W), so that it means
/// the same at every size. Adam, rate .02 of the network's units. At the zero picture itself all places of a map are equal but
/// for rounding, and which of them a max-pool takes is the machine's choice: so the start has noise below one level of 255.
/// Cost: a step is one forward and gradient pass.
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

    [Option("weight of the mean square of the picture's values", Least = 0)]
    public double Lambda { get; init; } = 10;

    [Option("Adam's rate", Above = 0)]
    public double Rate { get; init; } = 0.02;

    [Option("standard deviation of the start in the network's units; 0 is the paper's zero picture, whose ties in max-pools fall by rounding", Least = 0)]
    public double Sigma { get; init; } = 0.01;

    private protected override Tensor Paint(Easel easel)
    {
        var canvas = easel.Canvas;
        return easel.Run(
            easel.Parts(new PixelPicture(canvas, Sigma), new Adam(), Schedule.Constant(Rate), Steps) with
            {
                Penalties = [Penalties.L2(Lambda / (canvas.Channels * canvas.Height * canvas.Width))],
                Plateau = Plateau,
            },
            easel.Start);
    }
}
