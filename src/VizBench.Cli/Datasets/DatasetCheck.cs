using System.Globalization;
using VizBench.Data.Broden;
using VizBench.Data.Folders;

namespace VizBench.Cli.Datasets;

/// <summary>Reads every picture and mask of a data set and says what it holds.</summary>
internal static class DatasetCheck
{
    /// <exception cref="FileError">the data set can't be opened</exception>
    /// <exception cref="UserError">pictures or masks that can't be used: the first of them, and how many there are</exception>
    public static DatasetFacts OfFolder(string path, CancellationToken cancellation)
    {
        var folder = ImageFolder.Open(path);
        var sizes = new HashSet<(int, int)>();
        Read(folder.Images, cancellation, image =>
        {
            var picture = folder.Read(image);
            sizes.Add((picture.Width, picture.Height));
        });
        var splits = folder.Images.Select(image => image.Split).OfType<string>().Distinct(StringComparer.Ordinal).ToArray();
        return new DatasetFacts { Images = folder.Images.Count, Classes = folder.Classes.Count, Splits = splits, Sizes = Sizes(sizes) };
    }

    /// <inheritdoc cref="OfFolder"/>
    public static DatasetFacts OfBroden(string path, CancellationToken cancellation)
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
        return new DatasetFacts
        {
            Images = data.Images.Count,
            Labels = data.Labels.Count,
            Categories = [.. data.Categories.Select(category => new CategoryFacts(category.Name, category.Labels.Count, labelled[category.Name]))],
            Sizes = Sizes(sizes),
        };
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

    private static IReadOnlyList<string> Sizes(HashSet<(int Width, int Height)> sizes) => [.. sizes.Order().Select(size => $"{size.Width}×{size.Height}")];
}

/// <summary>What a data set holds; what its layout doesn't have is null.</summary>
internal sealed record DatasetFacts
{
    public required int Images { get; init; }

    public int? Classes { get; init; }

    /// <summary>Names of the splits; empty: none.</summary>
    public IReadOnlyList<string>? Splits { get; init; }

    public int? Labels { get; init; }

    public IReadOnlyList<CategoryFacts>? Categories { get; init; }

    /// <summary>Every size that occurs, width×height.</summary>
    public required IReadOnlyList<string> Sizes { get; init; }

    public IEnumerable<IReadOnlyList<string>> Rows()
    {
        yield return ["images", Number(Images)];
        if (Classes is { } classes)
            yield return ["classes", Number(classes)];
        if (Splits is { } splits)
            yield return ["splits", splits.Count == 0 ? "none" : string.Join(", ", splits)];
        if (Labels is { } labels)
            yield return ["labels", Number(labels)];
        foreach (var category in Categories ?? [])
            yield return [category.Name, $"{Counted.Of(category.Labels, "label")} in {Counted.Of(category.Images, "image")}"];
        yield return ["sizes", Sizes.Count == 1 ? Sizes[0] : $"{Number(Sizes.Count)} different"];
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}

/// <summary>A category of labels.</summary>
/// <param name="Labels">how many it has</param>
/// <param name="Images">how many images bear one of them</param>
internal sealed record CategoryFacts(string Name, int Labels, int Images);
