namespace VizBench.Data.Images;

/// <summary>The weighted sum that makes one pixel of a resized line.</summary>
/// <param name="First">index of the first source pixel</param>
/// <param name="Weights">of it and its successors; their sum is 1</param>
internal readonly record struct ResizeTaps(int First, double[] Weights)
{
    /// <summary>One for each pixel of the result.</summary>
    /// <param name="from">source length</param>
    /// <param name="to">result length</param>
    public static ResizeTaps[] Of(int from, int to)
    {
        var scale = (double)from / to;
        var support = Math.Max(scale, 1);
        var sharpness = scale >= 1 ? 1 / scale : 1;
        var taps = new ResizeTaps[to];
        for (var i = 0; i < to; i++)
        {
            var centre = scale * (i + 0.5);
            var first = Math.Max((int)(centre - support + 0.5), 0);
            var end = Math.Min((int)(centre + support + 0.5), from);
            var weights = new double[end - first];
            var sum = 0.0;
            for (var k = 0; k < weights.Length; k++)
                sum += weights[k] = Math.Max(0, 1 - Math.Abs((k + first - centre + 0.5) * sharpness));
            for (var k = 0; k < weights.Length; k++)
                weights[k] /= sum;
            taps[i] = new ResizeTaps(first, weights);
        }

        return taps;
    }

    public double Apply(ReadOnlySpan<double> line)
    {
        var sum = 0.0;
        for (var k = 0; k < Weights.Length; k++)
            sum += Weights[k] * line[First + k];
        return sum;
    }
}
