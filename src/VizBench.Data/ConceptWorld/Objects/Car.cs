using VizBench.Data.ConceptWorld.Composing;
using VizBench.Data.ConceptWorld.Drawing;

namespace VizBench.Data.ConceptWorld.Objects;

/// <summary>A car from its right side: it drives to the right.</summary>
internal sealed class Car() : ObjectRecipe("car", "saloon", "van", "beetle")
{
    public override void Draw(Sketch s, int subType)
    {
        var color = s.Pick(0xc82a28, 0x2a5ab0, 0xe8b820, 0x2c8a5a, 0xe8e8e8, 0x34383c, 0xe06a20, 0x58a8c8, 0x8a4a9c);
        var lacquer = new Paint(Material.Metal, color) { Volume = new Volume(6, 44, 0, 20), Fineness = 90 };
        switch (subType)
        {
            case 0:
                Saloon(s, lacquer);
                break;
            case 1:
                Van(s, lacquer);
                break;
            default:
                Beetle(s, lacquer);
                break;
        }

        Trim(s, color);
        Wheel(s, -540);
        Wheel(s, 560);
    }

    private static void Saloon(Sketch s, Paint lacquer)
    {
        s.Piece(Part.Cabin);
        s.Smooth(-640, 60, -520, -330, -330, -460, 120, -460, 330, -330, 560, 60).Fill(lacquer with { Base = lacquer.Base.Lighter(16) });
        Body(s, lacquer, -970, -20);
        s.Piece(Part.CarWindow);
        var glass = Glass(s);
        s.Contour(-500, -30, -410, -300, -330, -360, -80, -360, -80, -30).Fill(glass);
        s.Contour(0, -30, 0, -360, 110, -360, 230, -300, 390, -30).Fill(glass);
    }

    private static void Van(Sketch s, Paint lacquer)
    {
        s.Piece(Part.Cabin);
        s.RoundRectangle(-950, -660, 560, 200, 130).Contour(420, -640, 600, -560, 780, 60, 420, 100)
            .Fill(lacquer with { Base = lacquer.Base.Lighter(30) });
        Body(s, lacquer, -970, -20);
        s.Piece(Part.CarWindow);
        var glass = Glass(s);
        s.RoundRectangle(-830, -520, -430, -90, 50).Fill(glass);
        s.RoundRectangle(-350, -520, 50, -90, 50).Fill(glass);
        s.Contour(140, -520, 510, -520, 650, -90, 140, -90).Fill(glass);
    }

    private static void Beetle(Sketch s, Paint lacquer)
    {
        s.Piece(Part.Cabin);
        s.Smooth(-860, 120, -640, -330, -200, -610, 240, -520, 480, -160, 620, 120).Fill(lacquer with { Base = lacquer.Base.Lighter(12) });
        Body(s, lacquer, -950, 20);
        s.Piece(Part.CarWindow);
        var glass = Glass(s);
        s.Smooth(-520, -60, -440, -320, -170, -470, -110, -440, -110, -60).Fill(glass);
        s.Smooth(-20, -60, -20, -460, 190, -420, 330, -240, 390, -60).Fill(glass);
    }

    private static void Body(Sketch s, Paint lacquer, int left, int top)
    {
        s.Piece(Part.CarBody);
        s.Smooth(left, 120, left + 60, top - 20, -400, top - 60, 300, top - 60, 700, top + 10, 930, top + 120, 975, 330, 900, 430,
            0, 440, -900, 430)
            .Fill(lacquer);
    }

    private static Paint Glass(Sketch s) => new(Material.Glass, s.Near(0x3c5a70)) { Volume = Volume.Flat, Fineness = 160 };

    private static void Trim(Sketch s, Rgb color)
    {
        s.Piece(Part.CarBody);
        s.Line(-50, -20, -50, 380, 26).Line(-900, 200, 900, 210, 26).Fill(Paint.Shade(90));
        s.Piece(Part.CarBody);
        s.RoundRectangle(-990, 340, 985, 430, 40)
            .Fill(new Paint(Material.Metal, color.Distance(Paint.White) < 200 ? s.Near(0x787c80) : s.Near(0xc4c8cc)));
        s.Piece(Part.Headlight);
        s.Ellipse(890, 170, 75, 85).Fill(new Paint(Material.Glass, s.Near(0xfff0b0)) { Volume = Volume.Ball });
    }

    private static void Wheel(Sketch s, int x)
    {
        s.Piece(Part.Wheel);
        s.Ellipse(x, 440, 255, 255).Fill(new Paint(Material.Rubber, s.Near(0x24262a)) { Volume = Volume.Soft });
        s.Ellipse(x, 440, 145, 145).Fill(new Paint(Material.Metal, s.Near(0xb8bcc4)) { Volume = Volume.Soft });
        s.Ellipse(x, 440, 60, 60).Fill(new Paint(Material.Metal, s.Near(0x5a5e66)));
    }
}
