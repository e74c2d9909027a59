using VizBench.Data.ConceptWorld.Drawing;
using VizBench.Randomness;

namespace VizBench.Data.ConceptWorld.Composing;

/// <summary>
/// What recipes draw on: shapes in the recipe's own coordinates (±1000 fill its square, x right, y down), and the dice.
/// </summary>
internal sealed class Sketch
{
    private readonly List<Shape> _shapes = [];
    private readonly List<int> _points = [];
    private readonly List<int> _ends = [];
    private readonly RandomStream _dice;
    private readonly Placement _placement;
    private readonly Rgb _backdrop;
    private readonly int _originU;
    private readonly int _originV;
    private Part _part;
    private int _piece;

    /// <param name="backdrop">the colour behind, from which <see cref="Pick"/> keeps away</param>
    public Sketch(RandomStream dice, Placement placement, Rgb backdrop)
    {
        (_dice, _placement, _backdrop) = (dice, placement, backdrop);
        _originU = Int(0, 255) << 16;
        _originV = Int(0, 255) << 16;
    }

    public IReadOnlyList<Shape> Shapes => _shapes;

    /// <summary>Uniform, both ends included.</summary>
    public int Int(int low, int high) => _dice.NextInt(low, high);

    public bool Chance(int percent) => _dice.NextInt(100) < percent;

    /// <summary>One of several colours (0xRRGGBB), a little varied, and if one of three tries allows, unlike the backdrop.</summary>
    public Rgb Pick(params ReadOnlySpan<int> colors)
    {
        var color = Rgb.Hex(colors[Int(0, colors.Length - 1)]);
        for (var i = 0; i < 3 && color.Distance(_backdrop) < 130; i++)
            color = Rgb.Hex(colors[Int(0, colors.Length - 1)]);
        return Varied(color);
    }

    /// <summary>A colour (0xRRGGBB), a little varied.</summary>
    public Rgb Near(int color) => Varied(Rgb.Hex(color));

    private Rgb Varied(Rgb color)
    {
        var shade = Int(-9, 9);
        return new Rgb(Channel(color.R), Channel(color.G), Channel(color.B));

        byte Channel(int value) => (byte)Math.Clamp(value + shade + Int(-7, 7), 0, 255);
    }

    /// <summary>What is drawn from here on is one piece of this part.</summary>
    public void Piece(Part part)
    {
        _part = part;
        _piece++;
    }

    /// <summary>Adds a contour to the shape that the next painting call completes.</summary>
    public Sketch Contour(params ReadOnlySpan<int> xy)
    {
        for (var i = 0; i < xy.Length; i += 2)
            Point(xy[i], xy[i + 1]);
        return Close();
    }

    /// <summary>A closed smooth line through the points (Catmull and Rom's spline).</summary>
    public Sketch Smooth(params ReadOnlySpan<int> xy)
    {
        const int Steps = 6;
        var count = xy.Length / 2;
        for (var i = 0; i < count; i++)
        {
            var (a, b, c, d) = (2 * ((i + count - 1) % count), 2 * i, 2 * ((i + 1) % count), 2 * ((i + 2) % count));
            for (var t = 0; t < Steps; t++)
                Point(Spline(xy[a], xy[b], xy[c], xy[d], t, Steps), Spline(xy[a + 1], xy[b + 1], xy[c + 1], xy[d + 1], t, Steps));
        }

        return Close();
    }

    public Sketch Ellipse(int x, int y, int radiusX, int radiusY, int angle = 0) => Round(x, y, radiusX, radiusY, angle).Close();

    /// <summary>An ellipse that is cut out of the contours before it.</summary>
    public Sketch Hole(int x, int y, int radiusX, int radiusY) => Round(x, y, radiusX, radiusY, 0).Close(hole: true);

    public Sketch Rectangle(int left, int top, int right, int bottom) => Contour(left, top, right, top, right, bottom, left, bottom);

    public Sketch RoundRectangle(int left, int top, int right, int bottom, int radius)
    {
        Quarter(right - radius, top + radius, Angle.Turn * 3 / 4);
        Quarter(right - radius, bottom - radius, 0);
        Quarter(left + radius, bottom - radius, Angle.Turn / 4);
        Quarter(left + radius, top + radius, Angle.Turn / 2);
        return Close();

        void Quarter(int x, int y, int from)
        {
            for (var i = 0; i <= 6; i++)
                Polar(x, y, radius, radius, 0, from + Angle.Turn / 4 * i / 6);
        }
    }

    /// <summary>A straight stroke with square ends.</summary>
    public Sketch Line(int x0, int y0, int x1, int y1, int width)
    {
        var (sideX, sideY) = Sideways(x1 - x0, y1 - y0, width / 2);
        return Contour(x0 + sideX, y0 + sideY, x1 + sideX, y1 + sideY, x1 - sideX, y1 - sideY, x0 - sideX, y0 - sideY);
    }

