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
            Ops.fft_fft2.Tensor(input, s, dim ?? [-2, -1], NameOf(norm));

        /// <summary>The same of real values: the half spectrum, ⌊w/2⌋ + 1 columns.</summary>
        public static Tensor rfft2(Tensor input, long[]? s = null, long[]? dim = null, FFTNormType norm = FFTNormType.Backward) =>
            Ops.fft_rfft2.Tensor(input, s, dim ?? [-2, -1], NameOf(norm));

        /// <summary>Real values from a half spectrum; an odd width must be named in s.</summary>
        public static Tensor irfft2(Tensor input, long[]? s = null, long[]? dim = null, FFTNormType norm = FFTNormType.Backward) =>
            Ops.fft_irfft2.Tensor(input, s, dim ?? [-2, -1], NameOf(norm));

        private static string NameOf(FFTNormType norm) => norm switch { FFTNormType.Forward => "forward", FFTNormType.Ortho => "ortho", _ => "backward" };
    }
}
