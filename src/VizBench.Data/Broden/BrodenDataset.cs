using VizBench.Data.Folders;
using VizBench.Data.Images;

namespace VizBench.Data.Broden;

/// <summary>
/// A data set in the layout of Broden (Bau et al. 2017, as NetDissect reads it): index.csv with the columns image, split, ih, iw,
/// sh, sw and one per category; category.csv, label.csv and c_CATEGORY.csv; pictures and masks under images/. A category's
/// field holds, with ; between them, masks (PNG, label = red + 256 · green) or numbers of labels that hold for the whole
/// picture; an empty field is a picture without labels in the category. Opening reads the tables; pictures are read when
/// they are asked for.
/// </summary>
public sealed class BrodenDataset
{
    /// <summary>A mask's label has 16 bits.</summary>
    public const int LargestLabel = 65535;

    private const int LargestSide = 1 << 20;
    private const int MostLayers = 1024;

    // Of all masks in one field: a few bytes of index must not ask for all memory there is.
    private const long MostMaskPixels = 1L << 29;

    private readonly string _index;
    private readonly Dictionary<int, string> _names;

    private BrodenDataset(string path, string index, Dictionary<int, string> names, IReadOnlyList<BrodenCategory> categories, IReadOnlyList<BrodenImage> images) =>
        (Path, _index, _names, Categories, Images) = (path, index, names, categories, images);

    public string Path { get; }

    /// <summary>In the order of category.csv.</summary>
    public IReadOnlyList<BrodenCategory> Categories { get; }

    public IReadOnlyList<BrodenImage> Images { get; }

    /// <summary>The labels' names by their numbers, which are unique over all categories; 0 is "none" and not among them.</summary>
    public IReadOnlyDictionary<int, string> Labels => _names;

    /// <exception cref="FileError">a table is missing or has a row that can't be</exception>
    public static BrodenDataset Open(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (!Directory.Exists(path))
            throw new FileError(path, "folder", File.Exists(path) ? "it is a file; name a folder" : "it does not exist; check the path");
        var index = System.IO.Path.Combine(path, "index.csv");
        if (!File.Exists(index))
            throw new FileError(index, "file", "Broden's index is missing; name the folder that holds index.csv, or export it again");
        var names = ReadLabels(System.IO.Path.Combine(path, "label.csv"));
        var categories = ReadCategories(path, names);
        var table = CsvTable.Read(index, ["image", "split", "ih", "iw", "sh", "sw", .. categories.Select(category => category.Name)]);
        if (table.Rows.Count == 0)
            throw new FileError(index, "file", "it lists no image; name a whole data set, or export it again");
        return new BrodenDataset(path, index, names, categories, [.. table.Rows.Select(row => ImageOf(table, row, categories))]);
    }

    /// <summary>The picture itself.</summary>
    /// <exception cref="FileError">it can't be read, or has another size than the index says</exception>
    public RgbImage Read(BrodenImage image)
    {
        ArgumentNullException.ThrowIfNull(image);
        return Picture(image.File, image, image.Width, image.Height, "iw × ih");
    }

    /// <summary>What is labelled in one category, one layer after the other; none where the index has none.</summary>
    /// <param name="category">a name of <see cref="Categories"/></param>
    /// <exception cref="FileError">a mask can't be read, has another size than the index says, or names a label that is not in label.csv</exception>
    /// <exception cref="UserError">no such category</exception>
    public IReadOnlyList<BrodenLayer> ReadLayers(BrodenImage image, string category)
    {
        ArgumentNullException.ThrowIfNull(image);
        var column = Categories.Select(known => known.Name).ToList().IndexOf(category);
        if (column < 0)
            throw new UserError($"{Path} has no category '{category}'; it has {string.Join(", ", Categories.Select(known => known.Name))}");
        var layers = image.Layers[column].Split(';', StringSplitOptions.RemoveEmptyEntries);
        if (layers.Length > MostLayers)
            throw new FileError(_index, Place(image, category), $"it has {layers.Length} layers, more than the {MostLayers} that are read; divide them");
        if (layers.Count(layer => !IsWhole(layer)) * (long)image.MaskWidth * image.MaskHeight > MostMaskPixels)
            throw new FileError(_index, Place(image, category), $"its masks have more than {MostMaskPixels} pixels together; divide them or scale them down");
        return [.. layers.Select(layer => Layer(image, category, layer))];
    }

    /// <summary>A category's first layer as a plane of <see cref="BrodenImage.MaskWidth"/> × <see cref="BrodenImage.MaskHeight"/> labels, row-major; 0 where nothing is labelled.</summary>
    /// <inheritdoc cref="ReadLayers"/>
    public ushort[] ReadPlane(BrodenImage image, string category)
    {
        var layers = ReadLayers(image, category);
        if (layers.Count > 0 && layers[0].Mask is { } mask)
            return mask;
        if ((long)image.MaskWidth * image.MaskHeight > PixelBudget.MaxPixels)
            throw new FileError(_index, Place(image, category), $"sw × sh is {image.MaskWidth}×{image.MaskHeight}, more than {PixelBudget.MaxPixels / 1_000_000} megapixels; scale the masks down");
        var plane = new ushort[image.MaskWidth * image.MaskHeight];
        plane.AsSpan().Fill(layers.Count > 0 ? layers[0].Whole : (ushort)0);
        return plane;
    }

