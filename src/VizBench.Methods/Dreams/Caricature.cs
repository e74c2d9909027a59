using VizBench.Methods.Optimising;

namespace VizBench.Methods.Dreams;

/// <summary>
/// A caricature: a picture painted anew whose activations at a layer go as far as possible in the direction of a given input's,
/// dot · max(.1, cosine)^p over all of the layer. Mahendran and Vedaldi 2016 (their third problem); Olah et al. 2017.
/// </summary>
/// <remarks>
/// Parameterisation as am-fourier's; transforms as lucid's for inversion, of 128 px: pad 8 of grey, jitter 8, scale .9 … 1.1 by .02,
/// rotation −5° … 5°, jitter 2. Cost: a step is one forward and gradient pass of the network down to the layer: where none
/// is named, the last one with rows and columns.
/// </remarks>
[Method(
    "caricature", "dreams",
    Summary = "a new picture whose activations exaggerate a given input's",
    Source = "Mahendran and Vedaldi 2016, section 8; Olah, Mordvintsev and Schubert 2017",
    Result = ResultKind.Image,
    Optional = Needs.Layer)]
public sealed record Caricature : ImageOptimisation
{
    private const double Side = 128;

    public Caricature() => Steps = 256;

    [Option("p: how much more the direction counts than the length; 0: the dot product alone")]
    public double Power { get; init; } = 1;

    [Option("power of the frequency by which the spectrum is scaled")]
    public double Decay { get; init; } = 1;

    [Option("standard deviation of the starting spectrum")]
    public double Sigma { get; init; } = 0.01;

    [Option("Adam's rate", Above = 0)]
    public double Rate { get; init; } = 0.05;

    private protected override Objective ObjectiveOf(Probe probe) =>
        new DirectionObjective(DreamLayer.Of(probe), Sight.Outputs(probe.Network, probe.Input, [DreamLayer.Of(probe)], probe.Cancellation)[0].detach(), Power);

    private protected override Tensor Paint(Easel easel)
    {
        var canvas = easel.Canvas;
        return easel.Run(
            easel.Parts(new FourierPicture(canvas, Decay, Sigma), new Adam(), Schedule.Constant(Rate), Steps) with
            {
                Transforms =
                [
                    new PadTransform(canvas.Pixels(8, Side), canvas.InNetworkUnits(0.5)),
                    new Jitter(canvas.Pixels(8, Side)),
                    new RandomScale(LucidTransforms.Scales),
                    new RandomRotation([.. Enumerable.Range(-5, 11).Select(degrees => (double)degrees)]),
                    new Jitter(canvas.Pixels(2, Side)),
                    new CentreCropTo(canvas.Height, canvas.Width),
                ],
                RedirectedSteps = 16,
                Plateau = Plateau,
            },
            easel.Start);
    }
}
