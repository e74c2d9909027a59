namespace VizBench.Data.ConceptWorld.Drawing;

/// <summary>A shape's <see cref="Volume"/> under a scene's light, row by row.</summary>
internal readonly struct Shading
{
    private readonly Volume _volume;
    private readonly int _size;
    private readonly int _left;
    private readonly int _top;
    private readonly int _width;
    private readonly int _height;
    private readonly int _slopeX;
    private readonly int _slopeY;

    public Shading(Shape shape, Light light, int size)
    {
        _volume = shape.Paint.Volume;
        _size = size;
        var points = shape.Points;
        var (left, right, top, bottom) = (points[0], points[0], points[1], points[1]);
        for (var i = 2; i < points.Length; i += 2)
        {
            left = Math.Min(left, points[i]);
            right = Math.Max(right, points[i]);
            top = Math.Min(top, points[i + 1]);
            bottom = Math.Max(bottom, points[i + 1]);
        }

        (_left, _top, _width, _height) = (left, top, Math.Max(1, right - left), Math.Max(1, bottom - top));
        (_slopeX, _slopeY) = (light.TowardsX * _volume.Slope >> 8, light.TowardsY * _volume.Slope >> 8);
    }

    /// <param name="x">the row's first pixel</param>
    /// <param name="y">the row</param>
    /// <param name="light">1/256 of full light; negative is darker</param>
    /// <param name="fade">0 at the shape's top, 256 at its bottom; empty when not wanted</param>
    public void FillRow(int x, int y, Span<int> light, Span<int> fade)
    {
        var q = Math.Clamp((int)(((long)(2 * y + 1) * 32768 / _size - _top) * 512 / _height) - 256, -256, 256);
        fade.Fill((q + 256) / 2);
        var constant = _volume.Lift + (_slopeY * q >> 8) - (_volume.RoundY * q * q >> 16);
        if (_slopeX == 0 && _volume.RoundX == 0)
        {
            light.Fill(constant);
            return;
        }

        // p in 1/65536, so that its step per pixel is exact enough for the widest shape.
        var p = (((long)(2 * x + 1) * 32768 / _size - _left) * (512 << 8) / _width) - 65536;
        var step = (65536L * (512 << 8)) / ((long)_size * _width);
        for (var i = 0; i < light.Length; i++, p += step)
        {
            var across = (int)Math.Clamp(p >> 8, -256, 256);
            light[i] = constant + (_slopeX * across >> 8) - (_volume.RoundX * across * across >> 16);
        }
    }
}
