using VizBench.Methods.Attribution;
using VizBench.Networks;
using VizBench.Networks.Walks;

namespace VizBench.Methods.Relevance;

/// <summary>A max-pool's signal in equal shares to all of a window's values that are as large as its maximum.</summary>
internal static class TiedMaxima
{
    internal static IReadOnlyList<Tensor> Share(LayerRecord record, Tensor signal)
    {
        var (input, output) = (record.Inputs[0].detach(), record.Output.detach());
        var windows = new PoolWindows((MaxPool)record.Layer.Operation, input.shape, output.shape);
        long[] each = [-1, 1, output.shape[2], output.shape[3]];
        var ties = windows.Take(input).eq(output.reshape(each)).to(input.dtype);
        return [windows.Spread(ties / ties.sum(1, keepdim: true) * signal.reshape(each)).reshape(input.shape)];
    }
}
