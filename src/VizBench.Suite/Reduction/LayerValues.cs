using VizBench.Networks;
using VizBench.Networks.Walks;

namespace VizBench.Suite;

/// <summary>A layer's output for many pictures at once.</summary>
internal static class LayerValues
{
    private const int Batch = 32;

    /// <param name="images">how many pictures, from the first</param>
    /// <param name="lack">what can't be had of values that are no finite numbers, for the message</param>
    /// <returns>(images, …) of the layer's shape, float64 on the CPU; owned by the caller's dispose scope</returns>
    /// <exception cref="UserError">values that are no finite numbers, or a picture that can't be read</exception>
    internal static Tensor Of(Network network, string layer, PictureSequence source, long images, string lack, IProgress<double>? progress, CancellationToken cancellation)
    {
        var parts = new List<Tensor>();
        for (var first = 0L; first < images; first += Batch)
        {
            cancellation.ThrowIfCancellationRequested();
            using var scope = NewDisposeScope();
            var count = Math.Min(Batch, images - first);
            parts.Add(ForwardWalk.Outputs(network, source.Input(network, first, count), [layer], cancellation)[0].to(ScalarType.Float64, CPU).MoveToOuterDisposeScope());
            progress?.Report((first + count) / (double)images);
        }

        var all = cat([.. parts]);
        return double.IsFinite(all.sum().item<double>()) ? all : throw new UserError($"{layer} has activations that are no finite numbers, so {lack}; look at the weights and the pictures");
    }
}
