using System.Text.Json;
using VizBench.Files;

namespace VizBench.Networks.Onnx;

/// <summary>
/// What an ONNX file can't say: how pictures are prepared, what the classes are called, which size an input of open size has,
/// what makes probabilities of logits.
/// It stands in an optional JSON file beside the model, model.json for model.onnx (docs/onnx.md).
/// </summary>
internal sealed class Companion
{
    private const long MaxBytes = 16 << 20;
    private const int LargestSide = 1 << 14;

    private readonly string _path;
    private readonly int? _resize;
    private readonly int? _crop;
    private readonly double[]? _mean;
    private readonly double[]? _std;
    private readonly bool _blueFirst;

    private Companion(string path, JsonElement root)
    {
        _path = path;
        Only(root, "file", "preprocessing", "classes", "input", "layout", "probability");
        if (root.TryGetProperty("layout", out var layout))
            Layout = LayoutNamed(layout);
        if (root.TryGetProperty("input", out var input))
            Input = [.. Numbers(input, "input", 3).Select(size => size is >= 1 and <= LargestSide && size == Math.Floor(size) ? (long)size : throw Wrong("input", "expected three positive whole numbers: channels, rows, columns"))];
        if (root.TryGetProperty("classes", out var classes))
            Classes = Texts(classes);
        if (root.TryGetProperty("probability", out var probability))
            Probability = ProbabilityNamed(probability);
        if (!root.TryGetProperty("preprocessing", out var preprocessing))
            return;
        Only(preprocessing, "preprocessing", "resize", "crop", "mean", "std", "blueFirst");
        (_resize, _crop) = (Side(preprocessing, "resize"), Side(preprocessing, "crop"));
        _mean = preprocessing.TryGetProperty("mean", out var mean) ? Numbers(mean, "preprocessing.mean") : null;
        _std = preprocessing.TryGetProperty("std", out var std) ? Numbers(std, "preprocessing.std") : null;
        if (_std?.Any(value => value <= 0) == true)
            throw Wrong("preprocessing.std", "expected positive numbers");
        if (preprocessing.TryGetProperty("blueFirst", out var blueFirst))
            _blueFirst = blueFirst.ValueKind is JsonValueKind.True or JsonValueKind.False ? blueFirst.GetBoolean() : throw Wrong("preprocessing.blueFirst", "expected true or false");
    }

    /// <summary>(C, H, W), or null.</summary>
    internal IReadOnlyList<long>? Input { get; }

    /// <summary>The order of the input's axes in the model; null where that is left to the graph.</summary>
    internal InputLayout? Layout { get; }

    /// <summary>Names by index, or null.</summary>
    internal IReadOnlyList<string>? Classes { get; }

    /// <summary>How the file names a layout.</summary>
    internal static string NameOf(InputLayout layout) => layout == InputLayout.ChannelsLast ? "NHWC" : "NCHW";

    /// <summary>What makes probabilities of logits, or null.</summary>
    internal ClassProbability? Probability { get; }

    /// <summary>Where a model's companion lies, if it has one.</summary>
    internal static string PathOf(string model) => Path.ChangeExtension(model, ".json");

    /// <summary>The model's companion; an empty one where there is none.</summary>
    /// <exception cref="FileError">it is no JSON, or says what isn't known</exception>
    internal static Companion Beside(string model)
    {
        var path = PathOf(model);
        if (!File.Exists(path))
            return new Companion(path, JsonDocument.Parse("{}").RootElement);
        try
        {
            using var document = JsonDocument.Parse(JsonFile.Read(path, MaxBytes), new JsonDocumentOptions { MaxDepth = 8, AllowDuplicateProperties = false });
            return new Companion(path, document.RootElement);
        }
        catch (JsonException e)
        {
            throw new FileError(path, $"line {(e.LineNumber ?? 0) + 1}", OneLine.Of($"is not valid JSON: {e.Message}"), e);
        }
    }

