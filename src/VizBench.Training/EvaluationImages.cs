using VizBench.Data.ConceptWorld;
using VizBench.Networks;

namespace VizBench.Training;

/// <summary>The first images of a world in batches, as a network takes them.</summary>
internal sealed class EvaluationImages(Network network, IWorldSource world, int images)
{
    private const int BatchSize = 100;

    /// <summary>One batch after another; a batch's tensor is freed when the next is asked for, with all that was made meanwhile.</summary>
    internal IEnumerable<(Tensor Input, int[] Classes)> Batches(string phase, IProgress<TrainingProgress>? progress, CancellationToken cancellation)
    {
        for (var start = 0; start < images; start += BatchSize)
        {
            cancellation.ThrowIfCancellationRequested();
            using var scope = NewDisposeScope();
            var count = Math.Min(BatchSize, images - start);
            var chunk = ImageChunk.Draw(world, start, count, Environment.ProcessorCount, cancellation);
            var input = ImageTensors.Of([.. chunk.Pixels.Select(pixels => ImageTensors.Planes(pixels))], world.Size, network.Architecture.Preprocessing, network.device);
            yield return (input.to(network.dtype), chunk.Classes);
            progress?.Report(new TrainingProgress(phase, (double)(start + count) / images));
        }
    }
}
