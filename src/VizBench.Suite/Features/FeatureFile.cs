using System.Text;
using VizBench.Data.ConceptWorld;
using VizBench.Files;
using VizBench.Networks.Zoo;

namespace VizBench.Suite;

/// <summary>units.json: what excites each unit of a layer.</summary>
public static class FeatureFile
{
    /// <summary>What was found among the images of a world.</summary>
    public static void Write(string path, OpenedNetwork opened, string layer, WorldOptions world, long images, IReadOnlyList<IReadOnlyList<TopActivation>> found)
    {
        ArgumentNullException.ThrowIfNull(opened);
        ArgumentNullException.ThrowIfNull(world);
        WriteContent(path, new
        {
            Version = ProductVersion.Text,
            Network = opened.Network.Name,
            opened.WeightsSha256,
            Layer = layer,
            World = new { world.Seed, world.Size, Images = images },
            Units = found.Select((top, unit) => new { Unit = unit, Top = top }),
        });
    }

    /// <summary>What was found among a person's own pictures: each with its name.</summary>
    public static void Write(string path, OpenedNetwork opened, string layer, PictureSequence source, long images, IReadOnlyList<IReadOnlyList<TopActivation>> found)
    {
        ArgumentNullException.ThrowIfNull(opened);
        ArgumentNullException.ThrowIfNull(source);
        WriteContent(path, new
        {
            Version = ProductVersion.Text,
            Network = opened.Network.Name,
            opened.WeightsSha256,
            Layer = layer,
            Pictures = images,
            Units = found.Select((top, unit) => new { Unit = unit, Top = top.Select(one => new { one.Image, Name = source.NameOf(one.Image), one.Y, one.X, one.Value }) }),
        });
    }

    private static void WriteContent<T>(string path, T content) => AtomicFile.Write(path, stream => stream.Write(Encoding.UTF8.GetBytes(JsonText.Of(content))));
}
