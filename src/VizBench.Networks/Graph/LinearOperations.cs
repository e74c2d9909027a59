namespace VizBench.Networks;

/// <summary>The operations y = Wx + b, and how a factor and an offset of each output go into their weights and biases.</summary>
public static class LinearOperations
{
    /// <summary>Whether an operation is a convolution, a transposed one, or a fully connected layer, over all features or the last axis.</summary>
    public static bool Includes(Operation operation) => operation is Convolution or TransposedConvolution or Linear or LastAxisLinear;

    /// <summary>Whether each output is a sum over all of the input: a fully connected layer, also where it is written as a convolution whose window is the whole map.</summary>
    /// <param name="input">(C, H, W) or (features)</param>
    public static bool IsDense(Operation operation, long[] input) => operation switch
    {
        Linear => true,
        Convolution { Groups: 1, Dilation: var dilation } convolution => dilation == 1 && convolution.OutputShape([input]) is [_, 1, 1]
            && convolution.Kernel.Height - convolution.Padding.Height >= input[1] && convolution.Kernel.Width - convolution.Padding.Width >= input[2],
        _ => false,
    };

    /// <summary>How many outputs have weights of their own: channels or features.</summary>
    internal static long OutputsOf(Operation operation) => operation switch
    {
        Convolution convolution => convolution.OutChannels,
        TransposedConvolution convolution => convolution.OutChannels,
        Linear linear => linear.OutFeatures,
        LastAxisLinear linear => linear.OutFeatures,
        _ => throw NotLinear(operation),
    };

    /// <summary>Which axis of one sample's output these outputs lie on.</summary>
    internal static int AxisOf(Operation operation, long[] output) => operation is LastAxisLinear ? output.Length - 1 : 0;

    /// <summary>The weights with each output multiplied.</summary>
    /// <param name="factor">(outputs)</param>
    internal static Tensor Scaled(Operation operation, Tensor weight, Tensor factor) => operation switch
    {
        Convolution or Linear or LastAxisLinear => weight * factor.reshape([-1, .. Enumerable.Repeat(1L, weight.shape.Length - 1)]),
        // Its weight is (in, out / groups, kernel): the outputs of a group lie on the second axis, and its inputs follow each other on the first.
        TransposedConvolution { Groups: var groups } =>
            (weight.reshape([groups, -1, .. weight.shape[1..]]) * factor.reshape(groups, 1, -1, 1, 1)).reshape(weight.shape),
        _ => throw NotLinear(operation),
    };

    internal static Operation WithBias(Operation operation) => operation switch
    {
        Convolution convolution => convolution with { HasBias = true },
        TransposedConvolution convolution => convolution with { HasBias = true },
        Linear linear => linear with { HasBias = true },
        LastAxisLinear linear => linear with { HasBias = true },
        _ => throw NotLinear(operation),
    };

    private static ArgumentException NotLinear(Operation operation) => new($"{operation.GetType().Name} is no linear operation", nameof(operation));
}