    /// <summary>The category of a label: where several have it, the one whose pictures it covers most, of equals the last one, as in the paper's program; null: none has it.</summary>
    public string? CategoryOf(int label) => Categories.Select(category => (category.Name, At: category.Labels.ToList().IndexOf(label), category.Coverage))
        .Where(category => category.At >= 0).OrderBy(category => category.Coverage.Count > 0 ? category.Coverage[category.At] : 0).LastOrDefault().Name;

    private static Dictionary<int, string> ReadLabels(string path)
    {
        var table = CsvTable.Read(path, "number", "name");
        var names = new Dictionary<int, string>();
        foreach (var row in table.Rows)
        {
            var number = table.Number(row, "number", 0, LargestLabel);
            if (number > 0 && !names.TryAdd(number, table.Field(row, "name")))
                throw new FileError(path, $"line {row.Line}", $"label {number} is there twice; numbers are unique");
        }

        return names;
    }

    private static List<BrodenCategory> ReadCategories(string folder, Dictionary<int, string> names)
    {
        var path = System.IO.Path.Combine(folder, "category.csv");
        var table = CsvTable.Read(path, "name");
        var categories = new List<BrodenCategory>();
        foreach (var row in table.Rows)
        {
            var name = table.Field(row, "name");
            if (name.Length == 0 || !name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '-') || name.Length > 64)
                throw new FileError(path, $"line {row.Line}", $"a category can't be named '{CsvTable.Shortened(name)}'; names have letters, digits, _ and -");
            if (categories.Any(known => string.Equals(known.Name, name, StringComparison.Ordinal)))
                throw new FileError(path, $"line {row.Line}", $"category '{name}' is there twice");
            categories.Add(ReadCategory(name, System.IO.Path.Combine(folder, $"c_{name}.csv"), names));
        }

        return categories.Count > 0 ? categories : throw new FileError(path, "file", "it names no category");
    }

    private static BrodenCategory ReadCategory(string name, string path, Dictionary<int, string> names)
    {
        const string coverage = "coverage";
        var table = CsvTable.Read(path, "code", "number");
        var hasCoverage = table.Columns.Contains(coverage, StringComparer.Ordinal);
        var codes = new SortedDictionary<int, (int Number, double Coverage)>();
        foreach (var row in table.Rows)
        {
            var (code, number) = (table.Number(row, "code", 0, LargestLabel), table.Number(row, "number", 0, LargestLabel));
            if (number == 0)
                continue;
            if (!names.ContainsKey(number))
                throw new FileError(path, $"line {row.Line}", $"label {number} is not in label.csv");
            if (!codes.TryAdd(code, (number, hasCoverage ? table.Amount(row, coverage) : 0)))
                throw new FileError(path, $"line {row.Line}", $"code {code} is there twice; codes are unique in a category");
        }

        return new BrodenCategory(name, [.. codes.Values.Select(label => label.Number)], hasCoverage ? [.. codes.Values.Select(label => label.Coverage)] : []);
    }

    private static BrodenImage ImageOf(CsvTable table, CsvRow row, List<BrodenCategory> categories) => new(
        table.Field(row, "image"), table.Field(row, "split"),
        table.Number(row, "iw", 1, LargestSide), table.Number(row, "ih", 1, LargestSide),
        table.Number(row, "sw", 1, LargestSide), table.Number(row, "sh", 1, LargestSide),
        [.. categories.Select(category => table.Field(row, category.Name))], row.Line);

    private BrodenLayer Layer(BrodenImage image, string category, string layer)
    {
        if (IsWhole(layer))
        {
            if (int.TryParse(layer, System.Globalization.CultureInfo.InvariantCulture, out var number) && (number == 0 || _names.ContainsKey(number)))
                return new BrodenLayer(null, (ushort)number);
            throw new FileError(_index, Place(image, category), $"label {CsvTable.Shortened(layer)} is not in label.csv");
        }

        var picture = Picture(layer, image, image.MaskWidth, image.MaskHeight, "sw × sh");
        var mask = new ushort[picture.Width * picture.Height];
        for (var i = 0; i < mask.Length; i++)
        {
            mask[i] = (ushort)(picture.Pixels[3 * i] + 256 * picture.Pixels[3 * i + 1]);
            if (mask[i] != 0 && !_names.ContainsKey(mask[i]))
                throw new FileError(System.IO.Path.Combine(Path, "images", layer), $"pixel {i % picture.Width},{i / picture.Width}", $"label {mask[i]} is not in label.csv; a mask holds label = red + 256 · green");
        }

        return new BrodenLayer(mask, 0);
    }

    // A number labels the whole picture, anything else names a mask.
    private static bool IsWhole(string layer) => layer.All(char.IsAsciiDigit);

    private static string Place(BrodenImage image, string category) => $"line {image.Line}, {category}";

    private RgbImage Picture(string name, BrodenImage image, int width, int height, string columns)
    {
        var path = FolderPath.Inside(Path, "images/" + name, _index, $"line {image.Line}");
        var picture = ImageFiles.Read(path);
        if (picture.Width != width || picture.Height != height)
            throw new FileError(path, "size", $"{picture.Width}×{picture.Height} pixels, and line {image.Line} of index.csv says {columns} is {width}×{height}");
        return picture;
    }
}
