using VizBench.Data.ConceptWorld.Composing;
using VizBench.Data.ConceptWorld.Drawing;

namespace VizBench.Data.ConceptWorld.Scenes;

/// <summary>How to draw one kind of surroundings; ±1000 is the whole picture.</summary>
internal abstract class SceneRecipe(string name)
{
    // A little beyond the picture, so that no edge shows.
    protected const int Far = 1010;

    /// <summary>All scenes in the order of their numbers.</summary>
    public static IReadOnlyList<SceneRecipe> All { get; } =
    [
        new Meadow(), new Sea(), new OpenSky(), new BrickWall(), new WoodenRoom(), new Sands(), new Night(), new SnowField(), new Parlour(),
    ];

    public string Name { get; } = name;

    /// <summary>The colour of this scene's light; 256 is neutral.</summary>
    public virtual (int Red, int Green, int Blue) LightColor => (256, 256, 256);

    /// <returns>the colour behind the picture's middle</returns>
    public abstract Rgb Draw(Sketch s);

    protected static void Sky(Sketch s, int bottom, Rgb top, Rgb low, bool clouds = true)
    {
        s.Rectangle(-Far, -Far, Far, bottom)
            .Fill(new Paint(clouds ? Material.Sky : Material.None, top) { Second = low, Fade = true, Volume = Volume.Even });
    }

    protected static void Sun(Sketch s, int x, int y, Rgb color)
    {
        s.Ellipse(x, y, 210, 210).Fill(new Paint(Material.None, color) { Alpha = 70, Volume = Volume.Even });
        s.Ellipse(x, y, 130, 130).Fill(new Paint(Material.None, color.Lighter(60)) { Volume = Volume.Even });
    }

    /// <summary>Ground with a softly rolling upper edge.</summary>
    protected static void Hill(Sketch s, int height, int swing, Paint paint)
    {
        s.Smooth(
                -1300, height + s.Int(-swing, swing), -650, height + s.Int(-swing, swing), 0, height + s.Int(-swing, swing),
                650, height + s.Int(-swing, swing), 1300, height + s.Int(-swing, swing), 1400, 1500, 0, 1600, -1400, 1500)
            .Fill(paint);
    }
}
