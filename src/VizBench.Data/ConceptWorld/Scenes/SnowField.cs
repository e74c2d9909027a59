using VizBench.Data.ConceptWorld.Composing;
using VizBench.Data.ConceptWorld.Drawing;

namespace VizBench.Data.ConceptWorld.Scenes;

internal sealed class SnowField() : SceneRecipe("snow")
{
    public override (int Red, int Green, int Blue) LightColor => (248, 254, 262);

    public override Rgb Draw(Sketch s)
    {
        var horizon = s.Int(-560, 0);
        Sky(s, horizon + 300, s.Near(0x88a4c4), s.Near(0xd8e4ee));
        var far = s.Int(-900, 500);
        s.Contour(far - 700, horizon + 300, far - 200, horizon - 330, far + 60, horizon - 180, far + 330, horizon - 420, far + 900,
            horizon + 300)
            .Fill(new Paint(Material.Stone, s.Near(0x8898b0)) { Volume = Volume.Flat });
        var snow = s.Pick(0xe4ecf4, 0xd8e4f0, 0xeef0f2);
        Hill(s, horizon, 90, new Paint(Material.Snow, snow.Darker(26)));
        Hill(s, horizon + 420, 130, new Paint(Material.Snow, snow));
        for (var i = s.Int(10, 20); i > 0; i--)
        {
            var size = s.Int(12, 24);
            s.Ellipse(s.Int(-980, 980), s.Int(-980, 980), size, size);
        }

        s.Fill(new Paint(Material.None, Paint.White) { Alpha = 170, Volume = Volume.Even });
        return snow;
    }
}
