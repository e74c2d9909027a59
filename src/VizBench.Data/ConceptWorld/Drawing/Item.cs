namespace VizBench.Data.ConceptWorld.Drawing;

/// <summary>What a thing in the picture is there for.</summary>
internal enum Role
{
    /// <summary>Fills the picture; casts no shadow.</summary>
    Background,

    /// <summary>Belongs to no class.</summary>
    Clutter,

    /// <summary>A part of a class that the picture does not show.</summary>
    Stray,

    /// <summary>The object that gives the picture its class.</summary>
    Main,
}

/// <summary>One thing in the picture: shapes, the later over the earlier, that together cast one shadow.</summary>
internal sealed record Item(Role Role, IReadOnlyList<Shape> Shapes);
