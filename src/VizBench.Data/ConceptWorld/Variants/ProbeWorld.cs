using VizBench.Data.ConceptWorld.Composing;
using VizBench.Data.ConceptWorld.Drawing;

namespace VizBench.Data.ConceptWorld.Variants;

/// <summary>
/// One colour, texture, material or part alone on plain grey, over extents, places and contrasts. Of one concept all
/// pictures show the same thing: only the setting changes. Contrast runs fastest, then the column, the row, the extent, the
/// concept. A sample has no class and no scene (-1); its variety is the concept's name.
/// </summary>
/// <exception cref="UserError">an option is out of range</exception>
public sealed class ProbeWorld : IWorldSource
{
    private const int Background = 0x8c8c8c;

    private readonly ProbeOptions _options;
    private readonly Shape[][] _concepts;
    private readonly int _first;

    public ProbeWorld(ProbeOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.World.Check();
        options.Check();
        _options = options;
        var names = WorldVocabulary.Of(options.Category);
        _first = options.Concept ?? 0;
        var count = options.Concept is null ? names.Count : 1;
        _concepts = [.. Enumerable.Range(_first, count).Select(concept => ProbeSubjects.Of(options.Category, concept, options.World.Seed))];
    }

    public int Size => _options.World.Size;

    public long? Count => (long)_concepts.Length * _options.Extents.Count * _options.Places * _options.Places * _options.Contrasts.Count;

    /// <summary>What picture <paramref name="index"/> shows.</summary>
    /// <exception cref="UserError">there is no such picture</exception>
    public ProbeSetting SettingOf(long index)
    {
        if (index < 0 || index >= Count)
            throw new UserError($"probes: image {index} does not exist; there are {Count}, counted from 0");
        var contrast = Digit(_options.Contrasts.Count);
        var column = Digit(_options.Places);
        var row = Digit(_options.Places);
        var extent = Digit(_options.Extents.Count);
        return new ProbeSetting(_first + (int)index, _options.Extents[extent], column, row, _options.Contrasts[contrast]);

        int Digit(int count)
        {
            var digit = (int)(index % count);
            index /= count;
            return digit;
        }
    }

    /// <inheritdoc/>
    public WorldSample Draw(long index)
    {
        var setting = SettingOf(index);
        var extent = Placement.Side * setting.Extent / 100;
        var pose = new WorldPose(Middle(setting.Column, extent), Middle(setting.Row, extent), extent / 2, 0);
        var shapes = _concepts[setting.Concept - _first];
        var (x, y, length) = Strays.Bounds(shapes);
        var factor = (int)(256L * extent / length);
        var ground = new Sketch(ProbeSubjects.Dice(_options.World.Seed), Placement.WholePicture, Rgb.Hex(Background));
        ground.Rectangle(-1010, -1010, 1010, 1010).Fill(new Paint(Material.None, Rgb.Hex(Background)) { Volume = Volume.Even });
        Item[] items =
        [
            new(Role.Background, ground.Shapes),
            new(Role.Clutter, [.. shapes.Select(shape => shape.Moved(x, y, pose.CentreX, pose.CentreY, factor))]),
        ];
        // A part needs light to look like itself; a surface is to be seen as it is.
        var towards = _options.Category == ConceptCategory.Part ? -180 : 0;
        var light = new Light(towards, towards, 256, 256, 256, 0, 0);
        var name = WorldVocabulary.Of(_options.Category)[setting.Concept];
        var sample = Renderer.ForThisThread(Size).Render(new Composition(-1, name, -1, pose, light, items));
        return setting.Contrast == 100 ? sample : Faded(sample, setting.Contrast);
    }

    // The middles of n equal steps over the places where the concept lies wholly inside.
    private int Middle(int place, int extent) => extent / 2 + (2 * place + 1) * (Placement.Side - extent) / (2 * _options.Places);

    private static WorldSample Faded(WorldSample sample, int contrast)
    {
        var pixels = sample.Image.Pixels;
        for (var i = 0; i < pixels.Length; i++)
        {
            const int Grey = Background & 0xff;
            pixels[i] = (byte)(Grey + (pixels[i] - Grey) * contrast / 100);
        }

        return sample with { Colors = Exposure.NameColors(pixels) };
    }
}
