using VizBench.Methods.Optimising;
using VizBench.Randomness;

namespace VizBench.Methods.Maximisation.Facets;

/// <summary>
/// The non-parametric patch prior: after every few steps each patch of the picture goes some way towards the nearest patch of a
/// database of a dataset's. Wei, Zhou, Torralba and Freeman 2015, section 3.
/// </summary>
/// <param name="database">(patches, 3 · size²): of <see cref="Gather"/></param>
/// <param name="size">side of a patch, pixels</param>
/// <param name="stride">from one patch to the next, pixels</param>
/// <param name="weight">how far it goes, 0 … 1</param>
/// <param name="every">after every so many steps</param>
internal sealed class PatchPrior(Tensor database, int size, int stride, double weight, int every) : PostStep
{
    internal override Tensor Apply(Tensor x, Tensor gradient, int step)
    {
        if ((step + 1) % every != 0)
            return x;
        using var scope = NewDisposeScope();
        var places = Places(x.shape[2], x.shape[3]);
        var (sum, count) = (zeros_like(x), zeros_like(x));
        foreach (var (row, column) in places)
        {
            var patch = x.narrow(2, row, size).narrow(3, column, size);
            var nearest = Nearest(patch.flatten(1)).reshape(patch.shape);
            var covered = sum.narrow(2, row, size).narrow(3, column, size);
            covered.add_(nearest);
            count.narrow(2, row, size).narrow(3, column, size).add_(1);
        }

        var known = count.gt(0);
        var target = where(known, sum / count.clamp(min: 1), x);
        return (x + (target - x) * weight).MoveToOuterDisposeScope();
    }

    /// <summary>Patches at random places of random pictures.</summary>
    /// <param name="pictures">(n, C, H, W)</param>
    internal static Tensor Gather(Tensor pictures, int size, int count, RandomStream stream)
    {
        var shape = pictures.shape;
        return cat(
            [.. Enumerable.Range(0, count).Select(_ => pictures.narrow(0, stream.NextInt((int)shape[0]), 1)
                .narrow(2, stream.NextInt((int)shape[2] - size + 1), size).narrow(3, stream.NextInt((int)shape[3] - size + 1), size).flatten(1))],
            0);
    }

    /// <summary>argmin ‖p − d‖² = argmax p·d − ‖d‖²/2.</summary>
    private Tensor Nearest(Tensor patches)
    {
        var likeness = patches.matmul(database.transpose(0, 1)) - database.square().sum(1) * 0.5;
        return database.index_select(0, likeness.argmax(1));
    }

    private IEnumerable<(long Row, long Column)> Places(long height, long width)
    {
        foreach (var row in Starts(height))
        {
            foreach (var column in Starts(width))
                yield return (row, column);
        }
    }

    /// <summary>By strides, the last patch at the border.</summary>
    private IEnumerable<long> Starts(long extent)
    {
        for (var start = 0L; start < extent - size; start += stride)
            yield return start;
        yield return extent - size;
    }
}
