namespace VizBench.Metrics;

/// <summary>Where two pictures differ most: a mean over all pixels hides local damage, a window of 8×8 doesn't.</summary>
public static class WorstWindow
{
    /// <summary>The side of a window, pixels.</summary>
    public const int Size = 8;

    private const int Step = Size / 2;

    /// <summary>Where windows begin along an axis: every 4 pixels, and the last one at the border, so that no remainder of rows or columns is left out.</summary>
    /// <param name="length">of the axis; shorter than a window: one that is as long</param>
    public static IEnumerable<int> Starts(int length)
    {
        for (var start = 0; start + Size < length; start += Step)
            yield return start;
        yield return Math.Max(0, length - Size);
    }

    /// <summary>
    /// Two batches (N,C,H,W) → the greatest mean of |a − b| over a window of 8×8 pixels and all channels, for each pair, in the pictures' units; windows every 4
    /// pixels and at the borders, the ones that decide over goldens. Range [0, ∞); NaN where a value in a window is NaN.
    /// </summary>
    /// <param name="result">a</param>
    /// <param name="reference">b, of the same shape</param>
    /// <exception cref="ArgumentException">not (N,C,H,W) twice, or no pixels</exception>
    [Metric(
        "worst-window-error", MetricGroup.Numerical, Unit = "image units", Low = 0, Direction = MetricDirection.LowerIsBetter, Takes = MetricInput.PicturePairs,
        Summary = "greatest mean of |a − b| over a window of 8×8 pixels, remainder rows and columns covered",
        Source = "the goldens' own: windows of 8×8 every 4 pixels and at the borders")]
    public static double[] Of(Tensor result, Tensor reference)
    {
        PicturePairs.Check(result, reference, 1);
        if (result.NumberOfElements == 0)
            throw new ArgumentException($"there are no pixels in {result}", nameof(result));
        using var scope = NewDisposeScope();
        var difference = (result.detach().to(float64) - reference.detach().to(float64)).abs().mean([1], true);
        var (height, width) = ((int)result.shape[2], (int)result.shape[3]);
        var means = nn.functional.avg_pool2d(difference, [Math.Min(Size, height), Math.Min(Size, width)], [1, 1]);
        return BatchRows.Numbers(means.index_select(2, Places(height)).index_select(3, Places(width)).flatten(1).amax(1));

        Tensor Places(int length)
        {
            long[] starts = [.. Starts(length).Select(start => (long)start)];
            return tensor(starts, [starts.Length], device: result.device);
        }
    }
}
