namespace VizBench.Data.ConceptWorld.Variants;

/// <summary>What happens to the main object.</summary>
public enum TransformKind
{
    /// <summary>Moved along x; the reach is in per cent of the picture's side.</summary>
    TranslateX,

    /// <summary>Moved along y; the reach is in per cent of the picture's side.</summary>
    TranslateY,

    /// <summary>Scaled; the reach is in per cent of the object's own size.</summary>
    Scale,

    /// <summary>Turned clockwise; the reach is in degrees.</summary>
    Rotate,
}

/// <summary>Scenes in steps of one transformation, from −reach to +reach.</summary>
public sealed record TransformOptions
{
    public const int MostSteps = 1001;

    public WorldOptions World { get; init; } = new();

    public TransformKind Kind { get; init; }

    /// <summary>2 .. 1001; with an odd number the middle step is the scene as it is.</summary>
    public int Steps { get; init; } = 9;

    /// <summary>At most 100 for translations, 90 for scale, 360 for rotation; null takes 25, 50 and 90.</summary>
    public int? Reach { get; init; }

    /// <summary>The reach that holds.</summary>
    public int EffectiveReach => Reach ?? Kind switch
    {
        TransformKind.Scale => 50,
        TransformKind.Rotate => 90,
        _ => 25,
    };

    /// <exception cref="UserError">a number outside its range</exception>
    internal void Check()
    {
        if (Steps is < 2 or > MostSteps)
            throw new UserError($"transforms: {Steps} steps are outside 2 .. {MostSteps}; choose a number between the two");
        var most = Kind switch
        {
            TransformKind.Scale => 90,
            TransformKind.Rotate => 360,
            _ => 100,
        };
        if (EffectiveReach < 1 || EffectiveReach > most)
            throw new UserError($"transforms: a reach of {EffectiveReach} is outside 1 .. {most}; choose one between the two");
    }
}
