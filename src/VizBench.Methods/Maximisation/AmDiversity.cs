using VizBench.Methods.Optimising;
using VizBench.Networks;

namespace VizBench.Methods.Maximisation;

/// <summary>
/// Several pictures of one class or unit that must differ: am-fourier on a batch, less a weight times how alike their Gram
/// matrices at a layer are (<see cref="Diversity"/>). They stand side by side, (N, C, H, n · W). Olah, Mordvintsev and Schubert
/// 2017, "diversity".
/// </summary>
/// <remarks>lucid's weight is 100, for InceptionV1's units; a classifier's logit here is about a tenth as large. Cost: n times am-fourier's.</remarks>
[Method(
    "am-diversity", "maximisation",
    Summary = "several pictures of one class or unit that must differ in style",
    Source = "Olah, Mordvintsev and Schubert 2017, Feature Visualization, diversity",
    Result = ResultKind.Image,
    Generates = true,
    Needs = Needs.TargetOrLayer)]
public sealed record AmDiversity : SeveralPictures
{
    [Option("how many pictures", Least = 2)]
    public int N { get; init; } = 4;

    [Option("weight of their likeness", Least = 0)]
    public double Weight { get; init; } = 10;

    [Option("the layer whose Gram matrices are compared; default: the unit's own, for a class the last one with rows and columns")]
    public string DiversityLayer { get; init; } = "";

    [Option("power of the frequency by which the spectrum is scaled")]
    public double Decay { get; init; } = 1;

    [Option("standard deviation of the starting spectrum")]
    public double Sigma { get; init; } = 0.1;

    [Option("Adam's rate", Above = 0)]
    public double Rate { get; init; } = 0.05;

    private protected override int Each => N;

    private protected override Tensor Paint(Easel easel)
    {
        if (N < 2 || Weight < 0)
            throw new UserError($"am-diversity takes at least 2 pictures and a weight of 0 or more, and got n={N}, weight={Weight}; choose others with --set");
        var likeness = new Diversity(LayerOf(easel.Probe));
        return easel.Run(
            easel.Parts(new FourierPicture(easel.Canvas, Decay, Sigma), new Adam(), Schedule.Constant(Rate), Steps) with
            {
                Objective = easel.Objective - Weight * likeness,
                Transforms = LucidTransforms.For(easel.Canvas),
                RedirectedSteps = 16,
                Plateau = Plateau,
            },
            easel.Start);
    }

    private string LayerOf(Probe probe)
    {
        var architecture = probe.Network.Architecture;
        var named = DiversityLayer.Length > 0 ? architecture.LayerNamed(DiversityLayer).Name
            : probe.Layer is { } own && LastSpatialLayer.IsSpatial(architecture, own) ? own
            : LastSpatialLayer.Of(architecture).Name;
        return LastSpatialLayer.IsSpatial(architecture, named)
            ? named
            : throw new UserError($"am-diversity compares Gram matrices, which need rows and columns; {named} has none, choose another with --set diversity_layer=…");
    }
}
