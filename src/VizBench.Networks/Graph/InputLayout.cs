namespace VizBench.Networks;

/// <summary>How the file of a network orders the axes of its input; layers here are always (N, C, H, W).</summary>
public enum InputLayout
{
    /// <summary>(N, C, H, W).</summary>
    ChannelsFirst,

    /// <summary>(N, H, W, C).</summary>
    ChannelsLast,
}

/// <summary>Inputs that are given as arrays.</summary>
public static class InputLayouts
{
    /// <summary>
    /// Whether an array is in the layout of the network's file, (N, H, W, C), not in that of its layers. Where both would fit, it is
    /// taken as (N, C, H, W).
    /// </summary>
    /// <param name="shape">of an input, with the batch's axis or without</param>
    public static bool IsChannelsLast(Architecture architecture, ReadOnlySpan<long> shape)
    {
        ArgumentNullException.ThrowIfNull(architecture);
        if (architecture.InputLayout != InputLayout.ChannelsLast || shape.Length is not (3 or 4))
            return false;
        long[] own = [.. architecture.InputShape];
        var sample = shape[^3..];
        if (sample.SequenceEqual(own))
            return false;
        return sample.SequenceEqual([own[1], own[2], own[0]]) || sample[0] != own[0] && sample[2] == own[0];
    }

    /// <summary>The array on the layers' axes.</summary>
    /// <param name="input">(N, C, H, W) or, of a network whose file has it so, (N, H, W, C)</param>
    /// <returns>(N, C, H, W), owned by the caller's dispose scope</returns>
    public static Tensor ToChannelsFirst(Architecture architecture, Tensor input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return input.shape.Length == 4 && IsChannelsLast(architecture, input.shape) ? input.permute([0, 3, 1, 2]).contiguous() : input.alias();
    }
}
