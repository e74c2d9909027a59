using VizBench.Data.ConceptWorld;
using VizBench.Networks;

namespace VizBench.Suite;

/// <summary>ConceptWorld's images with all of its concepts: colors, objects, parts, materials, scenes, textures.</summary>
internal sealed class WorldConcepts(WorldOptions options, long images) : ConceptDataset
{
    private static readonly ConceptCategory[] s_categories = Enum.GetValues<ConceptCategory>();

    private readonly World _world = new(options);

    public override string Name { get; } = FormattableString.Invariant($"ConceptWorld {options.Size}×{options.Size}, seed {options.Seed}, images 0 to {images - 1}");

    public override long Count => images;

    public override int MaskPixels => _world.Size * _world.Size;

    public override IReadOnlyList<Concept> Concepts { get; } =
        [.. s_categories.SelectMany(category => WorldVocabulary.Of(category).Select(name => new Concept(name, WorldVocabulary.NameOf(category))))];

    internal override Tensor Input(Network network, long first, long count) => PictureSequence.Of(_world).Input(network, first, count);

    internal override ConceptBatch Read(Network network, long first, long count)
    {
        var samples = PictureBatch.Draw(_world, first, count);
        var (pixels, concepts) = (_world.Size * _world.Size, Concepts.Count);
        var masks = new bool[count * concepts * pixels];
        Parallel.For(0, samples.Length, i => Fill(samples[i], masks.AsSpan(i * concepts * pixels, concepts * pixels), pixels));
        return new ConceptBatch(
            PictureBatch.Of(network, Array.ConvertAll(samples, sample => sample.Image)),
            tensor(masks, [count, concepts, _world.Size, _world.Size], device: network.device));
    }

    private static void Fill(WorldSample sample, Span<bool> masks, int pixels)
    {
        var before = 0;
        foreach (var category in s_categories)
        {
            if (sample.PlaneOf(category) is { } plane)
            {
                for (var pixel = 0; pixel < pixels; pixel++)
                {
                    if (plane[pixel] > 0)
                        masks[(before + plane[pixel] - 1) * pixels + pixel] = true;
                }
            }
            else if (sample.Scene >= 0)
            {
                masks.Slice((before + sample.Scene) * pixels, pixels).Fill(true);
            }

            before += WorldVocabulary.Of(category).Count;
        }
    }
}
