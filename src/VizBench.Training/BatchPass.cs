using VizBench.Engine;

namespace VizBench.Training;

/// <summary>Computes the parts of a batch side by side and adds them up in their order.</summary>
internal sealed class BatchPass(ShardPass shards, int workers)
{
    private readonly ParallelOptions _parallel = new() { MaxDegreeOfParallelism = workers };

    /// <summary>The gradients of the batch's mean loss, owned by the caller's dispose scope, beside what each part found; the caller disposes both.</summary>
    internal (Tensor[] Gradients, ShardResult[] Parts) Run(int step)
    {
        var parts = new ShardResult[TrainingRecipe.Shards];
        Parallel.For(0, parts.Length, _parallel, shard =>
        {
            // Each thread has a count of its own.
            TorchEngine.UseThreads(1);
            parts[shard] = shards.Run(step, shard);
        });
        using var grad = no_grad();
        var gradients = parts[0].Gradients.Select((gradient, i) => parts.Skip(1).Aggregate(gradient.alias(), (sum, part) => sum + part.Gradients[i]));
        return ([.. gradients], parts);
    }
}
