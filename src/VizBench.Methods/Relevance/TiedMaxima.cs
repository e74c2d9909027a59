using VizBench.Networks;
using VizBench.Networks.Walks;

namespace VizBench.Methods.Relevance;

/// <summary>A max-pool's signal in equal shares to all of a window's values that are as large as its maximum.</summary>
internal static class TiedMaxima
{
    internal static IReadOnlyList<Tensor> Share(LayerRecord record, Tensor signal)
    {
        var pool = (MaxPool)record.Layer.Operation;
        var (input, output) = (record.Inputs[0].detach(), record.Output.detach());
        var planes = input.shape[0] * input.shape[1];
        var taps = Taps(pool, input);
        var covered = Covered(pool, input.shape, output.shape);
        // Below every value, so that padding never ties; finite, because it meets weights of zero.
        var lowest = input.dtype == ScalarType.Float64 ? -1e300 : -1e30;
        var padded = nn.functional.pad(input.reshape(planes, 1, input.shape[2], input.shape[3]), covered, PaddingModes.Constant, lowest);
        var windows = nn.functional.conv2d(padded, taps, strides: pool.Stride.ToArray(), dilation: pool.Dilation.ToArray());
        var ties = windows.eq(output.reshape(planes, 1, output.shape[2], output.shape[3])).to(input.dtype);
        var shares = ties / ties.sum(1, keepdim: true) * signal.reshape(planes, 1, output.shape[2], output.shape[3]);
        var spread = nn.functional.conv_transpose2d(shares, taps, strides: pool.Stride.ToArray(), dilation: pool.Dilation.ToArray());
        return [nn.functional.pad(spread, Back(covered, padded.shape, spread.shape)).reshape(input.shape)];
    }

    /// <summary>One filter for each place of a window: (places, 1, kernel height, kernel width), 1 there and 0 elsewhere.</summary>
    private static Tensor Taps(MaxPool pool, Tensor like)
    {
        var places = pool.Kernel.Height * pool.Kernel.Width;
        var values = new double[places * places];
        for (var place = 0L; place < places; place++)
            values[place * places + place] = 1;
        return tensor(values, [places, 1, pool.Kernel.Height, pool.Kernel.Width], like.dtype, like.device);
    }

    /// <summary>Padding (left, right, above, below) with which the windows fit exactly; a window of ceil mode reaches further.</summary>
    private static long[] Covered(MaxPool pool, long[] input, long[] output)
    {
        static long After(long windows, long stride, long dilation, long kernel, long before, long size) => (windows - 1) * stride + dilation * (kernel - 1) + 1 - before - size;
        return
        [
            pool.Padding.Width, After(output[3], pool.Stride.Width, pool.Dilation.Width, pool.Kernel.Width, pool.Padding.Width, input[3]),
            pool.Padding.Height, After(output[2], pool.Stride.Height, pool.Dilation.Height, pool.Kernel.Height, pool.Padding.Height, input[2]),
        ];
    }

    /// <summary>Cuts the padding off again; rows and columns that no window reached come back as zeros.</summary>
    private static long[] Back(long[] covered, long[] padded, long[] spread) =>
        [-covered[0], padded[3] - spread[3] - covered[1], -covered[2], padded[2] - spread[2] - covered[3]];
}
