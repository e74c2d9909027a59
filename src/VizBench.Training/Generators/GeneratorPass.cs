using VizBench.Randomness;

namespace VizBench.Training;

/// <summary>A generator's gradients of one part of a batch; see <see cref="BatchPass"/>.</summary>
internal sealed class GeneratorPass(GeneratorRecipe recipe, GeneratorState state, TrainingImages images, FrozenNetworks networks)
{
    private readonly int _size = recipe.BatchSize / ImageRecipe.Shards;
    private readonly Tensor[] _learned = [.. state.Learned.Select(parameter => parameter.Value)];
    private readonly RandomStream _dropout = TrainingImages.Stream(recipe, "dropout");

    /// <summary>The gradients of the batch's loss that this part contributes, and what was found on the way; the caller owns the tensors.</summary>
    internal GeneratorShard Run(int step, int shard)
    {
        using var scope = NewDisposeScope();
        var statistics = new BatchStatistics();
        var batch = Made(step, shard, statistics);
        var parts = recipe.Losses.Select(part => part.Of(batch)).ToArray();
        var loss = parts.Zip(recipe.Losses, (value, part) => value * (part.Weight / ImageRecipe.Shards)).Aggregate((sum, term) => sum + term);
        var gradients = autograd.grad([loss], _learned);
        var result = new GeneratorShard([.. gradients], statistics, (double)loss, SquaredError(batch), [.. parts.Select(value => (double)value)]);
        foreach (var tensor in result.Tensors)
            tensor.DetachFromDisposeScope();
        return result;
    }

    private GeneratorBatch Made(int step, int shard, BatchStatistics statistics)
    {
        var (pictures, _) = images.Batch(step, shard * _size, _size);
        var seen = networks.Given(pictures);
        var input = recipe.Input.Of(pictures, seen);
        var output = TrainingWalk.Output(state.Network, input, _dropout.At(shard, (uint)step), statistics, recipe.Input.FixedLayers);
        return new GeneratorBatch(input, pictures, output, seen, networks.Made(output));
    }

    /// <summary>The mean over all pixels, which lie in 0..1.</summary>
    private double SquaredError(GeneratorBatch batch)
    {
        using var grad = no_grad();
        var deviation = state.Network.Architecture.Preprocessing.Std[0];
        return (double)(batch.Output - batch.Target).square().mean() * deviation * deviation;
    }
}

/// <summary>What one part of a generator's batch gives; owns its tensors.</summary>
/// <param name="Loss">this part's share of the batch's loss</param>
/// <param name="SquaredError">mean over this part's pixels, which lie in 0..1</param>
/// <param name="Parts">the loss's parts for these pictures, without their weights</param>
internal sealed record GeneratorShard(IReadOnlyList<Tensor> Gradients, BatchStatistics Statistics, double Loss, double SquaredError, IReadOnlyList<double> Parts) : IDisposable
{
    internal IEnumerable<Tensor> Tensors => Gradients.Concat(Statistics.Tensors);

    public void Dispose()
    {
        foreach (var tensor in Tensors)
            tensor.Dispose();
    }
}
