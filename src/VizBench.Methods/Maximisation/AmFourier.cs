using VizBench.Methods.Optimising;

namespace VizBench.Methods.Maximisation;

/// <summary>
/// Feature visualisation with a decorrelated Fourier parameterisation and transformation robustness, lucid's defaults: spectrum
/// N(0, .01²) scaled by 1/f, colours by lucid's correlation, sigmoid; pad 12 of grey, jitter 8, scale .90 … 1.10, rotate −10° … 10°
/// (0 five times more), jitter 4; Adam .05, 512 steps; redirected ReLU gradients in the first 16. Olah, Mordvintsev and
/// Schubert 2017.
/// </summary>
/// <remarks>
/// lucid paints 128 px: pads and jitters are scaled by the network's input side / 128. A scaled picture is cropped to the size
/// before, and the network sees the middle of the last one, so that a batch has one size. Cost: a step is one forward and
/// gradient pass of the network down to the layer.
/// </remarks>
[Method(
    "am-fourier", "maximisation",
    Summary = "activation maximisation in a decorrelated Fourier space under random transforms (lucid)",
    Source = "Olah, Mordvintsev and Schubert 2017, Feature Visualization",
    Result = ResultKind.Image,
    Generates = true,
    Needs = Needs.TargetOrLayer)]
public sealed record AmFourier : ActivationMaximisation
{
    [Option("power of the frequency by which the spectrum is scaled; larger: coarser and smoother")]
    public double Decay { get; init; } = 1;

    [Option("standard deviation of the starting spectrum")]
    public double Sigma { get; init; } = 0.01;

    [Option("Adam's rate, above 0")]
    public double Rate { get; init; } = 0.05;

    [Option("whether the network sees the picture padded, jittered, scaled and rotated; false: as it is")]
    public bool Transform { get; init; } = true;

    [Option("in so many of the first steps blocked ReLUs are redirected")]
    public int Redirect { get; init; } = 16;

    private protected override Tensor Paint(Easel easel) => easel.Run(
        easel.Parts(new FourierPicture(easel.Canvas, Decay, Sigma), new Adam(), Schedule.Constant(Rate), Steps) with
        {
            Transforms = Transform ? LucidTransforms.For(easel.Canvas) : [],
            RedirectedSteps = Redirect,
            Plateau = Plateau,
        },
        easel.Start);
}
