using VizBench.Data.Broden;
using VizBench.Data.ConceptWorld;
using VizBench.Data.Folders;
using VizBench.Data.Images;
using VizBench.Metrics;
using VizBench.Networks;

namespace VizBench.Suite;

/// <summary>One thing that pixels are labeled with.</summary>
/// <param name="Category">"object", "part", "material", "texture", "color" or "scene" in ConceptWorld and Broden</param>
public sealed record Concept(string Name, string Category);

/// <summary>Some pictures of a dataset with their truth.</summary>
/// <param name="Input">(N, C, H, W), normalized for the network; owned by the caller's dispose scope</param>
/// <param name="Labels">of each picture; pictures may differ in their labels' size</param>
public sealed record ConceptBatch(Tensor Input, IReadOnlyList<ConceptLabels> Labels);

/// <summary>Numbered pictures whose pixels are labeled with concepts. Only those at work are in memory.</summary>
public abstract class ConceptDataset
{
    /// <summary>What it is called in tables.</summary>
    public abstract string Name { get; }

    public abstract long Count { get; }

    /// <summary>In the order of their numbers.</summary>
    public abstract IReadOnlyList<Concept> Concepts { get; }

    /// <summary>The number of each concept's category, counted from 0 in the order in which they first come.</summary>
    public IReadOnlyList<int> Categories
    {
        get
        {
            var names = Concepts.Select(concept => concept.Category).Distinct(StringComparer.Ordinal).ToList();
            return (int[])[.. Concepts.Select(concept => names.IndexOf(concept.Category))];
        }
    }

    /// <summary>Images of ConceptWorld, from the first on, with all of its concepts.</summary>
    /// <exception cref="UserError">a size that a world can't have</exception>
    public static ConceptDataset Of(WorldOptions options, long images) => WorldConcepts.Whole(options, images);

    /// <summary>ConceptWorld's pictures of single concepts: of some categories, all concepts.</summary>
    /// <exception cref="UserError">a category that can't be shown alone, or a size that a world can't have</exception>
    public static ConceptDataset OfProbes(WorldOptions options, IReadOnlyList<ConceptCategory> categories) => WorldConcepts.Probes(options, categories);

    /// <summary>A folder in Broden's layout.</summary>
    /// <param name="limit">only the first so many images; null: all</param>
    public static ConceptDataset Of(BrodenDataset dataset, long? limit) => new BrodenConcepts(dataset, limit);

    /// <summary>Pictures of a person's own, whose pixels are labeled with the names of their colors: these are known of any picture.</summary>
    /// <param name="name">what they are called in tables</param>
    public static ConceptDataset OfColors(PictureSet pictures, string name) => new ColorConcepts(pictures, name);

    /// <summary>Pictures without their truth, (N, C, H, W), normalized for the network; owned by the caller's dispose scope.</summary>
    /// <exception cref="UserError">a picture can't be read</exception>
    public abstract Tensor Input(Network network, long first, long count);

    /// <exception cref="UserError">a picture or its labels can't be read</exception>
    public abstract ConceptBatch Read(Network network, long first, long count);

    /// <summary>What the network sees of a picture, as large as its input.</summary>
    public abstract RgbImage Seen(Network network, long index);
}
