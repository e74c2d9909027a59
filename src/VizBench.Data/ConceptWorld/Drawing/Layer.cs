namespace VizBench.Data.ConceptWorld.Drawing;

/// <summary>One item's pixels before they are laid on the picture: colours times their share, shares, and labels.</summary>
internal sealed class Layer(int size)
{
    public readonly int[] Red = new int[size * size];
    public readonly int[] Green = new int[size * size];
    public readonly int[] Blue = new int[size * size];

    /// <summary>Covered share, 0 .. 256.</summary>
    public readonly int[] Share = new int[size * size];

    public readonly byte[] Part = new byte[size * size];
    public readonly byte[] Material = new byte[size * size];
    public readonly byte[] Texture = new byte[size * size];

    public int Left { get; private set; }

    public int Right { get; private set; }

    public int Top { get; private set; }

    public int Bottom { get; private set; }

    /// <summary>Empties the layer and makes its used area empty.</summary>
    public void Clear()
    {
        for (var y = Top; y < Bottom; y++)
        {
            var (start, length) = (y * size + Left, Right - Left);
            Red.AsSpan(start, length).Clear();
            Green.AsSpan(start, length).Clear();
            Blue.AsSpan(start, length).Clear();
            Share.AsSpan(start, length).Clear();
            Part.AsSpan(start, length).Clear();
            Material.AsSpan(start, length).Clear();
            Texture.AsSpan(start, length).Clear();
        }

        (Left, Right, Top, Bottom) = (size, 0, size, 0);
    }

    public void Use(Coverage area)
    {
        Left = Math.Min(Left, area.Left);
        Right = Math.Max(Right, area.Right);
        Top = Math.Min(Top, area.Top);
        Bottom = Math.Max(Bottom, area.Bottom);
    }
}
