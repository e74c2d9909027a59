using VizBench.Data.ConceptWorld.Materials;
using VizBench.Data.ConceptWorld.Textures;

namespace VizBench.Data.ConceptWorld.Drawing;

/// <summary>Paints shapes on a layer: coverage, pattern, material and light of each row of pixels, then "over".</summary>
internal sealed class Brush(int size)
{
    private const int HalfCovered = Coverage.Full / 2;
    private const int ContactShadow = 64; // 1/256 of black where a shape lies on another

    private readonly Coverage _coverage = new(size);
    private readonly int[] _shares = new int[size];
    private readonly int[] _light = new int[size];
    private readonly int[] _mix = new int[size];

    public void Draw(Item item, Layer layer, Light light)
    {
        var first = true;
        foreach (var shape in item.Shapes)
        {
            if (!first && item.Role != Role.Background && shape.Paint.Alpha == Coverage.Full)
                DrawContactShadow(shape, layer, light);
            first = false;
            DrawShape(shape, layer, light);
        }
    }

    // Where a shape lies on what its item has drawn before, it darkens a rim on the side away from the light.
    private void DrawContactShadow(Shape shape, Layer layer, Light light)
    {
        if (!_coverage.Add(shape, -light.TowardsX * size >> 6, -light.TowardsY * size >> 6))
            return;
        var shares = _shares.AsSpan(0, _coverage.Right - _coverage.Left);
        for (var y = _coverage.Top; y < _coverage.Bottom; y++)
        {
            _coverage.Sweep(y, shares);
            var start = y * size + _coverage.Left;
            var red = layer.Red.AsSpan(start, shares.Length);
            var green = layer.Green.AsSpan(start, shares.Length);
            var blue = layer.Blue.AsSpan(start, shares.Length);
            for (var i = 0; i < shares.Length; i++)
            {
                if (shares[i] == 0)
                    continue;
                var left = Coverage.Full - (shares[i] * ContactShadow >> 8);
                red[i] = red[i] * left >> 8;
                green[i] = green[i] * left >> 8;
                blue[i] = blue[i] * left >> 8;
            }
        }
    }

    private void DrawShape(Shape shape, Layer layer, Light light)
    {
        if (!_coverage.Add(shape, 0, 0))
            return;
        layer.Use(_coverage);
        var paint = shape.Paint;
        var (left, width) = (_coverage.Left, _coverage.Right - _coverage.Left);
        var shares = _shares.AsSpan(0, width);
        var lights = _light.AsSpan(0, width);
        var mixes = _mix.AsSpan(0, width);
        var shading = new Shading(shape, light, size);
        for (var y = _coverage.Top; y < _coverage.Bottom; y++)
        {
            _coverage.Sweep(y, shares);
            shading.FillRow(left, y, lights, paint.Fade ? mixes : default);
            if (!paint.Fade)
                mixes.Clear();
            if (paint.Texture != Texture.None || paint.Material != Material.None)
            {
                var row = RowOf(shape, left, y);
                if (paint.Texture != Texture.None)
                    TexturePainter.Fill(paint.Texture, row, Waveform.Frequency(paint.Period), mixes);
                MaterialPainter.Fill(paint.Material, row, lights, mixes);
            }

            Blend(shape, layer, y * size + left, shares, lights, mixes);
        }
    }

    private static void Blend(Shape shape, Layer layer, int start, Span<int> shares, Span<int> lights, Span<int> mixes)
    {
        var paint = shape.Paint;
        var (first, second, alpha) = (paint.Base, paint.Second, paint.Alpha);
        var (turnR, turnG, turnB) = (second.R - first.R, second.G - first.G, second.B - first.B);
        var labels = alpha == Coverage.Full;
        var (part, material, texture) = ((byte)shape.Part, (byte)paint.Material, (byte)paint.Texture);
        var length = shares.Length;
        var red = layer.Red.AsSpan(start, length);
        var green = layer.Green.AsSpan(start, length);
        var blue = layer.Blue.AsSpan(start, length);
        var under = layer.Share.AsSpan(start, length);
        for (var i = 0; i < length; i++)
        {
            var share = shares[i];
            if (share == 0)
                continue;
            var mix = mixes[i];
            var r = first.R + (turnR * mix >> 8);
            var g = first.G + (turnG * mix >> 8);
            var b = first.B + (turnB * mix >> 8);
            var light = lights[i];
            if (light < 0)
            {
                var left = Math.Max(0, 256 + light);
                r = r * left >> 8;
                g = g * left >> 8;
                b = b * left >> 8;
            }
            else
            {
                light = Math.Min(light, 256);
                r += (255 - r) * light >> 8;
                g += (255 - g) * light >> 8;
                b += (255 - b) * light >> 8;
            }

            // A translucent paint only changes what is there: it never extends the item.
            var over = labels ? share : share * alpha * under[i] >> 16;
            var rest = Coverage.Full - (labels ? share : share * alpha >> 8);
            red[i] = (r * over + red[i] * rest) >> 8;
            green[i] = (g * over + green[i] * rest) >> 8;
            blue[i] = (b * over + blue[i] * rest) >> 8;
            if (!labels)
                continue;
            var total = share + (under[i] * rest >> 8);
            var unlabelled = under[i] < HalfCovered;
            under[i] = total;
            if (share >= HalfCovered || (unlabelled && total >= HalfCovered))
            {
                layer.Part[start + i] = part;
                layer.Material[start + i] = material;
                layer.Texture[start + i] = texture;
            }
        }
    }

    private Row RowOf(Shape shape, int x, int y)
    {
        var fineness = shape.Paint.Fineness;
        long sceneX = (2 * x + 1) * 32768 / size;
        long sceneY = (2 * y + 1) * 32768 / size;
        var u = (((sceneX * shape.Cos + sceneY * shape.Sin) >> 6) * fineness >> 8) + shape.OriginU;
        var v = (((sceneY * shape.Cos - sceneX * shape.Sin) >> 6) * fineness >> 8) + shape.OriginV;
        return new Row(
            (int)u,
            (int)v,
            shape.Cos * 1024 / size * fineness >> 8,
            -shape.Sin * 1024 / size * fineness >> 8,
            (1 << 24) / size * fineness >> 8);
    }
}
