using VizBench.Data.Folders;

namespace VizBench.Suite;

/// <summary>What a case looks at.</summary>
public abstract record CaseInput
{
    /// <summary>The input's share of a case id: kebab-case, file-name safe.</summary>
    public abstract string Id { get; }

    /// <summary>For people: in tables, messages and the golden's JSON.</summary>
    public abstract string Label { get; }
}

/// <summary>An image of ConceptWorld, drawn at the network's input size.</summary>
/// <param name="Seed">which world</param>
/// <param name="Index">which image of it, from 0</param>
public sealed record WorldInput(long Seed, long Index) : CaseInput
{
    public override string Id => $"world-{Slug.Of(Seed)}-{Index}";

    public override string Label => $"world:{Seed}:{Index}";
}

/// <summary>One of the product's own paintings (<see cref="Data.Paintings.Painting"/>), drawn at the network's input size.</summary>
/// <param name="Name">which painting</param>
/// <param name="Seed">another seed is another painting in the same style</param>
public sealed record PaintingInput(string Name, long Seed = 0) : CaseInput
{
    public override string Id => Seed == 0 ? $"painting-{Name}" : $"painting-{Name}-{Slug.Of(Seed)}";

    public override string Label => Seed == 0 ? $"painting:{Name}" : $"painting:{Name}:{Seed}";
}

/// <summary>Nothing: for methods that paint from nothing. Where a picture is shown in its place it is mid-grey.</summary>
/// <param name="Size">the side of the picture to be painted, pixels; null: the network's input size</param>
public sealed record BlankInput(int? Size = null) : CaseInput
{
    /// <summary>The largest side that a picture may have, pixels.</summary>
    internal const int LargestSize = 4096;

    public override string Id => Size is { } size ? $"blank-{size}" : "blank";

    public override string Label => Size is { } size ? $"blank:{size}" : "blank";
}

/// <summary>A PNG or JPEG file, resized and cropped as the network's preprocessing says.</summary>
/// <param name="Path">absolute, or relative to the working folder</param>
public sealed record PictureInput(string Path) : CaseInput
{
    /// <summary>Its path in the folder that it comes from; null for a picture that the suite names itself.</summary>
    public string? Name { get; init; }

    /// <summary>Tells it from an earlier picture of its folder whose name gives the same id; 1 where there is none.</summary>
    public int Number { get; init; } = 1;

    /// <summary>Its class's name, which is its sub-folder's; null: not known.</summary>
    public string? Class { get; init; }

    /// <summary>Its regions; null: not known.</summary>
    public PictureTruth? Truth { get; init; }

    public override string Id => Slug.Of(System.IO.Path.ChangeExtension(Name, null) ?? System.IO.Path.GetFileNameWithoutExtension(Path)) + (Number == 1 ? "" : FormattableString.Invariant($"-{Number}"));

    public override string Label => Name ?? System.IO.Path.GetFileName(Path);

    /// <summary>The pictures of a folder, each with an id of its own.</summary>
    internal static IEnumerable<PictureInput> Of(PictureSet pictures)
    {
        var ids = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var picture in pictures.Pictures)
        {
            var input = new PictureInput(picture.File) { Name = picture.Name, Class = picture.Class, Truth = picture.Truth };
            var number = ids[input.Id] = ids.GetValueOrDefault(input.Id) + 1;
            yield return input with { Number = number };
        }
    }
}
