using VizBench.Metrics;
using VizBench.Networks;
using VizBench.Networks.Walks;

namespace VizBench.Training;

/// <summary>How well a decoder brings back unseen pictures from their codes: means over images.</summary>
/// <param name="WorldSeed">ConceptWorld's seed of the images</param>
/// <param name="Psnr">peak signal-to-noise ratio of reconstruction and picture, dB, pixels in 0..1</param>
/// <param name="Ssim">their mean structural similarity</param>
/// <param name="CodeError">‖Φ(G(h)) − h‖ / ‖h‖: how far the reconstruction's code is from the picture's</param>
/// <param name="SameClass">share of reconstructions that the code's network gives the class that it gives the picture</param>
public sealed record GeneratorTest(long WorldSeed, int Images, double Psnr, double Ssim, double CodeError, double SameClass)
{
    /// <summary>Tests on images 0 … images − 1 of a ConceptWorld seed.</summary>
    /// <param name="generator">a decoder of the code that is named</param>
    /// <param name="coder">the network whose codes it takes</param>
    public static GeneratorTest Of(
        Network generator, Network coder, GeneratorRecipe recipe, long worldSeed, int images, IProgress<TrainingProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        var layer = recipe.Input.Code?.Layer ?? throw new ArgumentException($"{recipe.Name} is no decoder of codes", nameof(recipe));
        var (noise, similarity, error, same) = (0.0, 0.0, 0.0, 0);
        foreach (var (pictures, _) in new EvaluationImages(coder, recipe.World(worldSeed), images).Batches("testing", progress, cancellation))
        {
            using var grad = no_grad();
            var (given, classes) = Look(coder, pictures, layer);
            var made = ForwardWalk.Logits(generator, given);
            var (again, classesAgain) = Look(coder, made, layer);
            var (first, second) = (Pixels(pictures, coder.Architecture.Preprocessing), Pixels(made, coder.Architecture.Preprocessing));
            var scores = InversionScores.Of(second, first);
            noise += scores.Sum(score => score.Psnr);
            similarity += scores.Sum(score => score.Ssim);
            error += Metrics.CodeError.Of(again, given).Sum();
            same += classes.Zip(classesAgain).Count(pair => pair.First == pair.Second);
        }

        return new GeneratorTest(worldSeed, images, noise / images, similarity / images, error / images, (double)same / images);
    }

    /// <summary>As a card shows it.</summary>
    internal GeneratorTest Rounded() => this with { Psnr = Math.Round(Psnr, 3), Ssim = Math.Round(Ssim, 4), CodeError = Math.Round(CodeError, 4), SameClass = Math.Round(SameClass, 5) };

    private static (Tensor Code, long[] Classes) Look(Network coder, Tensor pictures, string layer)
    {
        var seen = ForwardWalk.Outputs(coder, pictures, [layer, coder.Architecture.Output.Name]);
        return (seen[0], seen[1].argmax(1).cpu().data<long>().ToArray());
    }

    private static Tensor Pixels(Tensor normalized, Preprocessing preprocessing) => normalized * preprocessing.Std[0] + preprocessing.Mean[0];
}
