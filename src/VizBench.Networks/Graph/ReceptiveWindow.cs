namespace VizBench.Networks;

/// <summary>What one unit of an operation reads of its input: a window of a sliding grid, or everything.</summary>
/// <param name="Kernel">taps</param>
/// <param name="Stride">input positions between neighbouring windows</param>
/// <param name="Padding">positions before the first row and column that the first window covers</param>
/// <param name="Dilation">input positions between neighbouring taps</param>
public readonly record struct ReceptiveWindow(Extent Kernel, Extent Stride, Extent Padding, Extent Dilation)
{
    /// <summary>The same position alone.</summary>
    public static ReceptiveWindow Point { get; } = new(1, 1, 0, 1);

    /// <summary>All positions.</summary>
    public static ReceptiveWindow Whole { get; } = new(0, 0, 0, 0);

    public bool IsWhole => Kernel == 0;

    /// <summary>The size of the grid of windows over an input.</summary>
    /// <param name="size">of the input</param>
    /// <param name="ceil">whether a last window that reaches over the border counts; it must begin inside the input or its left padding</param>
    /// <exception cref="ArgumentException">the window is larger than the padded input</exception>
    public Extent Grid(Extent size, bool ceil = false) => new(
        Count(size.Height, Kernel.Height, Stride.Height, Padding.Height, Dilation.Height, ceil),
        Count(size.Width, Kernel.Width, Stride.Width, Padding.Width, Dilation.Width, ceil));

    private static long Count(long size, long kernel, long stride, long padding, long dilation, bool ceil)
    {
        var steps = size + 2 * padding - dilation * (kernel - 1) - 1;
        if (steps < 0)
            throw new ArgumentException($"a window of {dilation * (kernel - 1) + 1} does not fit into {size} positions with padding {padding}");
        var count = (ceil ? (steps + stride - 1) / stride : steps / stride) + 1;
        return ceil && (count - 1) * stride >= size + padding ? count - 1 : count;
    }
}
