using VizBench.Data.ConceptWorld.Composing;
using VizBench.Data.ConceptWorld.Drawing;

namespace VizBench.Data.ConceptWorld.Scenes;

internal sealed class OpenSky() : SceneRecipe("sky")
{
    public override Rgb Draw(Sketch s)
    {
        var (top, low) = s.Int(0, 3) switch
        {
            0 => (s.Near(0xd87858), s.Near(0xf8d8a0)),
            1 => (s.Near(0x7888a0), s.Near(0xc8d0d8)),
            _ => (s.Near(0x3c80c8), s.Near(0xb0d8f0)),
        };
        Sky(s, Far, top, low);
        return top.Mix(low, 128);
    }
}
