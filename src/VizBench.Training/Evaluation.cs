using VizBench.Data.ConceptWorld;
using VizBench.Networks;
using VizBench.Networks.Walks;

namespace VizBench.Training;

/// <summary>A network's accuracy on images that it has not seen.</summary>
/// <param name="WorldSeed">ConceptWorld's seed of the images</param>
/// <param name="Confusion">row: the true class; column: the predicted one; counts</param>
public sealed record Evaluation(long WorldSeed, int Images, double Accuracy, IReadOnlyList<IReadOnlyList<int>> Confusion)
{
    /// <summary>Classifies images 0 … images − 1 of a ConceptWorld seed.</summary>
    /// <param name="recipe">the network's: one that was trained with a planted shortcut is tested with it</param>
    public static Evaluation Of(
        Network network, TrainingRecipe recipe, long worldSeed, int images, IProgress<TrainingProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        var confusion = Confuse(network, recipe.World(worldSeed), images, progress, cancellation);
        return new Evaluation(worldSeed, images, (double)confusion.Select((row, i) => row[i]).Sum() / images, confusion);
    }

    /// <summary>Counts of predictions for images 0 … images − 1: row the true class, column the predicted one.</summary>
    internal static int[][] Confuse(
        Network network, IWorldSource world, int images, IProgress<TrainingProgress>? progress = null, CancellationToken cancellation = default)
    {
        var classes = network.Architecture.Classes.Count;
        var confusion = Enumerable.Range(0, classes).Select(_ => new int[classes]).ToArray();
        foreach (var batch in new EvaluationImages(network, world, images).Batches("testing", progress, cancellation))
        {
            using var grad = no_grad();
            var predicted = Predictions(network, batch.Input);
            for (var i = 0; i < predicted.Length; i++)
                confusion[batch.Classes[i]][predicted[i]]++;
        }

        return confusion;
    }

    /// <summary>The class with the greatest logit, by sample.</summary>
    internal static int[] Predictions(Network network, Tensor input)
    {
        using var scope = NewDisposeScope();
        return Array.ConvertAll(ForwardWalk.Logits(network, input).argmax(1).cpu().data<long>().ToArray(), value => (int)value);
    }
}
