using VizBench.Methods;
using VizBench.Methods.Inputs;
using VizBench.Networks;

namespace VizBench.Suite;

/// <summary>A method over a batch of images.</summary>
/// <param name="Maps">(N, H, W), one number a pixel, float64 on the CPU; owned by the caller's dispose scope</param>
/// <param name="Totals">what each map must add up to; null where nothing says so</param>
internal sealed record AttributionRun(Tensor Maps, IReadOnlyList<double>? Totals)
{
    // Eight images of 224×224.
    private const long PixelsAtOnce = 8 * 224 * 224;

    internal static AttributionRun Of(Method method, Network network, Tensor input, IReadOnlyList<long> targets, EvaluationSettings settings, CancellationToken cancellation)
    {
        // A world's images are few and small; a person's own may be many and large, and methods make copies of each.
        var atOnce = settings.HasOwnPictures ? Math.Max(1, PixelsAtOnce / (input.shape[^1] * input.shape[^2])) : input.shape[0];
        if (input.shape[0] <= atOnce)
            return OfBatch(method, network, input, targets, settings, cancellation);
        using var scope = NewDisposeScope();
        var parts = new List<AttributionRun>();
        for (var start = 0L; start < input.shape[0]; start += atOnce)
        {
            var count = Math.Min(atOnce, input.shape[0] - start);
            parts.Add(OfBatch(method, network, input.narrow(0, start, count), [.. targets.Skip((int)start).Take((int)count)], settings, cancellation));
        }

        return new AttributionRun(
            cat([.. parts.Select(part => part.Maps)]).MoveToOuterDisposeScope(),
            parts[0].Totals is null ? null : [.. parts.SelectMany(part => part.Totals!)]);
    }

    private static AttributionRun OfBatch(Method method, Network network, Tensor input, IReadOnlyList<long> targets, EvaluationSettings settings, CancellationToken cancellation)
    {
        using var scope = NewDisposeScope();
        var probe = new Probe { Network = network, Input = input, Targets = targets, Seed = settings.Seed, Case = "evaluate", Cancellation = cancellation };
        var result = method.RunChecked(probe);
        var maps = Enumerable.Range(0, (int)input.shape[0]).Select(n => MapOf(result.Value.select(0, n), input.shape[^2..])).ToArray();
        return new AttributionRun(stack(maps).MoveToOuterDisposeScope(), result.Totals);
    }

    private static Tensor MapOf(Tensor value, long[] extent)
    {
        var array = TensorArrays.ToNdArray(value);
        var map = AttributionMap.Of(array.ToDoubles(), array.Shape).EnlargedTo((int)extent[0], (int)extent[1]);
        return tensor(map.Values, [map.Height, map.Width]);
    }
}
