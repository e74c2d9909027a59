using System.Text;
using VizBench.Data.ConceptWorld;
using VizBench.Files;
using VizBench.Networks.Zoo;

namespace VizBench.Suite;

/// <summary>units.json: what excites each unit of a layer.</summary>
public static class FeatureFile
{
    public static void Write(string path, OpenedNetwork opened, string layer, WorldOptions world, long images, IReadOnlyList<IReadOnlyList<TopActivation>> found)
    {
        ArgumentNullException.ThrowIfNull(opened);
        ArgumentNullException.ThrowIfNull(world);
        var content = new
        {
            Version = ProductVersion.Text,
            Network = opened.Network.Name,
            opened.WeightsSha256,
            Layer = layer,
            World = new { world.Seed, world.Size, Images = images },
            Units = found.Select((top, unit) => new { Unit = unit, Top = top }),
        };
        AtomicFile.Write(path, stream => stream.Write(Encoding.UTF8.GetBytes(JsonText.Of(content))));
    }
}
