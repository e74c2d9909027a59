using VizBench.Data.Images;

namespace VizBench.Data.ConceptWorld.Drawing;

/// <summary>
/// Draws a composition at one size: a pure function of the two. It keeps its buffers, so a thread has one of its own.
/// </summary>
internal sealed class Renderer(int size)
{
    private const int HalfCovered = Coverage.Full / 2;

    [ThreadStatic]
    private static Renderer? _ofThisThread;

    private readonly Layer _picture = new(size);
    private readonly Layer _item = new(size);
    private readonly Brush _brush = new(size);
    private readonly Shadow _shadow = new(size);

    public static Renderer ForThisThread(int size) =>
        _ofThisThread is { } renderer && renderer.Size == size ? renderer : _ofThisThread = new Renderer(size);

    private int Size => size;

    public WorldSample Render(Composition composition)
    {
        var objects = new byte[size * size];
        _picture.Clear();
        foreach (var item in composition.Items)
        {
            if (item.Role == Role.Background)
            {
                _brush.Draw(item, _picture, composition.Light);
                continue;
            }

            _item.Clear();
            _brush.Draw(item, _item, composition.Light);
            _shadow.Cast(_item, _picture, composition.Light);
            LayOn(item.Role == Role.Main ? (byte)(composition.Class + 1) : (byte)0, objects, composition.Light);
        }

        var pixels = Exposure.Develop(_picture, composition.Light, size);
        return new WorldSample
        {
            Image = new RgbImage(size, size, pixels),
            Class = composition.Class,
            SubType = composition.SubType,
            Scene = composition.Scene,
            Pose = composition.Pose,
            Objects = objects,
            Parts = _picture.Part.AsSpan().ToArray(),
            Materials = _picture.Material.AsSpan().ToArray(),
            Textures = _picture.Texture.AsSpan().ToArray(),
            Colors = Exposure.NameColors(pixels),
        };
    }

    private void LayOn(byte label, byte[] objects, Light light)
    {
        for (var y = _item.Top; y < _item.Bottom; y++)
        {
            for (var i = y * size + _item.Left; i < y * size + _item.Right; i++)
            {
                var share = _item.Share[i];
                if (share == 0)
                    continue;
                var rest = Coverage.Full - share;
                var rim = Rim(i, y, share, light);
                _picture.Red[i] = Lit(_item.Red[i], rim) + (_picture.Red[i] * rest >> 8);
                _picture.Green[i] = Lit(_item.Green[i], rim) + (_picture.Green[i] * rest >> 8);
                _picture.Blue[i] = Lit(_item.Blue[i], rim) + (_picture.Blue[i] * rest >> 8);
                if (share < HalfCovered)
                    continue;
                _picture.Part[i] = _item.Part[i];
                _picture.Material[i] = _item.Material[i];
                _picture.Texture[i] = _item.Texture[i];
                objects[i] = label;
            }
        }
    }

    // The item's outline catches the light on one side and loses it on the other, as a thick cut-out does.
    private int Rim(int i, int y, int share, Light light)
    {
        var column = i - y * size;
        var above = y > 0 ? _item.Share[i - size] : share;
        var below = y < size - 1 ? _item.Share[i + size] : share;
        var left = column > 0 ? _item.Share[i - 1] : share;
        var right = column < size - 1 ? _item.Share[i + 1] : share;
        return (light.TowardsY * (above - below) + light.TowardsX * (left - right)) >> 10;
    }

    private static int Lit(int value, int rim) => value * (256 + Math.Clamp(rim, -56, 40)) >> 8;
}
