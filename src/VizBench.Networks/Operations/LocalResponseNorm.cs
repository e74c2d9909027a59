namespace VizBench.Networks;

/// <summary>
/// Local response normalisation across channels (Krizhevsky 2012, with PyTorch's and Caffe's parameters):
/// y = x / (k + α/size · Σ x²)^β, the sum over the channels c − ⌊size/2⌋ to c + ⌊(size−1)/2⌋, zero outside.
/// </summary>
/// <remarks>
/// For odd sizes, the only ones that Caffe takes, that is also ONNX's LRN. For even sizes ONNX's window lies one channel
/// further: c − ⌊(size−1)/2⌋ to c + ⌈(size−1)/2⌉.
/// </remarks>
/// <param name="Size">channels in the window, the unit's own included</param>
public sealed record LocalResponseNorm(long Size) : Operation
{
    public double Alpha { get; init; } = 1e-4;

    public double Beta { get; init; } = 0.75;

    public double K { get; init; } = 1;

    public override Tensor Forward(IReadOnlyList<Tensor> inputs, LayerParameters parameters) => inputs[0].dtype == ScalarType.BFloat16
        // Squares and their sums need more digits, and not every libtorch sums bfloat16 over channels on the CPU.
        ? Normalised(inputs[0].to(ScalarType.Float32)).to(ScalarType.BFloat16)
        : Normalised(inputs[0]);

    private Tensor Normalised(Tensor input) => nn.functional.local_response_norm(input, Size, Alpha, Beta, K);

    public override long[] OutputShape(IReadOnlyList<long[]> inputs)
    {
        SampleShape.Spatial(inputs[0]);
        return inputs[0];
    }
}
