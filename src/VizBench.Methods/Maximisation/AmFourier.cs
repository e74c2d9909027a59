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
    [Option("what the free numbers are: fourier, pyramid, colours (decorrelated pixels), pixels, cppn (which wants a rate of .005) or shared (the pictures of a call aligned)")]
    public PictureKind Parameterisation { get; init; } = PictureKind.Fourier;

    [Option("whether the picture may be transparent where it isn't needed: the map \"transparency\" says where it is opaque")]
    public bool Transparent { get; init; }

    [Option("power of the frequency by which the spectrum is scaled; larger: coarser and smoother")]
    public double Decay { get; init; } = 1;

    [Option("standard deviation of the starting spectrum")]
    public double Sigma { get; init; } = 0.01;

    [Option("Adam's rate", Above = 0)]
    public double Rate { get; init; } = 0.05;

    [Option("whether the network sees the picture padded, jittered, scaled and rotated; false: as it is")]
    public bool Transform { get; init; } = true;

    [Option("in so many of the first steps blocked ReLUs are redirected")]
    public int Redirect { get; init; } = 16;

    public override bool CanBeginAtPicture => Parameterisation != PictureKind.Cppn;

    /// <summary>Pictures that have numbers in common are painted in one batch, however many they are.</summary>
    private protected override int? MostTogether(Probe probe) => Parameterisation == PictureKind.Shared ? int.MaxValue : null;

    private protected override Tensor Paint(Easel easel) => easel.Run(
        easel.Parts(Transparent ? new SeeThroughPicture(PictureOn(easel.Canvas)) : PictureOn(easel.Canvas), new Adam(), Schedule.Constant(Rate), Steps) with
        {
            Transforms = Transform ? LucidTransforms.For(easel.Canvas) : [],
            RedirectedSteps = Redirect,
            Plateau = Plateau,
        },
        easel.Start);

    private Optimising.Parameterisation PictureOn(Canvas canvas) => Parameterisation switch
    {
        PictureKind.Pyramid => new PyramidPicture(canvas, sigma: Sigma),
        PictureKind.Colours => new ColourPicture(canvas, Sigma),
        PictureKind.Pixels => new SquashedPicture(canvas, Sigma),
        PictureKind.Cppn => new CppnPicture(canvas),
        PictureKind.Shared => new SharedPicture(canvas, sigma: Sigma),
        _ => new FourierPicture(canvas, Decay, Sigma),
    };
}
