using VizBench.Data.ConceptWorld.Composing;
using VizBench.Data.ConceptWorld.Drawing;

namespace VizBench.Data.ConceptWorld.Scenes;

/// <summary>A panelled wall over a board floor, or a table seen from above.</summary>
internal sealed class WoodenRoom() : SceneRecipe("wooden room")
{
    public override Rgb Draw(Sketch s)
    {
        var color = s.Pick(0xb07a48, 0x8c5c38, 0xc89a64, 0x6a4a38, 0xd8b888);
        var height = s.Int(230, 330);
        for (var top = -Far; top < Far; top += height)
        {
            var board = color.Mix(s.Near(0x503018), s.Int(0, 50));
            s.Rectangle(-Far, top, Far, top + height).Fill(new Paint(Material.Wood, board) { Volume = Volume.Even });
        }

        for (var top = -Far + height; top < Far; top += height)
            s.Line(-Far, top, Far, top, 26).Fill(Paint.Shade(150));
        if (!s.Chance(50))
            return color;
        var floor = s.Int(520, 760);
        s.Rectangle(-Far, floor, Far, Far).Fill(new Paint(Material.Wood, color.Darker(100)) { Volume = new Volume(0, 26, 0, 0) });
        s.Rectangle(-Far, floor - 70, Far, floor).Fill(new Paint(Material.Wood, color.Lighter(70)) { Volume = Volume.Roll });
        return color;
    }
}
