using VizBench.Methods.Optimising;

namespace VizBench.Methods.Maximisation;

/// <summary>
/// <see cref="AmFourier"/> made for small classifiers, and for pictures that a person can read: the picture fades to its mean
/// colour outside a centre window, a class must stand out from the others (margin) instead of only being strong, the
/// spectrum falls off faster (decay 1.5, rate .03) and begins louder (σ .1, else small networks start with dead ReLUs);
/// pad and jitter 6, scale ±10 %, rotation ±6°.
/// </summary>
/// <remarks>Pads and jitters are of 64 px, scaled by the network's input side / 64. Cost: as am-fourier.</remarks>
[Method(
    "am-fourier-centred", "maximisation",
    Summary = "am-fourier through a centre window, climbing the class's margin over the others",
    Source = "a variant of Olah, Mordvintsev and Schubert 2017",
    Result = ResultKind.Image,
    Generates = true,
    Needs = Needs.TargetOrLayer)]
public sealed record AmFourierCentred : ActivationMaximisation
{
    private const double Side = 64;

    public AmFourierCentred() => (Steps, Score) = (256, ClassScore.Margin);

    [Option("power of the frequency by which the spectrum is scaled; 1 with rate .05 gives more contrast")]
    public double Decay { get; init; } = 1.5;

    [Option("standard deviation of the starting spectrum")]
    public double Sigma { get; init; } = 0.1;

    [Option("Adam's rate", Above = 0)]
    public double Rate { get; init; } = 0.03;

    [Option("radius of the window, w = exp(−(r/radius)⁴), r in half sides")]
    public double Window { get; init; } = 0.75;

    [Option("in so many of the first steps blocked ReLUs are redirected")]
    public int Redirect { get; init; } = 20;

    private protected override Tensor Paint(Easel easel) => easel.Run(
        easel.Parts(new WindowedPicture(new FourierPicture(easel.Canvas, Decay, Sigma), Window), new Adam(), Schedule.Constant(Rate), Steps) with
        {
            Transforms = Transforms(easel.Canvas),
            RedirectedSteps = Redirect,
            Plateau = Plateau,
        },
        easel.Start);

    private static Transform[] Transforms(Canvas canvas)
    {
        var pixels = canvas.Pixels(6, Side);
        return
        [
            new PadTransform(pixels, canvas.InNetworkUnits(0.5)),
            new Jitter(2 * pixels),
            new RandomScale(LucidTransforms.Scales),
            new RandomRotation([.. Enumerable.Range(-6, 13).Select(degrees => (double)degrees)]),
        ];
    }
}
