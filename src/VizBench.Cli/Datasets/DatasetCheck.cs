using System.Globalization;
using VizBench.Data.Broden;
using VizBench.Data.Folders;

namespace VizBench.Cli.Datasets;

/// <summary>Reads every picture and mask of a data set and says what it holds.</summary>
internal static class DatasetCheck
{
    /// <exception cref="FileError">the data set can't be opened</exception>
    /// <exception cref="UserError">pictures or masks that can't be used: the first of them, and how many there are</exception>
    public static IReadOnlyList<IReadOnlyList<string>> OfFolder(string path, CancellationToken cancellation)
    {
        var folder = ImageFolder.Open(path);
        var sizes = new HashSet<(int, int)>();
        Read(folder.Images, cancellation, image =>
        {
            var picture = folder.Read(image);
            sizes.Add((picture.Width, picture.Height));
        });
        var splits = folder.Images.Select(image => image.Split).OfType<string>().Distinct(StringComparer.Ordinal).ToArray();
        return
        [
            ["images", Number(folder.Images.Count)],
            ["classes", Number(folder.Classes.Count)],
            ["splits", splits.Length == 0 ? "none" : string.Join(", ", splits)],
            ["sizes", Sizes(sizes)],
        ];
    }

    /// <inheritdoc cref="OfFolder"/>
    public static IReadOnlyList<IReadOnlyList<string>> OfBroden(string path, CancellationToken cancellation)
    {
        var data = BrodenDataset.Open(path);
        var sizes = new HashSet<(int, int)>();
        var labelled = data.Categories.ToDictionary(category => category.Name, _ => 0, StringComparer.Ordinal);
        Read(data.Images, cancellation, image =>
        {
            data.Read(image);
            sizes.Add((image.Width, image.Height));
            foreach (var category in data.Categories)
                labelled[category.Name] += data.ReadLayers(image, category.Name).Count > 0 ? 1 : 0;
        });
        return
        [
            ["images", Number(data.Images.Count)],
            ["labels", Number(data.Labels.Count)],
            .. data.Categories.Select(category => (IReadOnlyList<string>)[category.Name, $"{Number(category.Labels.Count)} labels in {Number(labelled[category.Name])} images"]),
            ["sizes", Sizes(sizes)],
        ];
    }

    private static void Read<T>(IReadOnlyList<T> images, CancellationToken cancellation, Action<T> read)
    {
        var (faults, first) = (0, (FileError?)null);
        foreach (var image in images)
        {
            cancellation.ThrowIfCancellationRequested();
            try
            {
                read(image);
            }
            catch (FileError e)
            {
                faults++;
                first ??= e;
            }
        }

        if (first is not null)
            throw new UserError(faults == 1 ? first.Message : $"{first.Message} (the first of {faults} of {images.Count} images with faults)", first);
    }

    private static string Sizes(HashSet<(int Width, int Height)> sizes) =>
        sizes.Count == 1 ? string.Join("", sizes.Select(size => $"{size.Width}×{size.Height}")) : $"{Number(sizes.Count)} different";

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
