using VizBench.Data.ConceptWorld.Composing;
using VizBench.Data.ConceptWorld.Drawing;

namespace VizBench.Data.ConceptWorld.Objects;

/// <summary>A bird that looks to the left, or an owl that looks at you.</summary>
internal sealed class Bird() : ObjectRecipe("bird", "songbird", "duck", "owl")
{
    public override void Draw(Sketch s, int subType)
    {
        var color = subType == 2
            ? s.Pick(0x8c6a44, 0x6a5240, 0xa89a88, 0xc89a60)
            : s.Pick(0x3c7ac0, 0xd84a38, 0xf0c838, 0x7a5a40, 0x58a058, 0xe8e4dc, 0x70788a, 0xe88a38);
        var plumage = new Paint(Material.Feather, color) { Volume = Volume.Soft };
        switch (subType)
        {
            case 0:
                Songbird(s, plumage);
                break;
            case 1:
                Duck(s, plumage);
                break;
            default:
                Owl(s, plumage);
                break;
        }
    }

    private static void Songbird(Sketch s, Paint plumage)
    {
        Legs(s, -60, 240, 520, 960);
        s.Piece(Part.BirdTail);
        s.Contour(420, 60, 960, -200, 990, -60, 960, 60, 480, 400).Fill(plumage with { Base = plumage.Base.Darker(80) });
        Beak(s, -690, -430, -990, -350, -680, -290);
        s.Piece(Part.BirdBody);
        s.Smooth(-740, -390, -640, -680, -390, -780, -130, -640, 60, -330, 440, -120, 590, 160, 420, 480, 60, 650, -330, 590, -600,
            300, -660, -60).Fill(plumage);
        s.Smooth(-560, 0, -300, -60, -120, 300, 60, 560, -280, 540, -520, 290)
            .Fill(new Paint(Material.Feather, plumage.Base.Mix(Rgb.Hex(0xfff0dc), 150)) { Volume = Volume.Soft });
        Wing(s, plumage, -140, -170, 330, -180, 760, 180, 420, 330, 60, 300);
        Eye(s, -500, -500, 80);
    }

    private static void Duck(Sketch s, Paint plumage)
    {
        Legs(s, -40, 200, 600, 970);
        s.Piece(Part.BirdTail);
        s.Contour(480, 100, 980, -190, 900, 260, 560, 420).Fill(plumage with { Base = plumage.Base.Darker(70) });
        Beak(s, -620, -620, -980, -490, -640, -400);
        s.Piece(Part.BirdBody);
        s.Smooth(-620, -20, -480, -260, -200, -60, 160, -40, 560, 0, 780, 160, 660, 560, 240, 760, -240, 740, -560, 480).Fill(plumage);
        s.Smooth(-700, -560, -560, -830, -300, -850, -130, -640, -180, -360, -160, 60, -560, 60, -560, -280)
            .Fill(plumage with { Base = s.Chance(50) ? s.Near(0x2c7050) : plumage.Base });
        Wing(s, plumage, -200, 80, 240, 40, 740, 220, 440, 460, 0, 500);
        Eye(s, -470, -610, 76);
    }

    private static void Owl(Sketch s, Paint plumage)
    {
        Legs(s, -200, 200, 760, 980);
        s.Piece(Part.BirdBody);
        s.Smooth(-620, -940, -330, -790, 0, -760, 330, -790, 620, -940, 640, -400, 660, 200, 480, 760, 0, 900, -480, 760, -660,
            200, -640, -400).Fill(plumage);
        s.Ellipse(0, 330, 400, 470)
            .Fill(new Paint(Material.Feather, plumage.Base.Mix(Rgb.Hex(0xfff0dc), 130)) { Volume = Volume.Soft, Fineness = 200 });
        Wing(s, plumage, -640, -200, -430, 40, -420, 480, -560, 700, -740, 300);
        Wing(s, plumage, 640, -200, 430, 40, 420, 480, 560, 700, 740, 300);
        s.Piece(Part.BirdBody);
        s.Ellipse(-270, -400, 300, 300).Ellipse(270, -400, 300, 300)
            .Fill(new Paint(Material.Feather, plumage.Base.Mix(Rgb.Hex(0xfff4e4), 170)));
        for (var x = -250; x <= 250; x += 500)
        {
            s.Piece(Part.Eye);
            s.Ellipse(x, -400, 180, 180).Fill(new Paint(Material.None, s.Near(0xf0b828)) { Volume = Volume.Soft });
            s.Ellipse(x, -400, 105, 105).Fill(new Paint(Material.None, s.Near(0x121218)));
            s.Ellipse(x - 40, -445, 36, 36).Fill(Paint.Gleam(230));
        }

        Beak(s, -100, -300, 0, -30, 100, -300);
    }

    private static void Legs(Sketch s, int left, int right, int top, int bottom)
    {
        s.Piece(Part.Leg);
        s.Line(left, top, left, bottom, 56).Line(left + 30, bottom - 30, left - 150, bottom - 10, 56)
            .Line(right, top, right, bottom, 56).Line(right + 30, bottom - 30, right - 150, bottom - 10, 56)
            .Fill(new Paint(Material.None, s.Pick(0xd88030, 0x5a4634, 0xc85a30)));
    }

    private static void Beak(Sketch s, params ReadOnlySpan<int> corners)
    {
        s.Piece(Part.Beak);
        s.Contour(corners).Fill(new Paint(Material.None, s.Pick(0xf0a020, 0xe88028, 0xd8a848)) { Volume = Volume.Soft });
    }

    private static void Wing(Sketch s, Paint plumage, params ReadOnlySpan<int> outline)
    {
        s.Piece(Part.Wing);
        s.Smooth(outline).Fill(plumage with { Base = plumage.Base.Darker(48), Fineness = 320 });
    }

    private static void Eye(Sketch s, int x, int y, int radius)
    {
        s.Piece(Part.Eye);
        s.Ellipse(x, y, radius + 26, radius + 26).Fill(new Paint(Material.None, s.Near(0xf8f4e8)));
        s.Ellipse(x, y, radius - 8, radius - 8).Fill(new Paint(Material.None, s.Near(0x121218)));
        s.Ellipse(x - 24, y - 26, 24, 24).Fill(Paint.Gleam(230));
    }
}
