namespace VizBench.Methods.Optimising;

/// <summary>A border of the picture stays as it was: only the middle is painted on.</summary>
/// <param name="width">of the border, pixels; 0: none</param>
/// <param name="before">(N, C, H, W), in the parameterisation's units; the caller's</param>
internal sealed class KeepBorder(int width, Tensor before) : PostStep
{
    internal override Tensor Apply(Tensor x, Tensor gradient, int step)
    {
        if (width == 0)
            return x;
        var (height, across) = (x.shape[2] - 2 * width, x.shape[3] - 2 * width);
        var inside = nn.functional.pad(ones([1, 1, height, across], x.dtype, x.device), [width, width, width, width]).gt(0);
        return where(inside, x, before);
    }
}
