namespace VizBench.Torch;

/// <summary>How a Fourier transform is scaled, as TorchSharp names it.</summary>
public enum FFTNormType
{
    Backward = 0,
    Forward = 1,
    Ortho = 2,
}

public static partial class torch
{
    public static class fft
    {
        /// <summary>The two-dimensional discrete Fourier transform over the last two dimensions, complex.</summary>
        public static Tensor fft2(Tensor input, long[]? s = null, long[]? dim = null, FFTNormType norm = FFTNormType.Backward) =>
            Ops.fft_fft2.Tensor(input, s, dim ?? [-2, -1], norm switch { FFTNormType.Forward => "forward", FFTNormType.Ortho => "ortho", _ => "backward" });
    }
}
