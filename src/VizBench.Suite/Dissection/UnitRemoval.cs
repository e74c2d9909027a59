using VizBench.Data.ConceptWorld;
using VizBench.Networks;
using VizBench.Networks.Walks;

namespace VizBench.Suite;

/// <summary>What a network says of an image.</summary>
/// <param name="Class">the image's own</param>
/// <param name="Predicted">the class with the greatest logit</param>
/// <param name="Probability">of the image's own class</param>
internal readonly record struct RemovalAnswer(long Class, long Predicted, double Probability)
{
    internal bool IsRight => Predicted == Class;
}

/// <summary>What a network says of ConceptWorld's images while units of a layer are set to zero, without training anew.</summary>
internal static class UnitRemoval
{
    /// <param name="layer">with rows and columns</param>
    /// <param name="removed">sets of units, each set to zero by itself; an empty one: the whole network</param>
    /// <param name="first">the first image</param>
    /// <param name="images">how many</param>
    /// <returns>by set and image</returns>
    internal static RemovalAnswer[][] Answers(
        Network network, string layer, IReadOnlyList<IReadOnlyList<int>> removed, WorldOptions world, long first, long images, IProgress<double>? progress = null, CancellationToken cancellation = default)
    {
        using var scope = NewDisposeScope();
        using var grad = no_grad();
        var masks = removed.Select(units => Mask(network, layer, units)).ToArray();
        var answers = removed.Select(_ => new RemovalAnswer[images]).ToArray();
        var source = new World(world);
        for (var start = 0L; start < images; start += PictureBatch.Together)
        {
            cancellation.ThrowIfCancellationRequested();
            using var inner = NewDisposeScope();
            var samples = PictureBatch.Draw(source, first + start, Math.Min(PictureBatch.Together, images - start));
            var input = PictureBatch.Of(network, Array.ConvertAll(samples, sample => sample.Image));
            var output = ForwardWalk.Outputs(network, input, [layer], cancellation)[0];
            for (var set = 0; set < masks.Length; set++)
            {
                using var each = NewDisposeScope();
                var logits = ForwardWalk.LogitsAfter(network, input, layer, output * masks[set], cancellation).to(ScalarType.Float64);
                var probabilities = network.Architecture.Probability.Of(logits).cpu().contiguous().data<double>().ToArray();
                var predicted = logits.argmax(1).cpu().contiguous().data<long>().ToArray();
                var classes = probabilities.Length / predicted.Length;
                for (var i = 0; i < predicted.Length; i++)
                    answers[set][start + i] = new RemovalAnswer(samples[i].Class, predicted[i], probabilities[i * classes + samples[i].Class]);
            }

            progress?.Report(Math.Min(1, (start + PictureBatch.Together) / (double)images));
        }

        return answers;
    }

    /// <summary>(1, units, 1, 1): zero where a unit is removed, else one.</summary>
    private static Tensor Mask(Network network, string layer, IReadOnlyList<int> removed)
    {
        var kept = new double[network.Architecture.ShapeOf(layer)[0]];
        Array.Fill(kept, 1);
        foreach (var unit in removed)
            kept[unit] = 0;
        return tensor(kept, [1, kept.Length, 1, 1], network.dtype, network.device);
    }
}
