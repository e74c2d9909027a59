using VizBench.Networks;
using VizBench.Randomness;

namespace VizBench.Training;

/// <summary>Gradients of one part of a batch; see <see cref="BatchPass"/>.</summary>
internal sealed class ShardPass(TrainingRecipe recipe, Network network, TrainingImages images, Tensor[] learned)
{
    private readonly int _size = recipe.BatchSize / ImageRecipe.Shards;
    private readonly RandomStream _dropout = TrainingImages.Stream(recipe, "dropout");
    private readonly RandomStream _adversary = TrainingImages.Stream(recipe, "adversary");

    /// <summary>The gradients of the batch's mean loss that this part contributes, and what was found on the way; the caller owns the tensors.</summary>
    internal ShardResult Run(int step, int shard)
    {
        using var scope = NewDisposeScope();
        var (input, classes) = images.Batch(step, shard * _size, _size);
        input = Perturbed(input, classes, step, shard);
        var statistics = new BatchStatistics();
        var logits = TrainingWalk.Output(network, input, _dropout.At(shard, (uint)step), statistics);
        var loss = Loss(logits, classes);
        var gradients = autograd.grad([loss], learned);
        var result = new ShardResult([.. gradients], statistics, (double)loss, (int)(double)logits.argmax(1).eq(classes).to(ScalarType.Float32).sum());
        foreach (var tensor in result.Tensors)
            tensor.DetachFromDisposeScope();
        return result;
    }

    private Tensor Perturbed(Tensor input, Tensor classes, int step, int shard)
    {
        var epsilon = recipe.Adversary?.EpsilonAt(step, recipe.Steps) ?? 0;
        if (epsilon <= 0)
            return input;
        // Pixels are divided by the deviation on their way into the network, and so is the perturbation's size.
        var normalised = epsilon / network.Architecture.Preprocessing.Std[0];
        return Adversary.Perturb(
            input, normalised, _adversary.At(shard, (uint)step),
            x => Loss(TrainingWalk.Output(network, x, _dropout.At(shard, (uint)step), new BatchStatistics()), classes));
    }

    /// <summary>Σ −log p(true class) over this part, divided by the batch's size.</summary>
    private Tensor Loss(Tensor logits, Tensor classes) => CrossEntropy.LogLikelihood(logits, classes) * (-1.0 / recipe.BatchSize);
}

/// <summary>What one part of a batch gives; owns its tensors.</summary>
/// <param name="Loss">this part's share of the batch's mean loss</param>
/// <param name="Right">how many images of this part the network had right</param>
internal sealed record ShardResult(IReadOnlyList<Tensor> Gradients, BatchStatistics Statistics, double Loss, int Right) : IDisposable
{
    internal IEnumerable<Tensor> Tensors => Gradients.Concat(Statistics.Tensors);

    public void Dispose()
    {
        foreach (var tensor in Tensors)
            tensor.Dispose();
    }
}
