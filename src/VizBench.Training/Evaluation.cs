using VizBench.Networks;
using VizBench.Networks.Walks;

namespace VizBench.Training;

/// <summary>A network's accuracy on images that it has not seen.</summary>
/// <param name="WorldSeed">ConceptWorld's seed of the images</param>
/// <param name="Confusion">row: the true class; column: the predicted one; counts</param>
public sealed record Evaluation(long WorldSeed, int Images, double Accuracy, IReadOnlyList<IReadOnlyList<int>> Confusion)
{
    private const int BatchSize = 100;

    /// <summary>Classifies images 0 … images − 1 of a ConceptWorld seed.</summary>
    public static Evaluation Of(
        Network network, long worldSeed, int images, IProgress<TrainingProgress>? progress = null, CancellationToken cancellation = default)
    {
        var architecture = network.Architecture;
        var data = WorldDataset.Draw(
            worldSeed, images, (int)architecture.InputShape[1], architecture.Preprocessing,
            done => progress?.Report(new TrainingProgress("drawing", done)), cancellation);
        var confusion = Enumerable.Range(0, architecture.Classes.Count).Select(_ => new int[architecture.Classes.Count]).ToArray();
        for (var start = 0; start < images; start += BatchSize)
        {
            cancellation.ThrowIfCancellationRequested();
            using var scope = NewDisposeScope();
            using var grad = no_grad();
            int[] indices = [.. Enumerable.Range(start, Math.Min(BatchSize, images - start))];
            var (batch, classes) = data.Batch(indices);
            var predicted = ForwardWalk.Logits(network, batch.to(network.dtype, network.device)).argmax(1).cpu().data<long>().ToArray();
            var truth = classes.data<long>().ToArray();
            for (var i = 0; i < predicted.Length; i++)
                confusion[truth[i]][predicted[i]]++;
            progress?.Report(new TrainingProgress("testing", (double)(start + indices.Length) / images));
        }

        var right = confusion.Select((row, i) => row[i]).Sum();
        return new Evaluation(worldSeed, images, (double)right / images, confusion);
    }
}
