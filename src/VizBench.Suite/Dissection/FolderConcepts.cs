using VizBench.Data.Broden;
using VizBench.Data.ConceptWorld;
using VizBench.Data.Folders;
using VizBench.Data.Images;
using VizBench.Methods.Inputs;
using VizBench.Metrics;
using VizBench.Networks;

namespace VizBench.Suite;

/// <summary>
/// A data set in Broden's layout, as the paper's program reads it: every picture is stretched to the network's input, so that its labels keep their places at
/// their own size; a label that several categories know belongs to the one that shows most of it.
/// </summary>
internal sealed class BrodenConcepts : ConceptDataset
{
    private readonly BrodenDataset _dataset;
    private readonly Dictionary<int, int> _numbers = [];

    internal BrodenConcepts(BrodenDataset dataset, long? limit)
    {
        _dataset = dataset;
        Count = Math.Min(limit ?? long.MaxValue, dataset.Images.Count);
        var concepts = new List<Concept>();
        foreach (var category in dataset.Categories)
        {
            foreach (var label in category.Labels)
            {
                if (!string.Equals(dataset.CategoryOf(label), category.Name, StringComparison.Ordinal))
                    continue;
                // Two codes of a category may stand for one label.
                if (_numbers.TryAdd(label, concepts.Count))
                    concepts.Add(new Concept(dataset.Labels[label], category.Name));
            }
        }

        Concepts = concepts;
        Name = FormattableString.Invariant($"{Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(dataset.Path)))}, {Counted.Of(Count, "image")}");
    }

    public override string Name { get; }

    public override long Count { get; }

    public override IReadOnlyList<Concept> Concepts { get; }

    public override Tensor Input(Network network, long first, long count) => PictureBatch.Read(
        first, count, index => _dataset.Read(_dataset.Images[index]), picture => InputTensors.Filling(picture, network.Architecture, network.dtype, network.device));

    public override ConceptBatch Read(Network network, long first, long count)
    {
        var labels = ParallelReading.Of((int)count, i => LabelsOf(_dataset.Images[(int)first + i]));
        return new ConceptBatch(Input(network, first, count), labels);
    }

    public override RgbImage Seen(Network network, long index)
    {
        using var scope = NewDisposeScope();
        return InputTensors.ToPicture(Input(network, index, 1), 0, network.Architecture.Preprocessing);
    }

    private ConceptLabels LabelsOf(BrodenImage image)
    {
        var size = image.MaskWidth * image.MaskHeight;
        var planes = _dataset.Categories.SelectMany(category => _dataset.ReadLayers(image, category.Name))
            .Select(layer => layer.Mask is { } mask ? Array.ConvertAll(mask, NumberOf) : [.. Enumerable.Repeat(NumberOf(layer.Whole), size)]);
        return ConceptLabels.OfPlanes(image.MaskHeight, image.MaskWidth, Concepts.Count, [.. planes]);
    }

    // A label that no category has a code for is nobody's concept.
    private int NumberOf(ushort label) => _numbers.TryGetValue(label, out var number) ? number + 1 : 0;
}

/// <summary>Pictures of a person's own, as the network sees them: each pixel has the name of its color.</summary>
internal sealed class ColorConcepts(PictureSet pictures, string name) : ConceptDataset
{
    private readonly PictureSequence _pictures = PictureSequence.Of(pictures);

    public override string Name => name;

    public override long Count => pictures.Pictures.Count;

    public override IReadOnlyList<Concept> Concepts { get; } = [.. WorldVocabulary.Colors.Select(color => new Concept(color, WorldVocabulary.NameOf(ConceptCategory.Color)))];

    public override Tensor Input(Network network, long first, long count) => _pictures.Input(network, first, count);

    public override RgbImage Seen(Network network, long index) => _pictures.Seen(network, index);

    public override ConceptBatch Read(Network network, long first, long count)
    {
        var input = Input(network, first, count);
        return new ConceptBatch(input, [.. Enumerable.Range(0, (int)count).Select(i => LabelsOf(InputTensors.ToPicture(input, i, network.Architecture.Preprocessing)))]);
    }

    private ConceptLabels LabelsOf(RgbImage seen)
    {
        var names = new int[seen.Width * seen.Height];
        for (var i = 0; i < names.Length; i++)
            names[i] = ColorNaming.Name(seen.Pixels[3 * i], seen.Pixels[3 * i + 1], seen.Pixels[3 * i + 2]);
        return ConceptLabels.OfPlanes(seen.Height, seen.Width, Concepts.Count, [names]);
    }
}
