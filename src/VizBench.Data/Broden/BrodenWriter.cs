using System.Globalization;
using System.Text;
using VizBench.Data.ConceptWorld;
using VizBench.Data.Folders;
using VizBench.Data.Images;
using VizBench.Files;

namespace VizBench.Data.Broden;

/// <summary>
/// Writes ConceptWorld in Broden's layout. Labels are numbered through all categories from 1, in the categories' order;
/// colours, objects, parts, materials and textures are masks of the picture's size, scenes hold for the whole picture.
/// Frequency is the number of pictures that show a label, coverage the sum of the shares of their pixels.
/// </summary>
public static class BrodenWriter
{
    private static readonly ConceptCategory[] Categories = Enum.GetValues<ConceptCategory>();

    /// <param name="folder">an empty folder</param>
    /// <exception cref="FileError">a file can't be made there</exception>
    public static void Write(string folder, IWorldSource source, int count, IProgress<double> progress, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(progress);
        var labels = Labels();
        Directory.CreateDirectory(Path.Combine(folder, "images"));
        var index = new StringBuilder("image,split,ih,iw,sh,sw,color,object,part,material,scene,texture\n");
        for (var i = 0; i < count; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            var sample = source.Draw(i);
            var name = i.ToString("000000", CultureInfo.InvariantCulture);
            ImageFiles.WritePng(Path.Combine(folder, "images", name + ".png"), sample.Image);
            index.Append(CultureInfo.InvariantCulture, $"{name}.png,{ImageFolderWriter.SplitOf(i)},{source.Size},{source.Size},{source.Size},{source.Size}");
            foreach (var category in Categories)
                index.Append(',').Append(Layer(folder, name, category, sample, labels[(int)category]));
            index.Append('\n');
            progress.Report((i + 1.0) / count);
        }

        WriteTables(folder, labels);
        AtomicFile.WriteText(Path.Combine(folder, "index.csv"), index.ToString());
    }

    /// <summary>The number that stands for "none" plus the first entry of the category's names.</summary>
    public static int FirstLabel(ConceptCategory category) =>
        1 + Categories.TakeWhile(before => before != category).Sum(before => WorldVocabulary.Of(before).Count);

    // Writes the mask, if any, and returns the index's field.
    private static string Layer(string folder, string name, ConceptCategory category, WorldSample sample, Label[] labels)
    {
        if (sample.PlaneOf(category) is not { } plane)
        {
            if (sample.Scene < 0)
                return "";
            labels[sample.Scene].Add(1, 1);
            return labels[sample.Scene].Number.ToString(CultureInfo.InvariantCulture);
        }

        var pixels = new int[labels.Length + 1];
        var mask = new RgbImage(sample.Image.Width, sample.Image.Height);
        for (var i = 0; i < plane.Length; i++)
        {
            pixels[plane[i]]++;
            var number = plane[i] == 0 ? 0 : labels[plane[i] - 1].Number;
            (mask.Pixels[3 * i], mask.Pixels[3 * i + 1]) = ((byte)number, (byte)(number >> 8));
        }

        for (var i = 0; i < labels.Length; i++)
            labels[i].Add(pixels[i + 1], plane.Length);
        if (pixels[0] == plane.Length)
            return "";
        var file = $"{name}_{WorldVocabulary.NameOf(category)}.png";
        ImageFiles.WritePng(Path.Combine(folder, "images", file), mask);
        return file;
    }

    private static Label[][] Labels() =>
        [.. Categories.Select(category => WorldVocabulary.Of(category).Select((name, i) => new Label(FirstLabel(category) + i, name)).ToArray())];

    private static void WriteTables(string folder, Label[][] labels)
    {
        var label = new StringBuilder("number,name,category,frequency,coverage,syns\n");
        var table = new StringBuilder("name,first,last,count,frequency\n");
        foreach (var category in Categories)
        {
            var own = labels[(int)category];
            var name = WorldVocabulary.NameOf(category);
            var codes = new StringBuilder("code,number,name,frequency,coverage\n");
            for (var i = 0; i < own.Length; i++)
            {
                label.Append(CultureInfo.InvariantCulture, $"{own[i].Number},{own[i].Name},{name}({own[i].Frequency}),{own[i].Frequency},{own[i].Coverage:0.000000},\n");
                codes.Append(CultureInfo.InvariantCulture, $"{i + 1},{own[i].Number},{own[i].Name},{own[i].Frequency},{own[i].Coverage:0.000000}\n");
            }

            AtomicFile.WriteText(Path.Combine(folder, $"c_{name}.csv"), codes.ToString());
            table.Append(CultureInfo.InvariantCulture, $"{name},{own[0].Number},{own[^1].Number},{own.Length},{own.Sum(each => each.Frequency)}\n");
        }

        AtomicFile.WriteText(Path.Combine(folder, "label.csv"), label.ToString());
        AtomicFile.WriteText(Path.Combine(folder, "category.csv"), table.ToString());
    }

    private sealed class Label(int number, string name)
    {
        public int Number { get; } = number;

        public string Name { get; } = name;

        public int Frequency { get; private set; }

        public double Coverage { get; private set; }

        public void Add(int pixels, int of)
        {
            Frequency += pixels > 0 ? 1 : 0;
            Coverage += (double)pixels / of;
        }
    }
}
