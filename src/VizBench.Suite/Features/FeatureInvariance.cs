using VizBench.Data.ConceptWorld;
using VizBench.Data.ConceptWorld.Variants;
using VizBench.Networks;
using VizBench.Networks.Walks;

namespace VizBench.Suite;

/// <summary>One image under one transformation.</summary>
/// <param name="Transform">what happens to the main object</param>
/// <param name="Image">its number in the world</param>
/// <param name="Class">its class</param>
/// <param name="Amounts">of each step: per cent of the picture's side, per cent of the object's size, degrees; 0 in the middle</param>
/// <param name="First">Euclidean distance of the first layer's features from those of the image as it is</param>
/// <param name="Top">the same of the features that the scores are made from</param>
/// <param name="Probability">of the true class</param>
public sealed record InvarianceCurve(
    TransformKind Transform, long Image, string Class, IReadOnlyList<double> Amounts, IReadOnlyList<double> First, IReadOnlyList<double> Top, IReadOnlyList<double> Probability);

/// <summary>
/// How much a network's features and its answer change when the object is moved, scaled or turned. Zeiler and Fergus 2014,
/// figure 5. The object is drawn anew in each pose; its surroundings stay.
/// </summary>
public static class FeatureInvariance
{
    /// <summary>Translation, scale and rotation, as in the figure.</summary>
    public static IReadOnlyList<TransformKind> Transforms { get; } = [TransformKind.TranslateY, TransformKind.Scale, TransformKind.Rotate];

    /// <param name="first">a low layer</param>
    /// <param name="top">a high layer</param>
    /// <param name="images">how many images, from the first of the world</param>
    /// <param name="steps">odd, so that the middle one is the image as it is</param>
    /// <exception cref="UserError">the network knows other classes than the world's, or has no such layer</exception>
    public static IReadOnlyList<InvarianceCurve> Of(
        Network network, string first, string top, WorldOptions world, int images, int steps, IProgress<double>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentOutOfRangeException.ThrowIfZero(steps % 2);
        WorldClasses.Check(network.Architecture, "invariance looks at the true class");
        var curves = new List<InvarianceCurve>();
        foreach (var transform in Transforms)
        {
            var options = new TransformOptions { World = world, Kind = transform, Steps = steps };
            for (var image = 0L; image < images; image++)
            {
                curves.Add(CurveOf(network, first, top, options, image, cancellation));
                progress?.Report(curves.Count / (double)(images * Transforms.Count));
            }
        }

        return curves;
    }

    private static InvarianceCurve CurveOf(Network network, string first, string top, TransformOptions options, long image, CancellationToken cancellation)
    {
        using var scope = NewDisposeScope();
        using var grad = no_grad();
        var samples = PictureBatch.Draw(new TransformedWorld(options), image * options.Steps, options.Steps);
        var input = PictureBatch.Of(network, Array.ConvertAll(samples, sample => sample.Image));
        var outputs = ForwardWalk.Outputs(network, input, [first, top, network.Architecture.Output.Name], cancellation);
        var (classIndex, last) = (samples[0].Class, options.Steps - 1);
        return new InvarianceCurve(
            options.Kind, image, World.Classes[classIndex], [.. Enumerable.Range(0, options.Steps).Select(step => (2.0 * step / last - 1) * options.EffectiveReach)],
            Distances(outputs[0]), Distances(outputs[1]), Doubles(network.Architecture.Probability.Of(outputs[2]).select(1, classIndex)));
    }

    private static double[] Distances(Tensor features)
    {
        var flat = features.to(ScalarType.Float64).reshape(features.shape[0], -1);
        var difference = flat - flat.narrow(0, flat.shape[0] / 2, 1);
        return Doubles((difference * difference).sum(1).sqrt());
    }

    private static double[] Doubles(Tensor values) => values.to(ScalarType.Float64, CPU).contiguous().data<double>().ToArray();
}
