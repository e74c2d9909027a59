using VizBench.Data.ConceptWorld;
using VizBench.Methods;
using VizBench.Methods.Maximisation;
using VizBench.Methods.Optimising;
using VizBench.Networks;

namespace VizBench.Suite;

/// <summary>Pictures of some classes or units, several of each.</summary>
/// <param name="Units">class or channel of each picture</param>
/// <param name="Pictures">(N, 3, H, W), in the network's units, of its input's size; owned by the caller's dispose scope</param>
internal sealed record PaintedPictures(IReadOnlyList<long> Units, Tensor Pictures)
{
    /// <summary>What a method paints of all units, from each of the seeds.</summary>
    internal static PaintedPictures By(Method method, Network network, int units, PaintingSettings settings, CancellationToken cancellation)
    {
        using var scope = NewDisposeScope();
        long[] all = [.. Enumerable.Range(0, units).Select(unit => (long)unit)];
        var (owners, pictures) = (new List<long>(), new List<Tensor>());
        // Those that paint several pictures of a class already tell how much these differ; and the same picture again is no further one.
        var seeds = method is SeveralPictures || !method.DependsOnSeed ? 1 : settings.Seeds;
        for (var seed = 0; seed < seeds; seed++)
        {
            var probe = new Probe
            {
                Network = network,
                Input = zeros([1, .. network.Architecture.InputShape], network.dtype, network.device),
                Targets = settings.Layer is null ? all : [],
                Layer = settings.Layer,
                Units = settings.Layer is null ? [] : [.. all.Select(unit => new Unit(unit))],
                Seed = settings.Seed + seed,
                Case = "judge paintings",
                Cancellation = cancellation,
            };
            var value = method.RunChecked(probe).Value;
            foreach (var part in method is SeveralPictures ? SideBySide.Parts(value, network.Architecture.InputShape[2]) : [value])
            {
                owners.AddRange(all);
                // Of a larger picture the network sees the middle.
                pictures.Add(new CentreCropTo(network.Architecture.InputShape[1], network.Architecture.InputShape[2]).Of(part).Value);
            }
        }

        return new PaintedPictures(owners, cat([.. pictures]).MoveToOuterDisposeScope());
    }

    /// <summary>Images of each class from the dataset, as many as seeds.</summary>
    internal static PaintedPictures FromDataset(Network network, PaintingSettings settings)
    {
        var world = new World(new WorldOptions { Seed = settings.Seed, Size = EvaluationImages.SizeFor(network.Architecture) });
        var count = settings.Seeds * World.Classes.Count;
        var samples = PictureBatch.Draw(world, 0, count);
        return new PaintedPictures([.. samples.Select(sample => (long)sample.Class)], PictureBatch.Of(network, [.. samples.Select(sample => sample.Image)]));
    }

    /// <summary>Where the pictures of one unit stand.</summary>
    internal long[] Places(long unit) => [.. Enumerable.Range(0, Units.Count).Where(i => Units[i] == unit).Select(i => (long)i)];

    /// <summary>Of a value of each picture the mean of each unit, units in order: pictures of one unit are too alike to count as many.</summary>
    internal double[] MeansOf(double[] values) => [.. Units.Distinct().Order().Select(unit => Places(unit).Average(place => values[place]))];
}
