using VizBench.Engine;

namespace VizBench.Training;

/// <summary>
/// Computes the parts of a batch side by side and adds them up in their order. Parts are of fixed size, each computed by one thread
/// that uses no other inside libtorch, so that the sums' order, and with it every bit, is the same however many threads there are.
/// </summary>
internal sealed class BatchPass(int workers)
{
    private readonly ParallelOptions _parallel = new() { MaxDegreeOfParallelism = workers };

    /// <summary>A pass for a device: one GPU computes one part after the other.</summary>
    internal static BatchPass On(Device device, int workers) => new(device.type == DeviceType.CUDA ? 1 : workers);

    /// <summary>What each part gives, in their order.</summary>
    internal T[] Run<T>(Func<int, T> part)
    {
        var parts = new T[ImageRecipe.Shards];
        Parallel.For(0, parts.Length, _parallel, shard =>
        {
            // Each thread has a count of its own.
            TorchEngine.UseThreads(1);
            parts[shard] = part(shard);
        });
        return parts;
    }

    /// <summary>The whole batch's gradients, owned by the caller's dispose scope.</summary>
    /// <param name="parts">each part's, for the same parameters in the same order</param>
    internal static Tensor[] Sum(IReadOnlyList<IReadOnlyList<Tensor>> parts)
    {
        using var grad = no_grad();
        return [.. parts[0].Select((gradient, i) => parts.Skip(1).Aggregate(gradient.alias(), (sum, part) => sum + part[i]))];
    }
}
