using VizBench.Methods.Maximisation;
using VizBench.Methods.Optimising;

namespace VizBench.Methods.Fooling;

/// <summary>
/// A picture of nothing that the network is sure of: gradient ascent on a class's probability from noise, until the confidence is
/// reached. Nguyen, Yosinski and Clune 2015, section 3.3.
/// </summary>
/// <remarks>
/// The direction is that of the probability's logarithm, which is the probability's own divided by it, and each step moves a value by the
/// rate on average: far from the class the probability's gradient is too small for any number format. A sample that has
/// arrived stays; "steps" tells when. Cost: a step is one forward and gradient pass.
/// </remarks>
[Method(
    "fooling-gradient", "fooling",
    Summary = "gradient ascent on a class's probability from noise until the network is sure",
    Source = "Nguyen, Yosinski and Clune 2015, Deep Neural Networks are Easily Fooled, section 3.3",
    Result = ResultKind.Image,
    Generates = true,
    Needs = Needs.Target)]
public sealed record FoolingGradient : ImageOptimisation
{
    [Option("the probability at which it ends", Above = 0, Below = 1)]
    public double Confidence { get; init; } = 0.9999;

    [Option("how much a step moves a value on average, of 0 … 255", Above = 0)]
    public double Rate { get; init; } = 1;

    [Option("standard deviation of the starting noise, of 0 … 255")]
    public double Noise { get; init; } = 10;

    private protected override Objective ObjectiveOf(Probe probe) =>
        new ClassObjective(probe.Network.Architecture, probe.Targets, ClassScore.LogProbability);

    private protected override int CountOf(Probe probe) => probe.Targets.Count;

    private protected override IReadOnlyList<long> KeysOf(Probe probe) => probe.Targets;

    private protected override string NameOf(Probe probe, int sample, int first) => $"class {probe.Targets[sample]}";

    private protected override Probe PartOf(Probe probe, int first, int size) => PaintedParts.Of(probe, CountOf(probe), first, size);

    private protected override Tensor Paint(Easel easel)
    {
        if (!(Confidence > 0 && Confidence < 1))
            throw new UserError($"fooling-gradient: confidence must be above 0 and below 1, and is {Confidence}");
        var pixels = new BytePicture(easel.Canvas, Noise);
        var (black, white) = pixels.Range();
        return easel.Run(
            easel.Parts(pixels, new Sgd(GradientScale.MeanMagnitude), Schedule.Constant(Rate), Steps) with
            {
                PostSteps = [new Clip(black, white)],
                Goal = Math.Log(Confidence),
                Plateau = Plateau,
            },
            easel.Start);
    }
}
