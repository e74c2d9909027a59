using VizBench.Methods.Optimising;

namespace VizBench.Methods.Maximisation;

/// <summary>
/// The first activation maximisation: gradient ascent among the pictures of one norm, ‖x‖ = ρ, from random starts; the best of
/// several is kept. Erhan, Bengio, Courville and Vincent 2009, section 3.
/// </summary>
/// <remarks>
/// The paper fixes no ρ: here it is the mean norm of a dataset's normalised pictures, about √(C·H·W) times the rms of
/// <see cref="TypicalRms"/>. A step goes along the gradient by a share of ρ, and back to the sphere. Cost: tries · steps of
/// forward + gradient.
/// </remarks>
[Method(
    "am-erhan", "maximisation",
    Summary = "gradient ascent on a sphere of pictures, the best of several random starts",
    Source = "Erhan, Bengio, Courville and Vincent 2009, section 3",
    Result = ResultKind.Image,
    Generates = true,
    Needs = Needs.TargetOrLayer)]
public sealed record AmErhan : ActivationMaximisation
{
    /// <summary>Of normalised values: 1 by the meaning of normalisation for ImageNet; ConceptWorld's pictures measure .91.</summary>
    private const double TypicalRms = 1;

    public AmErhan() => Steps = 128;

    [Option("the pictures' norm in the network's units; 0: that of a typical picture", Least = 0)]
    public double Norm { get; init; }

    [Option("a step's length as a share of the norm", Above = 0)]
    public double Rate { get; init; } = 0.05;

    [Option("random starts; the best picture is kept", Least = 1)]
    public int Tries { get; init; } = 3;

    private protected override int TotalSteps => Steps * Tries;

    private protected override Tensor Paint(Easel easel)
    {
        if (Tries < 1 || Norm < 0)
            throw new UserError($"am-erhan takes at least 1 try and a norm of 0 or more, and got tries={Tries}, norm={Norm}; choose others with --set");
        var canvas = easel.Canvas;
        var radius = Norm > 0 ? Norm : TypicalRms * Math.Sqrt(canvas.Channels * canvas.Height * canvas.Width);
        Tensor? best = null;
        for (var attempt = 0; attempt < Tries; attempt++)
        {
            var draws = easel.Draws.Again(attempt);
            var onSphere = new NormProjection(radius);
            var start = easel.Start ?? new PixelPicture(canvas, 1).Start(draws)[0];
            var picture = easel.Run(
                easel.Parts(new PixelPicture(canvas), new Sgd(GradientScale.Norm), Schedule.Constant(Rate * radius), Steps) with
                {
                    PostSteps = [onSphere],
                    Plateau = Plateau,
                    Draws = draws,
                },
                onSphere.Apply(start, start, 0),
                anew: true);
            best = best is null ? picture : easel.Better(best, picture);
        }

        return best!;
    }
}
