using VizBench.Data.ConceptWorld;
using VizBench.Metrics;
using VizBench.Networks;
using VizBench.Networks.Walks;

namespace VizBench.Suite;

/// <summary>How strongly the images of a dataset excite each class or channel of a network.</summary>
internal sealed class DatasetResponses
{
    private const int AtOnce = 250;
    private readonly double[][] _byUnit;

    private DatasetResponses(double[][] byUnit) => _byUnit = byUnit;

    /// <summary>(N, K): the logits, or the means of a layer's channels; float64 on the CPU.</summary>
    internal static Tensor ResponsesOf(Network network, string? layer, Tensor input, CancellationToken cancellation) =>
        PaintedActivation.Responses(ForwardWalk.Outputs(network, input, [layer ?? network.Architecture.Output.Name], cancellation)[0].to(ScalarType.Float64, CPU));

    internal static DatasetResponses Of(Network network, PaintingSettings settings, CancellationToken cancellation)
    {
        using var grad = no_grad();
        var world = new World(new WorldOptions { Seed = settings.Seed, Size = EvaluationImages.SizeFor(network.Architecture) });
        var rows = new List<double[]>(settings.Images);
        for (var first = 0L; first < settings.Images; first += AtOnce)
        {
            using var scope = NewDisposeScope();
            var images = PictureBatch.Draw(world, first, Math.Min(AtOnce, settings.Images - first));
            var responses = ResponsesOf(network, settings.Layer, PictureBatch.Of(network, [.. images.Select(sample => sample.Image)]), cancellation).contiguous();
            rows.AddRange(responses.data<double>().ToArray().Chunk((int)responses.shape[1]));
        }

        return new DatasetResponses([.. Enumerable.Range(0, rows[0].Length).Select(k => rows.Select(row => row[k]).ToArray())]);
    }

    internal int Count => _byUnit.Length;

    /// <summary>(N, images): for each of these units, by picture, how strongly every image excites it.</summary>
    internal Tensor To(IReadOnlyList<long> units) => tensor([.. units.SelectMany(unit => _byUnit[unit])], [units.Count, _byUnit[0].Length]);
}
