namespace VizBench.Data.ConceptWorld.Variants;

/// <summary>Pictures of single concepts on a plain background, for tuning curves.</summary>
public sealed record ProbeOptions
{
    public WorldOptions World { get; init; } = new();

    /// <summary>Color, Part, Material or Texture: what can be shown alone.</summary>
    public ConceptCategory Category { get; init; } = ConceptCategory.Texture;

    /// <summary>0-based into the category's names; null shows all of them in turn.</summary>
    public int? Concept { get; init; }

    /// <summary>The concept's extents in per cent of the picture's side.</summary>
    public IReadOnlyList<int> Extents { get; init; } = [15, 30, 50, 80];

    /// <summary>Places along each axis: n × n middles, so spaced that the concept always lies inside the picture.</summary>
    public int Places { get; init; } = 3;

    /// <summary>Contrasts to the background in per cent.</summary>
    public IReadOnlyList<int> Contrasts { get; init; } = [25, 50, 75, 100];

    /// <exception cref="UserError">a category or concept that can't be shown alone, or a number outside its range</exception>
    internal void Check()
    {
        if (Category is ConceptCategory.Object or ConceptCategory.Scene)
            throw new UserError($"probes: a category of {Category} can't be shown alone; take Color, Part, Material or Texture");
        var names = WorldVocabulary.Of(Category);
        if (Concept is { } concept && (concept < 0 || concept >= names.Count))
            throw new UserError($"probes: there is no concept {concept} in {Category}; they are 0 .. {names.Count - 1}");
        if (Places is < 1 or > 64)
            throw new UserError($"probes: {Places} places along an axis are outside 1 .. 64; choose a number between the two");
        Check("extents", Extents, 1);
        Check("contrasts", Contrasts, 0);
    }

    private static void Check(string what, IReadOnlyList<int> values, int least)
    {
        if (values.Count is 0 or > 100 || values.Any(value => value < least || value > 100))
            throw new UserError($"probes: {what} are 1 to 100 numbers of {least} .. 100 per cent");
    }
}

/// <summary>What one probe shows.</summary>
/// <param name="Concept">0-based into the category's names</param>
/// <param name="Extent">per cent of the picture's side</param>
/// <param name="Column">which place along x, 0-based</param>
/// <param name="Row">which place along y, 0-based</param>
/// <param name="Contrast">per cent</param>
public readonly record struct ProbeSetting(int Concept, int Extent, int Column, int Row, int Contrast);