    /// <summary>
    /// Of color pictures ImageNet's, for the network's size: the shorter side is resized to 256/224 of the input's longer side, and a crop of
    /// the input's height and width cut from the center. Of any other number of channels, where ImageNet says nothing, values in 0 … 1
    /// as they are, and no more resizing than the crop needs. An input of whole numbers gets the pixels as they are in the file, 0 … 255:
    /// the graph prepares them itself. The companion may say otherwise.
    /// </summary>
    internal Preprocessing PreprocessingFor(long[] shape, bool isReal)
    {
        var channels = checked((int)shape[0]);
        var (height, width) = _crop is { } side ? (side, side) : ((int)shape[1], (int)shape[2]);
        var longer = Math.Max(height, width);
        var isColor = channels == Preprocessing.ImageNet.Mean.Count;
        var resize = _resize ?? (isColor ? (int)Math.Round(longer * 256.0 / 224) : longer);
        if (resize < longer)
            throw Wrong("preprocessing.resize", $"is {resize}, less than the crop of {longer}");
        if (_blueFirst && !isColor)
            throw Wrong("preprocessing.blueFirst", $"only three channels are colors, and the network takes {channels}");
        var usual = isReal && isColor ? Preprocessing.ImageNet : null;
        var mean = Each(_mean, "preprocessing.mean", channels) ?? usual?.Mean ?? [.. Enumerable.Repeat(0.0, channels)];
        var std = Each(_std, "preprocessing.std", channels) ?? usual?.Std ?? [.. Enumerable.Repeat(isReal ? 1.0 : 1 / 255.0, channels)];
        return new Preprocessing(resize, height, mean, std) { CropWidth = width == height ? null : width, BlueFirst = _blueFirst };
    }

    internal void CheckClasses(long count)
    {
        if (Classes is not null && Classes.Count != count)
            throw Wrong("classes", $"names {Classes.Count} classes; the network has {count}");
        if (count == 1 && Probability == ClassProbability.Softmax)
            throw Wrong("probability", "is softmax, which is always 1 for a network of one output; leave it out, or give sigmoid");
    }

    private void Only(JsonElement element, string place, params string[] known)
    {
        if (element.ValueKind != JsonValueKind.Object)
            throw Wrong(place, "expected an object");
        foreach (var property in element.EnumerateObject())
        {
            if (!known.Contains(property.Name, StringComparer.Ordinal))
                throw Wrong(place, $"'{OneLine.Of(property.Name)}' is unknown; there are {string.Join(", ", known)}");
        }
    }

    private InputLayout LayoutNamed(JsonElement element) => element.ValueKind == JsonValueKind.String
        && Enum.GetValues<InputLayout>().Where(layout => string.Equals(NameOf(layout), element.GetString(), StringComparison.Ordinal)).ToArray() is [var named]
            ? named
            : throw Wrong("layout", "expected \"NCHW\" or \"NHWC\", the order of the axes of the model's input");

    private ClassProbability ProbabilityNamed(JsonElement element) => (element.ValueKind == JsonValueKind.String ? element.GetString() : null) switch
    {
        "softmax" => ClassProbability.Softmax,
        "sigmoid" => ClassProbability.Sigmoid,
        _ => throw Wrong("probability", "expected softmax or sigmoid"),
    };

    private int? Side(JsonElement preprocessing, string name)
    {
        if (!preprocessing.TryGetProperty(name, out var value))
            return null;
        return value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var side) && side is >= 1 and <= LargestSide
            ? side
            : throw Wrong($"preprocessing.{name}", $"expected a whole number of pixels, at most {LargestSide}");
    }

    private double[]? Each(double[]? numbers, string place, int channels) => numbers is null || numbers.Length == channels
        ? numbers
        : throw Wrong(place, $"gives {numbers.Length} number{(numbers.Length == 1 ? "" : "s")}; the network takes {channels} channel{(channels == 1 ? "" : "s")}, give one number for each");

    /// <param name="count">how many; null: one or more</param>
    private double[] Numbers(JsonElement element, string place, int? count = null)
    {
        var expected = count is null ? "expected a list of numbers, one for each channel" : "expected a list of three numbers";
        if (element.ValueKind != JsonValueKind.Array || element.GetArrayLength() == 0 || element.GetArrayLength() != (count ?? element.GetArrayLength()))
            throw Wrong(place, expected);
        return [.. element.EnumerateArray().Select(value => value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) && double.IsFinite(number)
            ? number
            : throw Wrong(place, expected))];
    }

    private string[] Texts(JsonElement element) => element.ValueKind == JsonValueKind.Array
        ? [.. element.EnumerateArray().Select(value => value.ValueKind == JsonValueKind.String ? value.GetString()! : throw Wrong("classes", "expected a list of texts"))]
        : throw Wrong("classes", "expected a list of texts");

    private FileError Wrong(string place, string reason) => new(_path, place, reason);
}
