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
    public override string Id => Slug.Of(System.IO.Path.GetFileNameWithoutExtension(Path));

    public override string Label => System.IO.Path.GetFileName(Path);
}
