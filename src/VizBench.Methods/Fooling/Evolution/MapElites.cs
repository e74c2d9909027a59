using VizBench.Methods.Optimising;
using VizBench.Networks;
using VizBench.Randomness;

namespace VizBench.Methods.Fooling;

/// <summary>
/// MAP-Elites over the network's classes: each class keeps the picture of which the network is surest that it is one. Each
/// generation breeds from the kept ones, all children are judged in batches, and a child takes every class in which it
/// beats the champion. Mouret and Clune 2015; Nguyen et al. 2015, section 2.2.
/// </summary>
internal sealed class MapElites(Probe probe, Canvas canvas, int population)
{
    private const int AtOnce = 64;
    private readonly long _classes = probe.Network.ClassCount;

    /// <summary>The champion of each class.</summary>
    internal Genome[] Champions { get; private set; } = [];

    /// <summary>The probability of each champion's class, 0 … 1; never falls.</summary>
    internal double[] Confidences { get; private set; } = [];

    /// <param name="first">the first generation's pictures</param>
    /// <param name="observe">told after each generation, from 0</param>
    internal void Run(Func<RandomStream, Genome> first, int generations, Action<int> observe)
    {
        // One hash for the names; each child's stream is a step of a sample.
        var stream = new StreamKey(probe.Seed, probe.Case, "evolution").Open();
        for (var generation = 0; generation < generations; generation++)
        {
            probe.Cancellation.ThrowIfCancellationRequested();
            var children = new Genome[population];
            var (now, parents) = (generation, Champions);
            Parallel.For(0, population, i =>
            {
                var own = stream.At(i, (uint)now);
                children[i] = parents.Length == 0
                    ? first(own)
                    : parents[own.NextInt(parents.Length)].Child(parents[own.NextInt(parents.Length)], now, own);
            });
            Compete(children);
            observe(generation);
        }
    }

    /// <summary>(n, C, H, W) in the network's units.</summary>
    internal Tensor Pictures(IReadOnlyList<Genome> genomes)
    {
        var painted = new byte[genomes.Count][];
        Parallel.For(0, genomes.Count, i => painted[i] = genomes[i].Paint((int)canvas.Height, (int)canvas.Width));
        var bytes = tensor([.. painted.SelectMany(picture => picture)], [genomes.Count, canvas.Channels, canvas.Height, canvas.Width], canvas.Type, canvas.Device);
        return canvas.ToNetwork(bytes / 255);
    }

    private void Compete(Genome[] children)
    {
        var probabilities = Judged(children);
        if (Champions.Length == 0)
            (Champions, Confidences) = ([.. Enumerable.Repeat(children[0], (int)_classes)], [.. Enumerable.Repeat(-1.0, (int)_classes)]);
        for (var child = 0; child < children.Length; child++)
        {
            for (var kind = 0; kind < _classes; kind++)
            {
                if (probabilities[child * _classes + kind] > Confidences[kind])
                    (Champions[kind], Confidences[kind]) = (children[child], probabilities[child * _classes + kind]);
            }
        }
    }

    private double[] Judged(Genome[] genomes)
    {
        var all = new List<double>();
        foreach (var part in genomes.Chunk(AtOnce))
        {
            using var scope = NewDisposeScope();
            using var grad = no_grad();
            var logits = Sight.Logits(probe.Network, Pictures(part), probe.Cancellation);
            all.AddRange(probe.Network.Architecture.Probability.Of(logits.to(ScalarType.Float64, CPU)).contiguous().data<double>().ToArray());
        }

        return [.. all];
    }
}
