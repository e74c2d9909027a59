using VizBench.Methods.Maximisation.Facets;
using VizBench.Methods.Optimising;
using VizBench.Methods.Reduction;
using VizBench.Metrics;

namespace VizBench.Methods.Maximisation;

/// <summary>
/// Multifaceted feature visualisation: the class's images are laid out by their codes (PCA to 50, t-SNE), fall into facets (k-means),
/// and each facet's mean image begins an ascent under total variation with a bias to the centre. The facets stand side by
/// side, (N, C, H, facets · W). Nguyen, Yosinski and Clune 2016.
/// </summary>
/// <remarks>
/// Their numbers: 10 facets, each begun by the mean of the 15 images nearest to its middle; steps 190, 150, 20 (within a margin of 50 of 227 px)
/// and 10, the second part enlarged by 1.2 on networks of photographs, not here, where an object fills the input. The class's
/// images are ConceptWorld's, whose varieties are known: see "facet-purity" and "varieties-painted". Cost: 370 steps of a
/// forward and gradient pass for each facet.
/// </remarks>
[Method(
    "am-multifaceted", "maximisation",
    Summary = "a picture for each facet of a class, begun at the facet's mean image",
    Source = "Nguyen, Yosinski and Clune 2016, Multifaceted Feature Visualization",
    Result = ResultKind.Image,
    Generates = true,
    Needs = Needs.Target)]
public sealed record AmMultifaceted : SeveralPictures
{
    private const int MeanOf = 15;
    private const int Components = 50;
    private const double Perplexity = 20;
    private const double PaperSide = 227;
    private const double PaperMargin = 50;

    /// <summary>Steps, blur σ from → to (of 227 px), step of 0 … 255, whether within the margin.</summary>
    private static readonly (int Steps, double From, double To, double Step, bool Within)[] s_parts =
        [(190, 2.5, 0.78, 6, false), (150, 0.936, 0.44, 4, false), (20, 0.44, 0.304, 2, true), (10, 0.304, 0.304, 1, false)];

    public AmMultifaceted() => Steps = 370;

    [Option("how many facets", Least = 2)]
    public int Facets { get; init; } = 10;

    [Option("how many images of the class", Least = 70)]
    public int Images { get; init; } = 240;

    [Option("weight of the total variation (anisotropic-l1, of the network's units) per pixel", Least = 0)]
    public double Tv { get; init; } = 10;

    [Option("weight of what lies off the centre, per pixel", Least = 0)]
    public double Centre { get; init; } = 3;

    private protected override int Each => Facets;

    private protected override int TotalSteps => s_parts.Sum(part => StepsOf(part.Steps));

    private protected override Tensor Paint(Easel easel)
    {
        if (Facets < 2 || Images < 70)
            throw new UserError($"am-multifaceted takes at least 2 facets and 70 images, and got facets={Facets}, images={Images}; choose others with --set");
        var (probe, canvas) = (easel.Probe, easel.Canvas);
        var images = ClassImages.Draw(probe, probe.Targets[0], Images, "am-multifaceted");
        var plane = TSne.Of(CoarseNumbers.Of(ClassImages.Rows(PrincipalAxes.Of(images.Codes, Components))), Perplexity, easel.Draws.Stream("layout", 0));
        var labels = KMeans.Of(plane, Facets, easel.Draws.Stream("facets", 0));
        var picture = easel.Start ?? MeanImages(images.Pictures, plane, labels);
        foreach (var part in s_parts)
            picture = Part(easel, picture, part);
        easel.Scalars["facet-purity"] = FacetTruth.Purity(labels, images.Varieties);
        easel.Scalars["varieties-painted"] = FacetTruth.Painted(ClassImages.Rows(ClassImages.CodesOf(probe, picture)), images.CodeRows(), images.Varieties, MeanOf);
        return picture;
    }

    private Tensor Part(Easel easel, Tensor start, (int Steps, double From, double To, double Step, bool Within) part)
    {
        var canvas = easel.Canvas;
        var scale = Math.Min(canvas.Height, canvas.Width) / PaperSide;
        var pixels = new BytePicture(canvas);
        var (black, white) = pixels.Range();
        var perPixel = 1.0 / (canvas.Height * canvas.Width);
        var steps = StepsOf(part.Steps);
        var margin = part.Within ? (int)Math.Round(PaperMargin * scale) : 0;
        return easel.Run(
            easel.Parts(pixels, new Sgd(GradientScale.MeanMagnitude), Schedule.Constant(part.Step), steps) with
            {
                Penalties = [Penalties.TotalVariation(TotalVariationKind.AnisotropicL1, 1, Tv * perPixel), Penalties.CentreBias(1, Centre * perPixel)],
                PostSteps = [new KeepBorder(margin, pixels.From(start)[0]), new Clip(black, white), new ShrinkingBlur(Schedule.Linear(part.From * scale, part.To * scale, steps))],
                Plateau = Plateau,
            },
            start);
    }

    /// <summary>(facets, C, H, W): the mean of the images nearest to each facet's middle.</summary>
    private Tensor MeanImages(Tensor pictures, double[][] plane, int[] labels) => stack(Enumerable.Range(0, Facets).Select(facet =>
    {
        var middle = KMeans.Mean([.. plane.Where((_, i) => labels[i] == facet)]);
        long[] nearest = [.. Enumerable.Range(0, plane.Length).OrderBy(i => Neighborhoods.SquaredDistance(plane[i], middle)).Take(MeanOf).Select(i => (long)i)];
        return pictures.index_select(0, tensor(nearest, [nearest.Length], null, pictures.device)).mean([0]);
    }));

    /// <summary>Fewer or more steps than the paper's are shared out as it does.</summary>
    private int StepsOf(int paper) => Math.Max(1, (int)Math.Round(paper * (Steps / 370.0)));
}
