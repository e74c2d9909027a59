namespace VizBench.Data.ConceptWorld.Variants;

/// <summary>A planted shortcut: a small mark that gives one class away.</summary>
public sealed record ShortcutOptions
{
    public const int SmallestMark = 4;
    public const int LargestMark = 50;

    public WorldOptions World { get; init; } = new();

    /// <summary>The class whose images are marked, 0-based.</summary>
    public int Class { get; init; }

    /// <summary>How many of 1000 images of the class carry the mark, on average. A larger share keeps the marks of a smaller one.</summary>
    public int PerMille { get; init; } = 900;

    /// <summary>The side of the mark in per cent of the picture's, 4 .. 50; it has at least 3 pixels.</summary>
    public int MarkPercent { get; init; } = 10;

    /// <exception cref="UserError">no such class, or a number outside its range</exception>
    internal void Check()
    {
        if (Class < 0 || Class >= WorldVocabulary.Classes.Count)
            throw new UserError($"shortcut: there is no class {Class}; classes are 0 .. {WorldVocabulary.Classes.Count - 1}");
        if (PerMille is < 0 or > 1000)
            throw new UserError($"shortcut: {PerMille} of 1000 images can't be marked; choose a share of 0 .. 1000");
        if (MarkPercent is < SmallestMark or > LargestMark)
            throw new UserError($"shortcut: a mark of {MarkPercent} % of the side is outside {SmallestMark} .. {LargestMark}; choose a size between the two");
    }
}
