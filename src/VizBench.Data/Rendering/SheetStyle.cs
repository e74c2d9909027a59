namespace VizBench.Data.Rendering;

/// <summary>How a <see cref="ContactSheet"/> looks. Lengths are pixels.</summary>
public sealed record SheetStyle
{
    /// <summary>White paper, dark ink.</summary>
    public static SheetStyle Light { get; } = new();

    /// <summary>Dark ground, light ink: for reports on a screen.</summary>
    public static SheetStyle Dark { get; } = new()
    {
        Background = (24, 24, 27),
        Ink = (228, 228, 231),
        FaintInk = (161, 161, 170),
        Frame = (63, 63, 70),
    };

    public (byte R, byte G, byte B) Background { get; init; } = (255, 255, 255);

    /// <summary>Title and headers.</summary>
    public (byte R, byte G, byte B) Ink { get; init; } = (24, 24, 27);

    /// <summary>Captions.</summary>
    public (byte R, byte G, byte B) FaintInk { get; init; } = (82, 82, 91);

    /// <summary>A line of one pixel around each picture: maps whose zero is near-white would bleed into the paper. Null: none.</summary>
    public (byte R, byte G, byte B)? Frame { get; init; } = (212, 212, 216);

    /// <summary>Around the sheet.</summary>
    public int Margin { get; init; } = 12;

    /// <summary>Between cells.</summary>
    public int Gap { get; init; } = 8;

    /// <summary>No column is narrower, so that labels can be read.</summary>
    public int MinColumnWidth { get; init; } = 64;

    /// <summary>The row headers' column is at most so wide; longer ones are broken into lines.</summary>
    public int MaxRowHeaderWidth { get; init; } = 120;

    /// <summary>Pixels per font pixel of headers and captions; the title is twice as large.</summary>
    public int TextScale { get; init; } = 1;

    /// <summary>Lines that one header or caption may take; beside a picture, as many as its height holds.</summary>
    public int MaxLines { get; init; } = 2;
}
