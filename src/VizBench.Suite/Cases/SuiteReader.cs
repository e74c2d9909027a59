using System.Text.Json;
using VizBench.Data.Folders;
using VizBench.Data.Paintings;
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
        var bytes = JsonFile.Read(file, LargestFile);
        try
        {
            using var document = JsonDocument.Parse(bytes, s_options);
            return Suite(new SuiteNode(file, "the suite", document.RootElement, isRoot: true), depth);
        }
        catch (JsonException e)
        {
            throw new FileError(file, $"line {(e.LineNumber ?? 0) + 1}, column {(e.BytePositionInLine ?? 0) + 1}", "not JSON here; mend the text there", e);
        }
    }

    private static SuiteDefinition Suite(SuiteNode node, int depth)
    {
        node.AllowOnly("$schema", "name", "summary", "golden", "seed", "suites", "networks", "inputs", "methods");
        var suite = new SuiteDefinition
        {
            File = node.File,
            Name = node.Required("name").Text(),
            Summary = node.Optional("summary")?.Text() ?? "",
            IsGolden = node.Optional("golden")?.Truth() ?? false,
            Seed = node.Optional("seed")?.Whole() ?? 0,
        };
        node.Optional("$schema")?.Text();
        if (node.Optional("suites") is { } parts)
        {
            if ((node.Optional("networks") ?? node.Optional("inputs") ?? node.Optional("methods")) is { } own)
                throw own.Error("a suite is either made of \"suites\", or has \"networks\", \"inputs\" and \"methods\" of its own");
            return SuiteParts.Read(suite, parts, depth);
        }

        var notes = new List<string>();
        return suite with
        {
            Networks = [.. node.Required("networks").NotEmptyItems().Select(item => item.Text())],
            Inputs = [.. node.Required("inputs").NotEmptyItems().SelectMany(item => Input(item, notes))],
            Notes = notes,
            Entries = [.. node.Required("methods").NotEmptyItems().Select(Method)],
        };
    }

    private static IEnumerable<CaseInput> Input(SuiteNode node, List<string> notes)
    {
        node.AllowOnly("world", "picture", "painting", "folder", "limit", "blank", "size");
        var (world, picture, folder, limit) = (node.Optional("world"), node.Optional("picture"), node.Optional("folder"), node.Optional("limit"));
        var painting = node.Optional("painting");
        if (node.Optional("blank") is { } blank)
        {
            return blank.Truth() && world is null && picture is null && painting is null && folder is null && limit is null
                ? [new BlankInput(node.Optional("size") is { } side ? Side(side) : null)]
                : throw blank.Error("an input from nothing is {\"blank\": true}, with a \"size\" where it is not the network's, and nothing else");
        }

        if (node.Optional("size") is { } size)
            throw size.Error("only a blank input has a size; a picture is resized as the network's preprocessing says");
        if (new[] { world, picture, painting, folder }.Count(given => given is not null) != 1)
            throw node.Error("an input is either a \"world\" with seed and indices, or a \"picture\" with a path, or a \"painting\" with a name, or a \"folder\" with a path");
        if (limit is not null && folder is null)
            throw limit.Error("a limit belongs to a \"folder\"; remove it");
        if (painting is not null)
            return [PaintingOf(painting)];
        if (picture is not null)
            return [new PictureInput(PathOf(picture))];
        if (folder is not null)
            return PicturesOf(folder, notes, limit is null ? null : limit.Whole() is > 0 and var most ? most : throw limit.Error("the limit is a whole number from 1 on"));
        world!.AllowOnly("seed", "indices");
        var seed = world.Required("seed").Whole();
        return world.Required("indices").NotEmptyItems().Select(item => new WorldInput(seed, item.WholeFromZero()));
    }

    private static PaintingInput PaintingOf(SuiteNode node)
    {
        node.AllowOnly("name", "seed");
        var name = node.Required("name");
        try
        {
            Painting.CheckName(name.Text());
        }
        catch (UserError e) when (e is not FileError)
        {
            throw name.Error(e.Message);
        }

        return new PaintingInput(name.Text(), node.Optional("seed")?.Whole() ?? 0);
    }

    /// <summary>One input for each role.</summary>
    private static SortedDictionary<string, CaseInput> Roles(SuiteNode node)
    {
        var roles = new SortedDictionary<string, CaseInput>(StringComparer.Ordinal);
        foreach (var (role, input) in node.Members())
        {
            CaseInput[] inputs = input.Optional("folder") is null ? [.. Input(input, [])] : [];
            roles[role] = inputs is [not BlankInput and var one] ? one : throw input.Error("a role takes one \"picture\", one \"painting\" or one image of a \"world\"");
        }

        return roles;
    }

    private static int Side(SuiteNode node) => node.Whole() is >= 1 and <= BlankInput.LargestSize and var side
        ? (int)side
        : throw node.Error($"a side has 1 to {BlankInput.LargestSize} pixels");

    private static IEnumerable<PictureInput> PicturesOf(SuiteNode folder, List<string> notes, long? limit)
    {
        var path = PathOf(folder);
        if (!PictureSet.IsFolder(path))
            throw folder.Error(File.Exists(path) ? $"{path} is a file; name it as a \"picture\"" : $"there is no folder {path}; paths are relative to the suite's file");
        var pictures = PictureSet.Of([path], limit);
        notes.AddRange(pictures.Notes);
        return PictureInput.Of(pictures);
    }

    /// <summary>Relative to the suite's file.</summary>
    private static string PathOf(SuiteNode node) => Path.Combine(Path.GetDirectoryName(Path.GetFullPath(node.File))!, node.Text());

    private static MethodEntry Method(SuiteNode node)
    {
        node.AllowOnly("method", "set", "roles", "layer", "units", "target", "name");
        return new MethodEntry
        {
            Place = node.Place,
            Method = node.Required("method").Text(),
            Settings = node.Optional("set")?.Members().ToDictionary(m => m.Key, m => m.Value.Setting(), StringComparer.Ordinal) ?? new(StringComparer.Ordinal),
            Roles = node.Optional("roles") is { } roles ? Roles(roles) : new(StringComparer.Ordinal),
            Layer = node.Optional("layer")?.Text(),
            Units = [.. node.Optional("units")?.NotEmptyItems().Select(item => item.Unit()) ?? []],
            Target = node.Optional("target")?.WholeFromZero(),
            Name = node.Optional("name")?.Text(),
        };
    }
}
