using System.Text.Json;
using VizBench.Files;

namespace VizBench.Suite;

/// <summary>
/// Reads a suite file, strictly: a key that isn't known is refused, because a misspelt option that is passed over in silence
/// would make a benchmark of something else. Comments and trailing commas are allowed.
/// </summary>
internal static class SuiteReader
{
    private const long LargestFile = 4 << 20;
    private static readonly JsonDocumentOptions s_options = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true, MaxDepth = 16 };

    /// <param name="depth">how many suites name this one, each the next</param>
    internal static SuiteDefinition Read(string file, int depth = 0)
    {
        var bytes = InputFile.ReadBytes(file, LargestFile);
        try
        {
            using var document = JsonDocument.Parse(bytes, s_options);
            return Suite(new SuiteNode(file, "the suite", document.RootElement), depth);
        }
        catch (JsonException e)
        {
            throw new FileError(file, $"line {(e.LineNumber ?? 0) + 1}, column {(e.BytePositionInLine ?? 0) + 1}", "not JSON here; mend the text there", e);
        }
    }

    private static SuiteDefinition Suite(SuiteNode node, int depth)
    {
        node.AllowOnly("name", "summary", "golden", "seed", "suites", "networks", "inputs", "methods");
        var suite = new SuiteDefinition
        {
            File = node.File,
            Name = node.Required("name").Text(),
            Summary = node.Optional("summary")?.Text() ?? "",
            IsGolden = node.Optional("golden")?.Truth() ?? false,
            Seed = node.Optional("seed")?.Whole() ?? 0,
        };
        if (node.Optional("suites") is { } parts)
        {
            if ((node.Optional("networks") ?? node.Optional("inputs") ?? node.Optional("methods")) is { } own)
                throw own.Error("a suite is either made of \"suites\", or has \"networks\", \"inputs\" and \"methods\" of its own");
            return SuiteParts.Read(suite, parts, depth);
        }

        return suite with
        {
            Networks = [.. node.Required("networks").NotEmptyItems().Select(item => item.Text())],
            Inputs = [.. node.Required("inputs").NotEmptyItems().SelectMany(Input)],
            Entries = [.. node.Required("methods").NotEmptyItems().Select(Method)],
        };
    }

    private static IEnumerable<CaseInput> Input(SuiteNode node)
    {
        node.AllowOnly("world", "picture", "blank", "size");
        var (world, picture) = (node.Optional("world"), node.Optional("picture"));
        if (node.Optional("blank") is { } blank)
        {
            return blank.Truth() && world is null && picture is null
                ? [new BlankInput(node.Optional("size") is { } side ? Side(side) : null)]
                : throw blank.Error("an input from nothing is {\"blank\": true}, with a \"size\" where it is not the network's, and nothing else");
        }

        if (node.Optional("size") is { } size)
            throw size.Error("only a blank input has a size; a picture is resized as the network's preprocessing says");

        if (world is null == picture is null)
            throw node.Error("an input is either a \"world\" with seed and indices, or a \"picture\" with a path");
        if (picture is not null)
            return [new PictureInput(Path.Combine(Path.GetDirectoryName(Path.GetFullPath(node.File))!, picture.Text()))];
        world!.AllowOnly("seed", "indices");
        var seed = world.Required("seed").Whole();
        return world.Required("indices").NotEmptyItems().Select(item => new WorldInput(seed, item.WholeFromZero()));
    }

    private static int Side(SuiteNode node) => node.Whole() is >= 1 and <= BlankInput.LargestSize and var side
        ? (int)side
        : throw node.Error($"a side has 1 to {BlankInput.LargestSize} pixels");

    private static MethodEntry Method(SuiteNode node)
    {
        node.AllowOnly("method", "set", "layer", "units", "target", "name");
        return new MethodEntry
        {
            Place = node.Place,
            Method = node.Required("method").Text(),
            Settings = node.Optional("set")?.Members().ToDictionary(m => m.Key, m => m.Value.Setting(), StringComparer.Ordinal) ?? new(StringComparer.Ordinal),
            Layer = node.Optional("layer")?.Text(),
            Units = [.. node.Optional("units")?.NotEmptyItems().Select(item => item.Unit()) ?? []],
            Target = node.Optional("target")?.WholeFromZero(),
            Name = node.Optional("name")?.Text(),
        };
    }
}
