namespace VizBench.Networks;

/// <summary>
/// Local response normalisation across channels (Krizhevsky 2012, with PyTorch's and Caffe's parameters):
/// y = x / (k + α/size · Σ x²)^β, the sum over the channels c − ⌊size/2⌋ to c + ⌊(size−1)/2⌋, zero outside.
/// </summary>
/// <remarks>For odd sizes, the only ones that Caffe takes, that is also ONNX's LRN.</remarks>
/// <param name="Size">channels in the window, the unit's own included</param>
public sealed record LocalResponseNorm(long Size) : Operation
{
    public double Alpha { get; init; } = 1e-4;

    public double Beta { get; init; } = 0.75;

    public double K { get; init; } = 1;

    /// <summary>Whether the window of an even size lies one channel further, as ONNX's does: c − ⌊(size−1)/2⌋ to c + ⌊size/2⌋.</summary>
    public bool IsShifted { get; init; }

    public override Tensor Forward(IReadOnlyList<Tensor> inputs, LayerParameters parameters) => inputs[0].dtype == ScalarType.BFloat16
        // Squares and their sums need more digits, and not every libtorch sums bfloat16 over channels on the CPU.
        ? Normalised(inputs[0].to(ScalarType.Float32)).to(ScalarType.BFloat16)
        : Normalised(inputs[0]);

    private Tensor Normalised(Tensor input) => IsShifted && Size % 2 == 0
        // With the channels in reverse the windows are each other's mirror images.
        ? Reversed(nn.functional.local_response_norm(Reversed(input), Size, Alpha, Beta, K))
        : nn.functional.local_response_norm(input, Size, Alpha, Beta, K);

    private static Tensor Reversed(Tensor input)
    {
        using var order = tensor([.. Enumerable.Range(1, (int)input.shape[1]).Select(i => input.shape[1] - i)], [input.shape[1]], device: input.device);
        return input.index_select(1, order);
    }

    public override long[] OutputShape(IReadOnlyList<long[]> inputs)
    {
        SampleShape.Spatial(inputs[0]);
        return inputs[0];
    }
}
