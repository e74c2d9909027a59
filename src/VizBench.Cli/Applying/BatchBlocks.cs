using VizBench.Arrays;
using VizBench.Cli.Output;
using VizBench.Methods;

namespace VizBench.Cli.Applying;

/// <summary>
/// A folder's pictures in blocks that fit a processor's memory: what a sample gives does not depend on its place in a batch, so the
/// blocks' results one after the other are the batch's.
/// </summary>
internal static class BatchBlocks
{
    // Eight images of 224×224.
    private const long PixelsAtOnce = 8 * 224 * 224;

    /// <param name="input">(N, C, H, W)</param>
    public static long SizeFor(Tensor input) => Math.Max(1, PixelsAtOnce / (input.shape[^1] * input.shape[^2]));

    /// <summary>What is found of each block, one after the other.</summary>
    public static IReadOnlyList<T> Of<T>(Tensor input, Func<Tensor, IEnumerable<T>> found)
    {
        var all = new List<T>();
        for (var start = 0L; start < input.shape[0]; start += SizeFor(input))
        {
            using var block = input.narrow(0, start, Math.Min(SizeFor(input), input.shape[0] - start));
            all.AddRange(found(block));
        }

        return all;
    }

    /// <summary>A method on the whole batch, block after block.</summary>
    public static MethodResult Run(Method method, Probe probe)
    {
        var (samples, size) = (probe.Input.shape[0], SizeFor(probe.Input));
        if (samples <= size)
            return method.RunChecked(probe);
        var parts = new List<MethodResult>();
        for (var start = 0L; start < samples; start += size)
        {
            var (first, count) = (start, Math.Min(size, samples - start));
            using var block = probe.Input.narrow(0, first, count);
            parts.Add(method.RunChecked(probe with
            {
                Input = block,
                Targets = probe.Targets.Count == samples ? [.. probe.Targets.Skip((int)first).Take((int)count)] : probe.Targets,
                Progress = probe.Progress is { } progress ? new SynchronousProgress<double>(share => progress.Report((first + share * count) / samples)) : null,
            }));
        }

        return Joined(parts);
    }

    private static MethodResult Joined(List<MethodResult> parts) => new(cat([.. parts.Select(part => part.Value)]))
    {
        Scalars = parts[0].Scalars.Keys.ToDictionary(name => name, name => (IReadOnlyList<double>)[.. parts.SelectMany(part => part.Scalars[name])], StringComparer.Ordinal),
        LayerSums = [.. parts[0].LayerSums.Select((sum, i) => new LayerSum(sum.Layer, [.. parts.SelectMany(part => part.LayerSums[i].Values)]))],
        Seconds = parts.TrueForAll(part => part.Seconds is not null) ? parts.Sum(part => part.Seconds) : null,
        Traces = [.. parts.SelectMany(part => part.Traces)],
        Notes = [.. parts.SelectMany(part => part.Notes).Distinct(StringComparer.Ordinal)],
        Maps = parts[0].Maps.Keys.ToDictionary(name => name, name => Joined([.. parts.Select(part => part.Maps[name])]), StringComparer.Ordinal),
        Flows = [.. parts.SelectMany(part => part.Flows)],
    };

    private static NdArray Joined(NdArray[] maps) =>
        NdArray.Of([.. maps.SelectMany(map => map.ToDoubles())], [maps.Sum(map => map.Shape[0]), .. maps[0].Shape.Skip(1)]);
}
