using VizBench.Data.ConceptWorld.Composing;
using VizBench.Data.ConceptWorld.Drawing;

namespace VizBench.Data.ConceptWorld.Objects;

/// <summary>A cap, mostly spotted, on a stalk.</summary>
internal sealed class Mushroom() : ObjectRecipe("mushroom", "toadstool", "bolete", "bell")
{
    public override void Draw(Sketch s, int subType)
    {
        var pale = s.Pick(0xf4ead4, 0xe8d8b8, 0xf8f4ec);
        Stalk(s, pale, subType == 1 ? 300 : 200);
        var color = subType == 1
            ? s.Pick(0x8c5a30, 0x6a4428, 0xb08048)
            : s.Pick(0xc82a24, 0xe06a28, 0x8a5ab0, 0xd8a030, 0x50a0a8, 0xd85a80);

        s.Piece(Part.Cap);
        var gills = new Paint(Material.Fungus, pale.Darker(44))
        {
            Texture = Texture.VerticalStripes,
            Second = pale.Darker(90),
            Period = 10,
        };
        s.Ellipse(0, subType == 2 ? 120 : 30, subType == 2 ? 560 : 830, 130).Fill(gills);
        var cap = new Paint(Material.Fungus, color) { Volume = new Volume(24, 50, 40, 24) };
        switch (subType)
        {
            case 0:
                s.Smooth(-940, 20, -850, -380, -520, -760, 0, -900, 520, -760, 850, -380, 940, 20, 500, -40, 0, -70, -500, -40).Fill(cap);
                break;
            case 1:
                s.Smooth(-920, 20, -880, -260, -560, -560, 0, -660, 560, -560, 880, -260, 920, 20, 500, 60, 0, 70, -500, 60).Fill(cap);
                break;
            default:
                s.Smooth(-660, 120, -560, -360, -320, -800, 0, -980, 320, -800, 560, -360, 660, 120, 330, 60, 0, 50, -330, 60).Fill(cap);
                break;
        }

        s.Ellipse(-300, -480, 190, 90, -300).Fill(Paint.Gleam(60));
        if (subType != 1)
            Spots(s, subType == 2 ? 62 : 100);
    }

    private static void Stalk(Sketch s, Rgb pale, int half)
    {
        s.Piece(Part.Stalk);
        s.Smooth(-half + 30, -40, half - 30, -40, half, 400, half + 60, 800, half - 20, 980, -half + 20, 980, -half - 60, 800, -half, 400)
            .Fill(new Paint(Material.Fungus, pale) { Volume = Volume.Tube });
        s.Smooth(-half - 40, 330, 0, 270, half + 40, 330, half + 90, 460, 0, 420, -half - 90, 460)
            .Fill(new Paint(Material.Fungus, pale.Lighter(60)) { Volume = Volume.Flat });
    }

    private static void Spots(Sketch s, int spread)
    {
        var white = new Paint(Material.Fungus, s.Near(0xfaf6ea)) { Volume = Volume.Soft };
        ReadOnlySpan<int> places = [-520, -380, -120, -640, 330, -560, 80, -330, 590, -260, -300, -170, -740, -140, 330, -140];
        for (var i = 0; i < places.Length; i += 2)
        {
            s.Piece(Part.Spot);
            var radius = s.Int(75, 125);
            s.Ellipse((places[i] + s.Int(-40, 40)) * spread / 100, places[i + 1] + s.Int(-30, 30), radius, radius * 4 / 5).Fill(white);
        }
    }
}
