using VizBench.Data.ConceptWorld.Composing;
using VizBench.Data.ConceptWorld.Drawing;

namespace VizBench.Data.ConceptWorld.Objects;

/// <summary>A blossom on a stem with leaves.</summary>
internal sealed class Flower() : ObjectRecipe("flower", "daisy", "sunflower", "tulip")
{
    public override void Draw(Sketch s, int subType)
    {
        Green(s);
        var color = s.Pick(0xf4f0e8, 0xe84a5a, 0xf0c028, 0x9a5ac8, 0xe87ab0, 0x4a7ad8, 0xf08028);
        if (subType == 2)
            Tulip(s, color);
        else
            Blossom(s, subType == 1 ? s.Near(0xf0b820) : color, subType == 1);
    }

    private static void Green(Sketch s)
    {
        var green = s.Pick(0x3c8a3c, 0x5a9c40, 0x2c7050);
        s.Piece(Part.Stem);
        s.Stroke(95, 10, -200, 50, 250, 20, 600, -30, 990).Fill(new Paint(Material.Foliage, green.Darker(30)) { Volume = Volume.Tube });
        var leaf = new Paint(Material.Foliage, green) { Volume = Volume.Soft };
        s.Piece(Part.Leaf);
        s.Smooth(20, 800, 160, 520, 480, 350, 680, 360, 560, 600, 280, 780).Fill(leaf);
        s.Stroke(30, 40, 780, 300, 600, 620, 400).Fill(Paint.Gleam(80));
        s.Piece(Part.Leaf);
        s.Smooth(0, 900, -180, 640, -460, 520, -640, 560, -520, 770, -240, 900).Fill(leaf);
        s.Stroke(30, -30, 880, -280, 720, -580, 590).Fill(Paint.Gleam(80));
    }

    private static void Blossom(Sketch s, Rgb color, bool sunflower)
    {
        const int MiddleY = -350;
        var count = sunflower ? 14 : s.Int(6, 9);
        var length = sunflower ? 260 : 300;
        var width = sunflower ? 105 : 1250 / count;
        var turn = s.Int(0, 500);
        for (var ring = 0; ring < (sunflower ? 2 : 1); ring++)
        {
            for (var i = 0; i < count; i++)
            {
                s.Piece(Part.Petal);
                var angle = turn + Angle.Turn * (2 * i + ring) / (2 * count);
                var reach = sunflower ? 400 - 50 * ring : 350;
                s.Ellipse(reach * Angle.Cos(angle) / Angle.One, MiddleY + reach * Angle.Sin(angle) / Angle.One, length, width, angle)
                    .Fill(new Paint(Material.Petal, i % 2 == 0 ? color : color.Darker(18)) { Volume = Volume.Soft });
            }
        }

        s.Piece(Part.Disc);
        var radius = sunflower ? 300 : 215;
        var middle = sunflower ? s.Pick(0x5a3418, 0x70441c) : color.Distance(Rgb.Hex(0xf0c028)) < 120 ? s.Near(0x8a4a20) : s.Near(0xf4c430);
        s.Ellipse(0, MiddleY, radius, radius).Fill(new Paint(Material.Petal, middle)
        {
            Volume = Volume.Ball,
            Texture = sunflower ? Texture.Dots : Texture.None,
            Second = middle.Lighter(70),
            Period = 12,
        });
    }

    private static void Tulip(Sketch s, Rgb color)
    {
        s.Piece(Part.Petal);
        s.Smooth(0, 130, -330, 0, -360, -400, -180, -860, 0, -560, 180, -860, 360, -400, 330, 0)
            .Fill(new Paint(Material.Petal, color.Darker(60)) { Volume = Volume.Soft });
        s.Piece(Part.Petal);
        s.Smooth(-40, 150, -430, -20, -500, -420, -470, -800, -230, -560, -60, -200)
            .Fill(new Paint(Material.Petal, color) { Volume = Volume.Soft });
        s.Piece(Part.Petal);
        s.Smooth(40, 150, 430, -20, 500, -420, 470, -800, 230, -560, 60, -200)
            .Fill(new Paint(Material.Petal, color.Darker(16)) { Volume = Volume.Soft });
        s.Piece(Part.Petal);
        s.Smooth(0, 180, -260, 20, -280, -300, 0, -720, 280, -300, 260, 20)
            .Fill(new Paint(Material.Petal, color.Lighter(30)) { Volume = Volume.Ball });
    }
}
