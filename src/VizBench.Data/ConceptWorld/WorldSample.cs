using VizBench.Data.Images;

namespace VizBench.Data.ConceptWorld;

/// <summary>
/// One picture with its truth. A plane holds size × size bytes, row-major, top row first: 0 is "none", k is entry k − 1 of
/// the category's list in <see cref="WorldVocabulary"/>.
/// </summary>
public sealed record WorldSample
{
    public required RgbImage Image { get; init; }

    /// <summary>0-based, into <see cref="WorldVocabulary.Classes"/>; -1 in probes, which show no object.</summary>
    public required int Class { get; init; }

    /// <summary>The variety of the class, for example "conifer" of a tree.</summary>
    public required string SubType { get; init; }

    /// <summary>0-based, into <see cref="WorldVocabulary.Scenes"/>; it holds for the whole picture; -1 in probes.</summary>
    public required int Scene { get; init; }

    public required WorldPose Pose { get; init; }

    /// <summary>The main object's class where the object is visible; stray parts of other classes don't count.</summary>
    public required byte[] Objects { get; init; }

    /// <summary>Parts, of the main object and of strays alike.</summary>
    public required byte[] Parts { get; init; }

    public required byte[] Materials { get; init; }

    public required byte[] Textures { get; init; }

    /// <summary>The basic colour name of every pixel of <see cref="Image"/>; never 0.</summary>
    public required byte[] Colors { get; init; }

    /// <summary>1 where a planted mark covers the picture; empty in worlds without marks.</summary>
    public byte[] Mark { get; init; } = [];

    /// <summary>A category's plane; null for scenes, which hold for the whole picture.</summary>
    public byte[]? PlaneOf(ConceptCategory category) => category switch
    {
        ConceptCategory.Color => Colors,
        ConceptCategory.Object => Objects,
        ConceptCategory.Part => Parts,
        ConceptCategory.Material => Materials,
        ConceptCategory.Texture => Textures,
        _ => null,
    };
}
