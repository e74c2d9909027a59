using VizBench.Networks;

namespace VizBench.Methods.Attribution;

/// <summary>A max-pool's windows laid open: every value that a window sees, and the way back. For rules that must see more than a window's winner.</summary>
internal sealed class PoolWindows
{
    private readonly MaxPool _pool;
    private readonly long[] _input;
    private readonly long[] _output;
    private readonly long[] _covered;

    /// <param name="input">the shape of the layer's input, (…, H, W)</param>
    /// <param name="output">the shape of its output, (…, h, w)</param>
    internal PoolWindows(MaxPool pool, long[] input, long[] output)
    {
        (_pool, _input, _output) = (pool, input[^2..], output[^2..]);
        _covered = Covered();
    }

    internal long Places => _pool.Kernel.Height * _pool.Kernel.Width;

    /// <param name="input">(N, C, H, W)</param>
    /// <returns>(N·C, places, h, w), the places of a window in row-major order; padding lies below every value</returns>
    internal Tensor Take(Tensor input)
    {
        // Below every value, so that padding never wins; finite, because it meets weights of zero.
        var lowest = input.dtype == ScalarType.Float64 ? -1e300 : -1e30;
        var padded = nn.functional.pad(input.reshape(-1, 1, _input[0], _input[1]), _covered, PaddingModes.Constant, lowest);
        return nn.functional.conv2d(padded, Taps(input), strides: _pool.Stride.ToArray(), dilation: _pool.Dilation.ToArray());
    }

    /// <summary>The transpose of <see cref="Take"/>: what lies at each window's places goes back to where they came from, and adds up.</summary>
    /// <param name="signal">(planes, places, h, w)</param>
    /// <returns>(planes, 1, H, W)</returns>
    internal Tensor Spread(Tensor signal)
    {
        using var grad = enable_grad();
        var leaf = zeros([signal.shape[0], 1, _input[0], _input[1]], signal.dtype, signal.device).requires_grad_();
        return autograd.grad([Take(leaf)], [leaf], [signal])[0];
    }

    /// <summary>One filter for each place of a window: (places, 1, kernel height, kernel width), 1 there and 0 elsewhere.</summary>
    private Tensor Taps(Tensor like)
    {
        var values = new double[Places * Places];
        for (var place = 0L; place < Places; place++)
            values[place * Places + place] = 1;
        return tensor(values, [Places, 1, _pool.Kernel.Height, _pool.Kernel.Width], like.dtype, like.device);
    }

    /// <summary>Padding (left, right, above, below) with which the windows fit exactly; a window of ceil mode reaches further.</summary>
    private long[] Covered()
    {
        static long After(long windows, long stride, long dilation, long kernel, long before, long size) => (windows - 1) * stride + dilation * (kernel - 1) + 1 - before - size;
        return
        [
            _pool.Padding.Width, After(_output[1], _pool.Stride.Width, _pool.Dilation.Width, _pool.Kernel.Width, _pool.Padding.Width, _input[1]),
            _pool.Padding.Height, After(_output[0], _pool.Stride.Height, _pool.Dilation.Height, _pool.Kernel.Height, _pool.Padding.Height, _input[0]),
        ];
    }
}
