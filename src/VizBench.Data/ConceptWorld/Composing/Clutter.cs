using VizBench.Data.ConceptWorld.Drawing;

namespace VizBench.Data.ConceptWorld.Composing;

/// <summary>
/// Things of no class: swatches of every material and pattern, so that these also stand in small patches, and simple
/// shapes such as balls and sticks.
/// </summary>
internal static class Clutter
{
    private static readonly (Material Material, int[] Colors)[] Surfaces =
    [
        (Material.Wood, [0x8c5a34, 0xb4804c, 0x6a4630]),
        (Material.Metal, [0xb0b4bc, 0x8a9098, 0xc8a858]),
        (Material.Brick, [0xb4543c, 0x9a4a38, 0xc08058]),
        (Material.Fabric, [0xc83a48, 0x3c6ab0, 0xe0b040, 0x50986a, 0x8a50a0]),
        (Material.Glass, [0x6aa8c0, 0x70b090, 0x8098c8]),
        (Material.Plaster, [0xe8e0d0, 0xd8b8a0, 0xb8c8cc]),
        (Material.Grass, [0x5a9a3c, 0x78a848]),
        (Material.Water, [0x2c78b0, 0x3c98b0]),
        (Material.Foliage, [0x3c8038, 0x5a9a48, 0xc87830]),
        (Material.Sand, [0xdcbc80, 0xc89c64]),
        (Material.Stone, [0x88868a, 0xa09888, 0x6a6c74]),
        (Material.Hair, [0x5a3820, 0x2c241c, 0xc8a050]),
        (Material.Ceramic, [0xf0eee8, 0x3c78b8, 0xd86048]),
        (Material.Paper, [0xf4ecd8, 0xe8e8e8, 0xf0d8a0]),
        (Material.Feather, [0xd8d0c4, 0x7a90b0, 0x8c6a48]),
        (Material.Scales, [0x50a090, 0x8098b0, 0xd88840]),
        (Material.Rubber, [0x2a2c30, 0x3c3c44]),
        (Material.Snow, [0xe8f0f8]),
        (Material.Sky, [0x4a90d0, 0xd87858]),
        (Material.Tile, [0xb04030, 0x5a6a80, 0x8c4a3c]),
        (Material.Petal, [0xe86a90, 0xf0c030, 0xa060c8]),
        (Material.Fungus, [0xf0e4c8, 0xc83028]),
        (Material.Skin, [0xf0c4a0, 0xb07850]),
    ];

    private static readonly int[] PatternColors =
        [0xd83a38, 0x2c62b8, 0xf0c030, 0x38985a, 0xe88030, 0x8a48a8, 0xe878a8, 0x30a0a8, 0x7a4a2c, 0x808488];

    /// <summary>One thing, about ±1000 in its own coordinates.</summary>
    public static void Draw(Sketch s)
    {
        s.Piece(Part.None);
        switch (s.Int(0, 9))
        {
            case < 4:
                Outline(s).Fill(Surface(s));
                break;
            case < 8:
                Outline(s).Fill(Pattern(s));
                break;
            case 8:
                Ball(s);
                break;
            default:
                Sticks(s);
                break;
        }
    }

    private static Paint Surface(Sketch s)
    {
        var (material, colors) = Surfaces[s.Int(0, Surfaces.Length - 1)];
        return new Paint(material, s.Pick(colors))
        {
            Second = s.Near(0xd4ccbc),
            Fineness = material switch
            {
                Material.Brick => 520,
                Material.Tile => 420,
                Material.Sky => 640,
                _ => 256,
            },
        };
    }

    private static Paint Pattern(Sketch s)
    {
        var texture = (Texture)s.Int((int)Texture.HorizontalStripes, (int)Texture.Grain);
        var color = s.Pick(PatternColors);
        var second = s.Chance(60) ? s.Near(0xf4f0e4) : s.Chance(50) ? s.Near(0x26262e) : color.Lighter(130);
        var material = s.Chance(50) ? Material.Fabric : Material.Paper;
        return new Paint(material, color) { Texture = texture, Second = second, Period = s.Int(18, 26) };
    }

    private static Sketch Outline(Sketch s) => s.Int(0, 4) switch
    {
        0 => s.Rectangle(-900, -760, 900, 760),
        1 => s.RoundRectangle(-850, -850, 850, 850, 300),
        2 => s.Ellipse(0, 0, 950, 800),
        3 => s.Contour(-950, 700, s.Int(-600, 600), -900, 950, 760),
        _ => s.Smooth(
            s.Int(-1000, -600), s.Int(-900, -500), s.Int(-200, 300), s.Int(-1000, -600), s.Int(600, 1000), s.Int(-700, -200),
            s.Int(500, 1000), s.Int(400, 900), s.Int(-300, 200), s.Int(600, 1000), s.Int(-1000, -600), s.Int(100, 700)),
    };

    private static void Ball(Sketch s)
    {
        s.Ellipse(0, 0, 800, 800)
            .Fill(new Paint(s.Chance(50) ? Material.Rubber : Material.Metal, s.Pick(PatternColors)) { Volume = Volume.Ball });
        s.Ellipse(-280, -320, 170, 130, -400).Fill(Paint.Gleam(130));
    }

    private static void Sticks(Sketch s)
    {
        var wood = new Paint(Material.Wood, s.Pick(0x7a5230, 0x5a3c28, 0xa87a4a)) { Volume = Volume.Soft };
        for (var i = s.Int(1, 3); i > 0; i--)
            s.Line(-950, s.Int(-700, 700), 950, s.Int(-700, 700), 190).Fill(wood);
    }
}
