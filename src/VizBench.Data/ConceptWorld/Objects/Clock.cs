using VizBench.Data.ConceptWorld.Composing;
using VizBench.Data.ConceptWorld.Drawing;

namespace VizBench.Data.ConceptWorld.Objects;

/// <summary>A dial with hands in a rim.</summary>
internal sealed class Clock() : ObjectRecipe("clock", "round", "square", "alarm")
{
    public override void Draw(Sketch s, int subType)
    {
        var material = s.Chance(50) ? Material.Metal : Material.Wood;
        var color = s.Pick(0x3a3c44, 0xb03a30, 0x8c5a30, 0xc8a048, 0x2c5a90, 0x3c8060, 0xb8bcc4);
        var rim = new Paint(material, color) { Volume = Volume.Soft };
        if (subType == 2)
            Bells(s, rim);
        s.Piece(Part.Rim);
        if (subType == 1)
            s.RoundRectangle(-850, -850, 850, 850, 150).Fill(rim);
        else
            s.Ellipse(0, subType == 2 ? 80 : 0, subType == 2 ? 800 : 940, subType == 2 ? 800 : 940).Fill(rim);
        Dial(s, subType == 2 ? 80 : 0, subType == 2 ? 660 : subType == 1 ? 710 : 770, subType == 1);
    }

    private static void Bells(Sketch s, Paint rim)
    {
        var metal = new Paint(Material.Metal, s.Pick(0xd8b048, 0xc0c4cc)) { Volume = Volume.Ball };
        s.Piece(Part.None);
        s.Line(-420, 600, -640, 980, 120).Line(420, 600, 640, 980, 120).Line(0, -700, 0, -960, 70).Fill(rim);
        s.Ellipse(-480, -640, 320, 220, -400).Fill(metal);
        s.Ellipse(480, -640, 320, 220, 400).Fill(metal);
    }

    private static void Dial(Sketch s, int y, int radius, bool square)
    {
        s.Piece(Part.Dial);
        var paper = new Paint(Material.Paper, s.Pick(0xf8f4e6, 0xf0e4c0, 0xdce8f0, 0xf4d860, 0xf8f8f8)) { Volume = Volume.Soft };
        if (square)
            s.RoundRectangle(-radius, y - radius, radius, y + radius, 70).Fill(paper);
        else
            s.Ellipse(0, y, radius, radius).Fill(paper);

        var ink = new Paint(Material.None, s.Near(0x22222a));
        for (var hour = 0; hour < 12; hour++)
        {
            var angle = Angle.Turn * hour / 12;
            var quarter = hour % 3 == 0;
            var (x0, y0) = Reach(angle, radius * (quarter ? 68 : 78) / 100);
            var (x1, y1) = Reach(angle, radius * 91 / 100);
            s.Piece(Part.HourMark);
            s.Line(x0, y + y0, x1, y + y1, quarter ? 76 : 48).Fill(ink);
        }

        s.Piece(Part.Hand);
        var (hourHand, minuteHand) = (s.Int(0, Angle.Turn - 1), s.Int(0, Angle.Turn - 1));
        Hand(s, ink, y, hourHand, radius * 48 / 100, 96);
        Hand(s, ink, y, minuteHand, radius * 76 / 100, 64);
        s.Ellipse(0, y, 70, 70).Fill(new Paint(Material.Metal, s.Pick(0xc83028, 0xc8a048, 0x22222a)));
    }

    private static void Hand(Sketch s, Paint ink, int y, int angle, int length, int width)
    {
        var (x1, y1) = Reach(angle, length);
        s.Line(-x1 / 6, y - y1 / 6, x1, y + y1, width).Fill(ink);
    }

    private static (int X, int Y) Reach(int angle, int length) =>
        (length * Angle.Cos(angle) / Angle.One, length * Angle.Sin(angle) / Angle.One);
}
