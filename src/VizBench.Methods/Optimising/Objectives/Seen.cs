namespace VizBench.Methods.Optimising;

/// <summary>What an objective looks at: the outputs of the layers that it named.</summary>
/// <param name="outputs">by layer: (N, C, h, w) or (N, features)</param>
/// <param name="samples">how many pictures are optimised</param>
internal sealed class Seen(IReadOnlyDictionary<string, Tensor> outputs, int samples)
{
    internal Tensor this[string layer] => outputs[layer];

    /// <summary>Where the transforms made several views of each picture, they follow each other: how many.</summary>
    internal int Views(string layer) => (int)(outputs[layer].shape[0] / samples);

    /// <summary>A value of each view → the mean over each picture's views, (N).</summary>
    internal Tensor PerSample(Tensor perView) => perView.shape[0] == samples ? perView : perView.reshape(samples, -1).mean([1]);

    /// <summary>One of something for each picture → one for each view.</summary>
    internal long[] ForViews(string layer, IReadOnlyList<long> perSample) =>
        [.. perSample.SelectMany(value => Enumerable.Repeat(value, Views(layer)))];
}
