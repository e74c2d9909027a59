using VizBench.Networks;
using VizBench.Networks.Walks;
using VizBench.Randomness;

namespace VizBench.Training;

/// <summary>A network's accuracy under attack; see <see cref="ProjectedGradient"/>.</summary>
/// <param name="Epsilon">the largest perturbation of an image, l2 norm over all values, in pixel units 0..1</param>
/// <param name="Steps">of the attack</param>
public sealed record Robustness(double Epsilon, int Steps, int Images, double Accuracy)
{
    private const int AttackSteps = 10;

    /// <summary>Attacks images 0 … images − 1 of a ConceptWorld seed.</summary>
    /// <param name="recipe">the network's: one that was trained with a planted shortcut is attacked on images with it</param>
    public static Robustness Of(
        Network network, TrainingRecipe recipe, long worldSeed, int images, double epsilon, IProgress<TrainingProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        var preprocessing = network.Architecture.Preprocessing;
        // The ConceptWorld networks' channels have one mean and one deviation.
        var (mean, deviation) = (preprocessing.Mean[0], preprocessing.Std[0]);
        var stream = new StreamKey(worldSeed, "robustness", "start").Open();
        var (right, seen) = (0, 0);
        foreach (var (input, classes) in new EvaluationImages(network, recipe.World(worldSeed), images).Batches($"attacking, ε {epsilon}", progress, cancellation))
        {
            using var truth = ImageTensors.Classes(classes, network.device);
            var attacked = ProjectedGradient.Attack(
                input, epsilon / deviation, AttackSteps, (-mean / deviation, (1 - mean) / deviation), stream.At(seen),
                x => CrossEntropy.LogLikelihood(ForwardWalk.Logits(network, x), truth).neg());
            using var grad = no_grad();
            right += Evaluation.Predictions(network, attacked).Zip(classes).Count(pair => pair.First == pair.Second);
            seen += classes.Length;
        }

        return new Robustness(epsilon, AttackSteps, images, (double)right / images);
    }
}