    /// <summary>A stroke along a smooth open line through the points.</summary>
    public Sketch Stroke(int width, params ReadOnlySpan<int> xy)
    {
        const int Steps = 6;
        var count = xy.Length / 2;
        Span<int> line = stackalloc int[2 * ((count - 1) * Steps + 1)];
        var n = 0;
        for (var i = 0; i < count - 1; i++)
        {
            var (a, b, c, d) = (2 * Math.Max(0, i - 1), 2 * i, 2 * (i + 1), 2 * Math.Min(count - 1, i + 2));
            for (var t = 0; t < Steps; t++)
            {
                line[n++] = Spline(xy[a], xy[b], xy[c], xy[d], t, Steps);
                line[n++] = Spline(xy[a + 1], xy[b + 1], xy[c + 1], xy[d + 1], t, Steps);
            }
        }

        (line[n], line[n + 1]) = (xy[^2], xy[^1]);
        return Along(line, width);
    }

    /// <summary>Paints the contours given since the last painting call.</summary>
    public void Fill(Paint paint)
    {
        _shapes.Add(new Shape
        {
            Points = [.. _points],
            ContourEnds = [.. _ends],
            Paint = paint,
            Part = _part,
            Piece = _piece,
            Cos = _placement.Cos,
            Sin = _placement.Sin,
            OriginU = _originU,
            OriginV = _originV,
        });
        _points.Clear();
        _ends.Clear();
    }

    // Down one side of the line and up the other.
    private Sketch Along(ReadOnlySpan<int> line, int width)
    {
        for (var side = 1; side >= -1; side -= 2)
        {
            for (var i = 0; i < line.Length; i += 2)
            {
                var at = side > 0 ? i : line.Length - 2 - i;
                var (before, after) = (Math.Max(0, at - 2), Math.Min(line.Length - 2, at + 2));
                var (x, y) = Sideways(line[after] - line[before], line[after + 1] - line[before + 1], width / 2);
                Point(line[at] + side * x, line[at + 1] + side * y);
            }
        }

        return Close();
    }

    private Sketch Round(int x, int y, int radiusX, int radiusY, int angle)
    {
        var corners = Math.Max(radiusX, radiusY) switch
        {
            > 400 => 40,
            > 110 => 24,
            _ => 14,
        };
        for (var i = 0; i < corners; i++)
            Polar(x, y, radiusX, radiusY, angle, Angle.Turn * i / corners);
        return this;
    }

    private void Polar(int x, int y, int radiusX, int radiusY, int angle, int direction)
    {
        var (dx, dy) = (radiusX * Angle.Cos(direction) / Angle.One, radiusY * Angle.Sin(direction) / Angle.One);
        var (turnedX, turnedY) = angle == 0 ? (dx, dy) : Turned(dx, dy, angle);
        Point(x + turnedX, y + turnedY);
    }

    private static (int X, int Y) Turned(int x, int y, int angle)
    {
        var (cos, sin) = (Angle.Cos(angle), Angle.Sin(angle));
        return ((x * cos - y * sin) / Angle.One, (x * sin + y * cos) / Angle.One);
    }

    private void Point(int x, int y)
    {
        var (sceneX, sceneY) = _placement.Apply(x, y);
        _points.Add(sceneX);
        _points.Add(sceneY);
    }

    // Contours run clockwise and holes the other way, whatever order their points came in.
    private Sketch Close(bool hole = false)
    {
        var start = _ends.Count == 0 ? 0 : _ends[^1];
        var area = 0L;
        for (int i = start, before = _points.Count - 2; i < _points.Count; before = i, i += 2)
            area += (long)_points[before] * _points[i + 1] - (long)_points[i] * _points[before + 1];
        if (area < 0 != hole)
        {
            for (int i = start, j = _points.Count - 2; i < j; i += 2, j -= 2)
            {
                (_points[i], _points[j]) = (_points[j], _points[i]);
                (_points[i + 1], _points[j + 1]) = (_points[j + 1], _points[i + 1]);
            }
        }

        _ends.Add(_points.Count);
        return this;
    }

    private static int Spline(int a, int b, int c, int d, int t, int steps)
    {
        var (s, s2, s3) = (steps, steps * steps, steps * steps * steps);
        return (2 * b * s3 + (c - a) * t * s2 + (2 * a - 5 * b + 4 * c - d) * t * t * s + (3 * b - a - 3 * c + d) * t * t * t) / (2 * s3);
    }

    // The vector of a given length at a right angle to another.
    private static (int X, int Y) Sideways(int dx, int dy, int length)
    {
        var norm = Math.Max(1, IntegerRoot(dx * dx + dy * dy));
        return (-dy * length / norm, dx * length / norm);
    }

    private static int IntegerRoot(int square)
    {
        var root = 0;
        for (var bit = 1 << 14; bit > 0; bit >>= 1)
            if ((root + bit) * (root + bit) <= square)
                root += bit;
        return root;
    }
}
