using System.Globalization;
using System.Text;
using VizBench.Arrays;
using VizBench.Cli.Output;
using VizBench.Data.ConceptWorld;
using VizBench.Data.ConceptWorld.Variants;
using VizBench.Data.Images;
using VizBench.Files;

namespace VizBench.Cli.Datasets;

/// <summary>
/// Images of ConceptWorld as a folder: images/000000.png …, labels.csv (class, variety, scene and pose of each),
/// planes/CATEGORY.npy (image × row × column, bytes: 0 none, k is entry k − 1 of the category) and vocabulary.json. Variants
/// add planes/mark.npy (1 where a mark is) or probes.csv.
/// </summary>
internal static class WorldFolder
{
    private static readonly (string Name, Func<WorldSample, byte[]> Plane, IReadOnlyList<string> Vocabulary)[] s_categories =
    [
        ("objects", sample => sample.Objects, WorldVocabulary.Classes),
        ("parts", sample => sample.Parts, WorldVocabulary.Parts),
        ("materials", sample => sample.Materials, WorldVocabulary.Materials),
        ("textures", sample => sample.Textures, WorldVocabulary.Textures),
        ("colors", sample => sample.Colors, WorldVocabulary.Colors),
    ];

    /// <summary>Writes the images into a new folder. A folder that is complete, or none at all.</summary>
    /// <exception cref="UserError">too many images for one array</exception>
    public static void Write(string folder, IWorldSource source, int count, IProgress<double> progress, CancellationToken cancellation)
    {
        var area = source.Size * source.Size;
        if ((long)count * area > Array.MaxLength)
            throw new UserError($"{count} images of {source.Size}×{source.Size} pixels make label arrays of more than 2 GiB; write at most {Array.MaxLength / area} into one folder");
        var planes = s_categories.Select(_ => new byte[count * area]).ToArray();
        var marks = source is ShortcutWorld ? new byte[count * area] : [];
        var labels = new StringBuilder("image,class,class_name,sub_type,scene,scene_name,centre_x,centre_y,half_size,rotation\n");
        Directory.CreateDirectory(Path.Combine(folder, "images"));
        for (var index = 0; index < count; index++)
        {
            cancellation.ThrowIfCancellationRequested();
            var sample = source.Draw(index);
            var name = string.Create(CultureInfo.InvariantCulture, $"images/{index:000000}.png");
            ImageFiles.WritePng(Path.Combine(folder, name), sample.Image);
            for (var category = 0; category < planes.Length; category++)
                s_categories[category].Plane(sample).CopyTo(planes[category], index * area);
            if (marks.Length > 0)
                sample.Mark.CopyTo(marks, index * area);
            labels.Append(CultureInfo.InvariantCulture, $"{name},{sample.Class},{NameOf(WorldVocabulary.Classes, sample.Class)},{sample.SubType},{sample.Scene},{NameOf(WorldVocabulary.Scenes, sample.Scene)},")
                .Append(CultureInfo.InvariantCulture, $"{sample.Pose.CentreX},{sample.Pose.CentreY},{sample.Pose.HalfSize},{sample.Pose.Rotation}\n");
            progress.Report((index + 1.0) / count);
        }

        Directory.CreateDirectory(Path.Combine(folder, "planes"));
        for (var category = 0; category < planes.Length; category++)
            NpyFile.Write(Path.Combine(folder, "planes", s_categories[category].Name + ".npy"), NdArray.Of(planes[category], count, source.Size, source.Size));
        if (marks.Length > 0)
            NpyFile.Write(Path.Combine(folder, "planes", "mark.npy"), NdArray.Of(marks, count, source.Size, source.Size));
        if (source is ProbeWorld probes)
            AtomicFile.WriteText(Path.Combine(folder, "probes.csv"), WorldProbes.Table(probes, count));
        AtomicFile.WriteText(Path.Combine(folder, "labels.csv"), labels.ToString());
        var vocabulary = s_categories.Select(category => KeyValuePair.Create(category.Name, category.Vocabulary)).Append(KeyValuePair.Create("scenes", WorldVocabulary.Scenes));
        AtomicFile.WriteText(Path.Combine(folder, "vocabulary.json"), Json.Of(new Dictionary<string, IReadOnlyList<string>>(vocabulary, StringComparer.Ordinal)) + "\n");
    }

    // Probes have neither class nor scene.
    private static string NameOf(IReadOnlyList<string> names, int index) => index < 0 ? "" : names[index];
}
