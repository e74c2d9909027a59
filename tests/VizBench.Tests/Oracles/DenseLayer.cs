using VizBench.Networks;

namespace VizBench.Tests.Oracles;

/// <summary>
/// A convolution or fully connected layer of one sample as what it is, a matrix: z_j = Σ_i w_ji x_i + b_j, with every entry that
/// padding or locality leaves out marked as unconnected. Built by plain loops, without tensors.
/// </summary>
internal sealed class DenseLayer
{
    private DenseLayer(int outputs, int inputs) => (Weight, Connected, Bias) = (new double[outputs, inputs], new bool[outputs, inputs], new double[outputs]);

    /// <summary>(outputs, inputs).</summary>
    internal double[,] Weight { get; }

    internal bool[,] Connected { get; }

    internal double[] Bias { get; }

    internal int Outputs => Bias.Length;

    internal int Inputs => Weight.GetLength(1);

    internal static DenseLayer Of(Linear operation, double[] weight, double[] bias)
    {
        var layer = new DenseLayer((int)operation.OutFeatures, (int)operation.InFeatures);
        for (var j = 0; j < layer.Outputs; j++)
        {
            layer.Bias[j] = bias[j];
            for (var i = 0; i < layer.Inputs; i++)
                (layer.Weight[j, i], layer.Connected[j, i]) = (weight[j * layer.Inputs + i], true);
        }

        return layer;
    }

    /// <param name="size">of the square input</param>
    internal static DenseLayer Of(Convolution operation, double[] weight, double[] bias, int size)
    {
        var (kernel, stride, padding) = ((int)operation.Kernel.Height, (int)operation.Stride.Height, (int)operation.Padding.Height);
        var (channels, filters, groups) = ((int)operation.InChannels, (int)operation.OutChannels, (int)operation.Groups);
        var outSize = (size + 2 * padding - kernel) / stride + 1;
        var (channelsEach, filtersEach) = (channels / groups, filters / groups);
        var layer = new DenseLayer(filters * outSize * outSize, channels * size * size);
        var taps = from c in Enumerable.Range(0, channelsEach) from ky in Enumerable.Range(0, kernel) from kx in Enumerable.Range(0, kernel) select (c, ky, kx);
        for (var j = 0; j < layer.Outputs; j++)
        {
            var (f, y, x) = (j / (outSize * outSize), j / outSize % outSize, j % outSize);
            layer.Bias[j] = bias[f];
            foreach (var (c, ky, kx) in taps)
            {
                var (row, column) = (y * stride + ky - padding, x * stride + kx - padding);
                if (row < 0 || row >= size || column < 0 || column >= size)
                    continue;
                var i = ((f / filtersEach * channelsEach + c) * size + row) * size + column;
                layer.Weight[j, i] = weight[((f * channelsEach + c) * kernel + ky) * kernel + kx];
                layer.Connected[j, i] = true;
            }
        }

        return layer;
    }

    internal double[] Forward(double[] x)
    {
        var z = new double[Outputs];
        for (var j = 0; j < Outputs; j++)
        {
            z[j] = Bias[j];
            for (var i = 0; i < Inputs; i++)
                z[j] += Weight[j, i] * x[i];
        }

        return z;
    }
}
