using VizBench.Data.ConceptWorld;
using VizBench.Data.ConceptWorld.Variants;
using VizBench.Data.Images;
using VizBench.Metrics;
using VizBench.Networks;

namespace VizBench.Suite;

/// <summary>Images of ConceptWorld, or its pictures of single concepts, labeled in some of its categories.</summary>
internal sealed class WorldConcepts(string name, IWorldSource source, long images, IReadOnlyList<ConceptCategory> categories) : ConceptDataset
{
    private readonly PictureSequence _pictures = PictureSequence.Of(source);

    public override string Name => name;

    public override long Count => images;

    public override IReadOnlyList<Concept> Concepts { get; } =
        [.. categories.SelectMany(category => WorldVocabulary.Of(category).Select(concept => new Concept(concept, WorldVocabulary.NameOf(category))))];

    /// <summary>Images from the first on, with all that they show: colors, objects, parts, materials, scenes, textures.</summary>
    internal static WorldConcepts Whole(WorldOptions options, long images) => new(
        FormattableString.Invariant($"ConceptWorld {options.Size}×{options.Size}, seed {options.Seed}, images 0 to {images - 1}"), new World(options), images, Enum.GetValues<ConceptCategory>());

    /// <summary>Single concepts on plain gray at full contrast, in three extents and at nine places.</summary>
    internal static WorldConcepts Probes(WorldOptions options, IReadOnlyList<ConceptCategory> categories)
    {
        var source = new ProbeSequence(options, categories);
        return new WorldConcepts(
            FormattableString.Invariant($"ConceptWorld's single concepts {options.Size}×{options.Size}, seed {options.Seed}, {Counted.Of(source.Count!.Value, "picture")} of {string.Join(", ", categories.Select(WorldVocabulary.NameOf))}"),
            source, source.Count!.Value, categories);
    }

    public override Tensor Input(Network network, long first, long count) => _pictures.Input(network, first, count);

    public override RgbImage Seen(Network network, long index) => _pictures.Seen(network, index);

    public override ConceptBatch Read(Network network, long first, long count)
    {
        var samples = PictureBatch.Draw(source, first, count);
        var labels = new ConceptLabels[samples.Length];
        Parallel.For(0, samples.Length, i => labels[i] = LabelsOf(samples[i]));
        return new ConceptBatch(PictureBatch.Of(network, Array.ConvertAll(samples, sample => sample.Image)), labels);
    }

    private ConceptLabels LabelsOf(WorldSample sample)
    {
        var (before, size) = (0, source.Size * source.Size);
        var planes = new List<int[]>();
        foreach (var category in categories)
        {
            var first = before;
            if (sample.PlaneOf(category) is { } plane)
                planes.Add(Array.ConvertAll(plane, label => label > 0 ? first + label : 0));
            else if (sample.Scene >= 0)
                planes.Add([.. Enumerable.Repeat(first + sample.Scene + 1, size)]);
            before += WorldVocabulary.Of(category).Count;
        }

        return ConceptLabels.OfPlanes(source.Size, source.Size, Concepts.Count, planes);
    }
}

/// <summary>Pictures of single concepts of several categories, one category after the other.</summary>
internal sealed class ProbeSequence(WorldOptions world, IReadOnlyList<ConceptCategory> categories) : IWorldSource
{
    private readonly ProbeWorld[] _worlds = [.. categories.Select(category => new ProbeWorld(new ProbeOptions { World = world, Category = category, Extents = [30, 50, 80], Contrasts = [100] }))];

    public int Size => world.Size;

    public long? Count => _worlds.Sum(one => one.Count!.Value);

    /// <exception cref="UserError">there is no such picture</exception>
    public WorldSample Draw(long index)
    {
        var (place, within) = Find(index);
        return _worlds[place].Draw(within);
    }

    /// <summary>The category of a picture, and which of its concepts it shows.</summary>
    internal (ConceptCategory Category, int Concept) ShownBy(long index)
    {
        var (place, within) = Find(index);
        return (categories[place], _worlds[place].SettingOf(within).Concept);
    }

    private (int World, long Index) Find(long index)
    {
        var place = 0;
        while (place < _worlds.Length - 1 && index >= _worlds[place].Count)
            index -= _worlds[place++].Count!.Value;
        return (place, index);
    }
}
