using VizBench.Data.ConceptWorld;
using VizBench.Networks;

namespace VizBench.Suite;

/// <summary>One thing that pixels are labeled with.</summary>
/// <param name="Category">"object", "part", "material", "texture", "color" or "scene" in ConceptWorld and Broden</param>
public sealed record Concept(string Name, string Category);

/// <summary>Some pictures of a dataset with their truth; owned by the caller's dispose scope.</summary>
/// <param name="Input">(N, C, H, W), normalized for the network</param>
/// <param name="Masks">(N, concepts, h, w), boolean</param>
internal sealed record ConceptBatch(Tensor Input, Tensor Masks);

/// <summary>Numbered pictures whose pixels are labeled with concepts. Only those at work are in memory.</summary>
public abstract class ConceptDataset
{
    /// <summary>What it is called in tables.</summary>
    public abstract string Name { get; }

    public abstract long Count { get; }

    /// <summary>Of the masks of one image.</summary>
    public abstract int MaskPixels { get; }

    /// <summary>In the order of the masks.</summary>
    public abstract IReadOnlyList<Concept> Concepts { get; }

    /// <summary>The number of each concept's category, counted from 0 in the order in which they first come.</summary>
    internal int[] Categories
    {
        get
        {
            var names = Concepts.Select(concept => concept.Category).Distinct(StringComparer.Ordinal).ToList();
            return [.. Concepts.Select(concept => names.IndexOf(concept.Category))];
        }
    }

    /// <summary>Images of ConceptWorld, from the first on.</summary>
    public static ConceptDataset Of(WorldOptions options, long images) => new WorldConcepts(options, images);

    /// <summary>Pictures without their truth, (N, C, H, W), normalized for the network; owned by the caller's dispose scope.</summary>
    /// <exception cref="UserError">a picture can't be read</exception>
    internal abstract Tensor Input(Network network, long first, long count);

    /// <exception cref="UserError">a picture or its labels can't be read</exception>
    internal abstract ConceptBatch Read(Network network, long first, long count);
}
