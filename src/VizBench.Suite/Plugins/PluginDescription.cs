using System.Text.Json;
using System.Text.RegularExpressions;
using VizBench.Files;
using VizBench.Methods;

namespace VizBench.Suite;

/// <summary>
/// Reads the description of external methods, strictly, as suites are read: one method, or several that one adapter computes. Nothing is
/// started. docs/external-methods.md lists the keys.
/// </summary>
internal sealed partial class PluginDescription
{
    private const long LargestFile = 1 << 20;
    private const double DefaultTimeout = 60;
    private const double LongestTimeout = 7 * 24 * 3600;
    private static readonly JsonDocumentOptions s_options = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true, MaxDepth = 16 };
    private static readonly string[] s_shared = ["$schema", "format", "command", "files", "onnx", "startTimeout", "timeout"];
    private static readonly string[] s_own = ["id", "family", "summary", "source", "result", "needs", "optional", "roles", "neededRoles", "anySize", "options", "sameAs"];

    private static readonly Dictionary<string, Type> s_types = new(StringComparer.Ordinal)
    {
        ["integer"] = typeof(int),
        ["number"] = typeof(double),
        ["boolean"] = typeof(bool),
        ["text"] = typeof(string),
        ["choice"] = typeof(string),
        ["integers"] = typeof(long[]),
        ["numbers"] = typeof(double[]),
        ["names"] = typeof(string[]),
    };

    private readonly Adapter _adapter;
    private readonly TimeSpan _timeout;

    private PluginDescription(string file, SuiteNode node, ExchangeFolder exchange)
    {
        if (node.Required("format") is var format && format.Whole() != 1)
            throw format.Error($"format {format.Whole()} is not read; this VizBench reads 1");
        var folder = Path.GetDirectoryName(Path.GetFullPath(file))!;
        string[] command = [.. node.Required("command").NotEmptyItems().Select(item => item.Text())];
        _timeout = Seconds(node, "timeout");
        _adapter = new Adapter(file, HashesOf(file, folder, command, node), command, folder, Seconds(node, "startTimeout"), exchange) { WantsOnnx = node.Optional("onnx")?.Truth() ?? false };
    }

    /// <param name="file">as it was named</param>
    /// <exception cref="FileError">it can't be read, or a key is wrong; the message names the place</exception>
    internal static (Adapter Adapter, IReadOnlyList<MethodInfo> Methods) Read(string file, ExchangeFolder exchange)
    {
        var bytes = JsonFile.Read(file, LargestFile);
        try
        {
            using var document = JsonDocument.Parse(bytes, s_options);
            return Read(new SuiteNode(file, "the description", document.RootElement, isRoot: true), file, exchange);
        }
        catch (JsonException e)
        {
            throw new FileError(file, $"line {(e.LineNumber ?? 0) + 1}, column {(e.BytePositionInLine ?? 0) + 1}", "not JSON here; mend the text there", e);
        }
    }

    private static (Adapter Adapter, IReadOnlyList<MethodInfo> Methods) Read(SuiteNode node, string file, ExchangeFolder exchange)
    {
        if (node.Optional("methods") is not { } several)
        {
            node.AllowOnly([.. s_shared, .. s_own, "methods"]);
            var one = new PluginDescription(file, node, exchange);
            return (one._adapter, [one.MethodOf(node)]);
        }

        node.AllowOnly([.. s_shared, "methods"]);
        var description = new PluginDescription(file, node, exchange);
        var methods = new List<MethodInfo>();
        foreach (var item in several.NotEmptyItems())
        {
            item.AllowOnly([.. s_own, "timeout"]);
            methods.Add(description.MethodOf(item));
        }

        return (description._adapter, methods);
    }

    private MethodInfo MethodOf(SuiteNode node)
    {
        var about = new MethodAttribute(Name(node.Required("id"), MethodId(), "lower-case letters, digits and +, in parts joined by hyphens"), Name(node.Required("family"), Identifier(), "lower-case letters, digits and hyphens"))
        {
            Summary = node.Required("summary").Text(),
            Source = node.Required("source").Text(),
            Result = Choice(node.Required("result"), Names.ChoicesOf<ResultKind>()),
            Needs = NeedsOf(node.Optional("needs")),
            Optional = NeedsOf(node.Optional("optional")),
            Roles = TextsOf(node.Optional("roles")),
            NeededRoles = TextsOf(node.Optional("neededRoles")),
            AnySize = node.Optional("anySize")?.Truth() ?? false,
        };
        if (about.NeededRoles.FirstOrDefault(role => !about.Roles.Contains(role, StringComparer.Ordinal)) is { } missing)
            throw node.Required("neededRoles").Error($"\"{missing}\" is none of its \"roles\"; put it there too");
        var options = node.Optional("options")?.Items() ?? [];
        var timeout = node.Optional("timeout") is null ? _timeout : Seconds(node, "timeout");
        var defaults = options.Select(option => KeyValuePair.Create(NameOf(option), DefaultOf(option))).ToArray();
        if (defaults.GroupBy(option => option.Key, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw node.Required("options").Error($"there are two options '{twice.Key}'; keep one");
        var info = Info(null);
        foreach (var option in options.Where(option => option.Optional("default") is { IsNull: false }))
            Checked(option.Required("default"), () => info.Create(new Dictionary<string, string>(StringComparer.Ordinal) { [NameOf(option)] = option.Required("default").Setting() }));
        return node.Optional("sameAs") is { } same ? Info(CounterpartOf(same, info)) : info;

        MethodInfo Info(Counterpart? counterpart) =>
            new(about, Create, method => method is ExternalMethod external && ReferenceEquals(external.About, about), method => options.Select(option => OptionOf(option, method)))
            {
                Origin = _adapter,
                SameAs = counterpart,
            };

        ExternalMethod Create()
        {
            var method = new ExternalMethod(_adapter, about, timeout);
            foreach (var (name, value) in defaults)
                method.Values[name] = value;
            return method;
        }
    }

    private static string NameOf(SuiteNode option) => Name(option.Required("name"), OptionName(), "snake case: lower-case letters, digits and underscores");

    private static OptionInfo OptionOf(SuiteNode node, Method defaults)
    {
        node.AllowOnly("name", "help", "type", "default", "least", "above", "greatest", "below", "choices");
        var (name, kind) = (NameOf(node), node.Required("type"));
        var type = Choice(kind, s_types);
        var isChoice = string.Equals(kind.Text(), "choice", StringComparison.Ordinal);
        var choices = TextsOf(node.Optional("choices"));
        if (isChoice != choices.Length > 0)
            throw node.Error(isChoice ? "an option of type choice lists its \"choices\"" : "only an option of type choice has \"choices\"");
        double Bound(string key) => node.Optional(key) is not { } bound ? double.NaN
            : type == typeof(int) || type == typeof(double) ? bound.Number() : throw bound.Error("only integers and numbers have bounds");
        var about = new OptionAttribute(node.Required("help").Text()) { Least = Bound("least"), Above = Bound("above"), Greatest = Bound("greatest"), Below = Bound("below") };
        return new OptionInfo(name, type, about, choices, method => ((ExternalMethod)method).Values[name], (method, value) => ((ExternalMethod)method).Values[name] = value, defaults);
    }

    /// <summary>Null: it is left open.</summary>
    private static object? DefaultOf(SuiteNode option)
    {
        if (option.Optional("default") is not { IsNull: false } value)
            return null;
        return option.Required("type").Text() switch
        {
            "integer" => value.Whole() is >= int.MinValue and <= int.MaxValue and var whole ? (int)whole : throw value.Error("the number is too large"),
            "number" => value.Number(),
            "boolean" => value.Truth(),
            "integers" => value.NotEmptyItems().Select(item => item.Whole()).ToArray(),
            "numbers" => value.NotEmptyItems().Select(item => item.Number()).ToArray(),
            "names" => value.NotEmptyItems().Select(item => item.Text()).ToArray(),
            _ => value.Text(),
        };
    }

    /// <summary>The method whose goldens it is held against: its id, or an object with what has to be said of the options.</summary>
    private static Counterpart CounterpartOf(SuiteNode node, MethodInfo info)
    {
        var (id, settings, options) = (node, new Dictionary<string, string>(StringComparer.Ordinal), new Dictionary<string, string?>(StringComparer.Ordinal));
        if (node.IsObject)
        {
            node.AllowOnly("method", "set", "options");
            id = node.Required("method");
            settings = node.Optional("set")?.Members().ToDictionary(member => member.Key, member => member.Value.Setting(), StringComparer.Ordinal) ?? settings;
            options = node.Optional("options")?.Members().ToDictionary(member => member.Key, member => member.Value.IsNull ? null : member.Value.Text(), StringComparer.Ordinal) ?? options;
        }

        var method = Checked(id, () => MethodRegistry.Own(id.Text()));
        if (method.Description.Result != info.Description.Result)
            throw id.Error($"{method.Id} gives {KindOf(method)}, and {info.Id} {KindOf(info)}: their numbers can't be compared");
        if (method.HasTrace)
            throw id.Error($"{method.Id} optimizes a picture, and is judged by its steps, which an external method does not tell");
        if (options.Keys.FirstOrDefault(name => !info.Options.Any(option => string.Equals(option.Name, name, StringComparison.Ordinal))) is { } unknown)
            throw node.Error($"\"options\" names '{unknown}', and {info.Id} has no such option");
        if (options.Values.FirstOrDefault(name => name is not null && !method.Options.Any(option => string.Equals(option.Name, name, StringComparison.Ordinal))) is { } none)
            throw node.Error($"\"options\" names '{none}', and {method.Id} has no such option (vizbench list methods {method.Id})");
        var counterpart = new Counterpart(method, settings, options);
        Checked(node, () => counterpart.For(info, info.Create()));
        return counterpart;
    }

    private static string KindOf(MethodInfo info) => Names.ChoicesOf<ResultKind>().First(choice => choice.Value == info.Description.Result).Key;

    private static Needs NeedsOf(SuiteNode? node) => node is null ? Needs.None : node.Items().Aggregate(Needs.None, (all, item) => all | Choice(item, Names.ChoicesOf<Needs>()));

    private static string[] TextsOf(SuiteNode? node) => node is null ? [] : [.. node.Items().Select(item => item.Text())];

    private static T Choice<T>(SuiteNode node, IReadOnlyDictionary<string, T> choices) => choices.TryGetValue(node.Text(), out var value)
        ? value
        : throw node.Error($"\"{node.Text()}\" is not known{NearestNames.Suggestion(node.Text(), choices.Keys)} (known are {string.Join(", ", choices.Keys)})");

    private static string Name(SuiteNode node, Regex form, string words) =>
        form.IsMatch(node.Text()) ? node.Text() : throw node.Error($"\"{OneLine.Of(node.Text())}\" is no name here; write it in {words}");

    private static TimeSpan Seconds(SuiteNode node, string key) => TimeSpan.FromSeconds(node.Optional(key) is not { } seconds ? DefaultTimeout
        : seconds.Number() is > 0 and <= LongestTimeout and var number ? number : throw seconds.Error("a timeout is a number of seconds above 0, at most a week"));

    private static T Checked<T>(SuiteNode node, Func<T> step)
    {
        try
        {
            return step();
        }
        catch (UserError e) when (e is not FileError)
        {
            throw node.Error(e.Message);
        }
    }

    /// <summary>The description itself, the files that its command names, and those that it lists: a change of any can change results.</summary>
    private static SortedDictionary<string, string> HashesOf(string file, string folder, string[] command, SuiteNode node)
    {
        var hashes = new SortedDictionary<string, string>(StringComparer.Ordinal) { [Path.GetFileName(file)] = InputFile.Sha256(file) };
        foreach (var item in node.Optional("files")?.Items() ?? [])
            hashes[item.Text()] = Checked(item, () => InputFile.Sha256(Path.GetFullPath(item.Text(), folder)));
        foreach (var word in command.Where(word => File.Exists(Path.GetFullPath(word, folder))))
            hashes[word] = InputFile.Sha256(Path.GetFullPath(word, folder));
        return hashes;
    }

    [GeneratedRegex("^[a-z0-9]+(-[a-z0-9]+)*$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Identifier();

    [GeneratedRegex(@"^[a-z0-9+]+(-[a-z0-9+]+)*$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex MethodId();

    [GeneratedRegex("^[a-z][a-z0-9_]*$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex OptionName();
}
