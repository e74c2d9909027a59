using VizBench.Methods.Maximisation.Facets;
using VizBench.Methods.Optimising;
using VizBench.Methods.Reduction;

namespace VizBench.Methods.Maximisation;

/// <summary>
/// The varieties within a class: the codes of the class's images at the layer before the logits fall into modes (k-means), and for
/// each mode a picture is painted whose code is pulled to the mode's mean, while each of its patches is pulled to the nearest
/// patch of a database. The modes stand side by side, (N, C, H, modes · W). Wei, Zhou, Torralba and Freeman 2015.
/// </summary>
/// <remarks>
/// The class's images are ConceptWorld's, whose varieties are known: "facet-purity" tells how pure the modes are,
/// "varieties-painted" which share of the varieties the pictures show (by the 15 images of the nearest codes). Cost: a step
/// is a forward and gradient pass for each mode.
/// </remarks>
[Method(
    "am-intra-class", "maximisation",
    Summary = "a picture for each mode of a class's codes, with a patch prior",
    Source = "Wei, Zhou, Torralba and Freeman 2015, Understanding Intra-Class Knowledge Inside CNN",
    Result = ResultKind.Image,
    Generates = true,
    Needs = Needs.Target)]
public sealed record AmIntraClass : SeveralPictures
{
    private const int Neighbours = 15;

    // In a flat picture all positions of a max-pool are equal but for rounding, which would decide where the first gradients go.
    private const double StartDeviation = 0.01;

    public AmIntraClass() => Steps = 192;

    [Option("how many modes", Least = 2)]
    public int Modes { get; init; } = 4;

    [Option("how many images of the class", Least = 30)]
    public int Images { get; init; } = 240;

    [Option("weight of the code's distance from the mode's mean, relative to the mean's length, squared")]
    public double CodeWeight { get; init; } = 20;

    [Option("side of a patch, pixels")]
    public int Patch { get; init; } = 8;

    [Option("from one patch to the next, pixels")]
    public int Stride { get; init; } = 4;

    [Option("how far patches go to their nearest of the database after every 8 steps; 0: no patch prior", Least = 0, Greatest = 1)]
    public double PatchWeight { get; init; } = 0.2;

    [Option("how many patches the database has")]
    public int Patches { get; init; } = 4096;

    [Option("Adam's rate", Above = 0)]
    public double Rate { get; init; } = 0.03;

    private protected override int Each => Modes;

    private protected override Tensor Paint(Easel easel)
    {
        if (Modes < 2 || Images < 30 || Patch < 2 || Stride < 1 || Patches < 1 || PatchWeight is < 0 or > 1)
            throw new UserError("am-intra-class takes at least 2 modes, 30 images, patches of 2 pixels, a stride of 1, 1 patch, and a patch_weight of 0 … 1; choose others with --set");
        var probe = easel.Probe;
        var images = ClassImages.Draw(probe, probe.Targets[0], Images, "am-intra-class");
        var codes = images.CodeRows();
        var labels = KMeans.Of(CoarseNumbers.Of(codes), Modes, easel.Draws.Stream("modes", 0));
        var means = Enumerable.Range(0, Modes).Select(mode => KMeans.Mean([.. codes.Where((_, i) => labels[i] == mode)]));
        var wanted = tensor([.. means.SelectMany(mean => mean)], [Modes, codes[0].Length], probe.Input.dtype, probe.Input.device);
        var painted = easel.Run(
            easel.Parts(new PixelPicture(easel.Canvas, StartDeviation), new Adam(), Schedule.Constant(Rate), Steps) with
            {
                Objective = easel.Objective + CodeWeight * new MatchObjective(ClassImages.CodeLayer(probe.Network.Architecture), wanted),
                Transforms = [new CircularJitter(1)],
                PostSteps = PatchWeight > 0
                    ? [new PatchPrior(PatchPrior.Gather(images.Pictures, Patch, Patches, easel.Draws.Stream("patches", 0)), Patch, Stride, PatchWeight, every: 8)]
                    : [],
                Plateau = Plateau,
            },
            easel.Start);
        easel.Scalars["facet-purity"] = FacetTruth.Purity(labels, images.Varieties);
        easel.Scalars["varieties-painted"] = FacetTruth.Painted(ClassImages.Rows(ClassImages.CodesOf(probe, painted)), codes, images.Varieties, Neighbours);
        return painted;
    }
}
