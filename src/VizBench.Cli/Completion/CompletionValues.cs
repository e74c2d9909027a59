using System.CommandLine;
using System.CommandLine.Completions;
using VizBench.Cli.Running;
using VizBench.Engine;
using VizBench.Methods;
using VizBench.Metrics;
using VizBench.Networks.Obtaining;
using VizBench.Networks.Zoo;
using VizBench.Suite;
using VizBench.Training;

namespace VizBench.Cli.Completion;

/// <summary>What arguments and options can be, by their names, which mean the same with every verb.</summary>
internal static class CompletionValues
{
    private static readonly Dictionary<string, Func<CompletionContext, IEnumerable<string>>> s_values = new(StringComparer.Ordinal)
    {
        ["METHOD"] = _ => Methods,
        ["--methods"] = Listed(_ => Methods),
        ["NETWORK"] = context => context.ParseResult.CommandResult.Command.Name is "get" ? NetworkObtainer.Offered.Select(entry => entry.Name) : Networks,
        ["--network"] = _ => Networks,
        ["--networks"] = Listed(_ => Networks),
        ["SUITE"] = _ => SuiteCatalogue.Names,
        ["NAME"] = _ => Recipes.All.Select(recipe => recipe.Name),
        ["SHELL"] = _ => CompletionScript.Shells,
        ["--layer"] = Layers,
        ["--layers"] = Listed(Layers),
        ["--target"] = Classes,
        ["--set"] = Settings,
        ["--metric"] = Listed(_ => MetricRegistry.All.Select(metric => metric.Id)),
        ["--dtype"] = _ => Enum.GetValues<PrecisionClass>().Select(Precision.NameOf),
        ["--device"] = _ => ["cpu", "cuda"],
    };

    private static IEnumerable<string> Methods => MethodRegistry.All.Select(info => info.Id);

    private static IEnumerable<string> Networks => NetworkCatalogue.All.Select(entry => entry.Name);

    /// <summary>Names that have values to suggest.</summary>
    internal static IReadOnlyCollection<string> Names => s_values.Keys;

    /// <summary>The plugins of an unfinished line; none where one of them is not there yet.</summary>
    public static PluginSet? PluginsOf(ParseResult parsed)
    {
        try
        {
            return PluginOption.Load(parsed);
        }
        catch (UserError)
        {
            return null;
        }
    }

    public static void AddTo(Command command)
    {
        foreach (var argument in command.Arguments)
            Add(argument.Name, argument.CompletionSources, context => IsOpen(argument, context));
        foreach (var option in command.Options)
            Add(option.Name, option.CompletionSources, _ => true);
        foreach (var child in command.Subcommands)
            AddTo(child);
    }

    private static void Add(string name, List<Func<CompletionContext, IEnumerable<CompletionItem>>> sources, Func<CompletionContext, bool> isOpen)
    {
        if (s_values.TryGetValue(name, out var values))
            sources.Add(context => isOpen(context) ? Quietly(values, context).Select(value => new CompletionItem(value)) : []);
    }

    /// <summary>Whether the word at the cursor is the argument's, or may become it.</summary>
    private static bool IsOpen(Argument argument, CompletionContext context)
    {
        var tokens = context.ParseResult.GetResult(argument)?.Tokens ?? [];
        return tokens.Count < argument.Arity.MaximumNumberOfValues || (context.WordToComplete.Length > 0 && string.Equals(tokens[^1].Value, context.WordToComplete, StringComparison.Ordinal));
    }

    /// <summary>None where the line names something that isn't there: it is not finished yet.</summary>
    private static IReadOnlyList<string> Quietly(Func<CompletionContext, IEnumerable<string>> values, CompletionContext context)
    {
        try
        {
            return [.. values(context)];
        }
        catch (UserError)
        {
            return [];
        }
    }

    /// <summary>Values that one word lists with commas between: behind the last comma, those that are not listed yet.</summary>
    private static Func<CompletionContext, IEnumerable<string>> Listed(Func<CompletionContext, IEnumerable<string>> values) => context =>
    {
        var start = context.WordToComplete.LastIndexOf(',') + 1;
        var listed = context.WordToComplete[..start];
        return values(context).Except(listed.Split(','), StringComparer.Ordinal).Select(value => listed + value);
    };

    private static IEnumerable<string> Layers(CompletionContext context) =>
        NetworkOf(context) is { } network ? NetworkCatalogue.ArchitectureOf(network).Layers.Select(layer => layer.Name) : [];

    private static IEnumerable<string> Classes(CompletionContext context) =>
        NetworkOf(context) is { } network ? NetworkCatalogue.ArchitectureOf(network).Classes : [];

    private static string? NetworkOf(CompletionContext context) => ValueOf(context, "--network") ?? ValueOf(context, "NETWORK");

    /// <summary>"key=" for each option of the method; behind a key its choices.</summary>
    private static IEnumerable<string> Settings(CompletionContext context)
    {
        var method = ValueOf(context, "METHOD") ?? (context.ParseResult.CommandResult.Command.Name is "paths" ? "relevance-paths" : null);
        if (method is null)
            yield break;
        foreach (var option in MethodRegistry.Named(method).Options)
        {
            if (!context.WordToComplete.StartsWith(option.Name + "=", StringComparison.Ordinal))
            {
                yield return option.Name + "=";
                continue;
            }

            foreach (var choice in option.Choices)
                yield return $"{option.Name}={choice}";
        }
    }

    /// <summary>What the line gives an argument or option of this name.</summary>
    private static string? ValueOf(CompletionContext context, string name)
    {
        var command = context.ParseResult.CommandResult.Command;
        if (command.Options.FirstOrDefault(option => string.Equals(option.Name, name, StringComparison.Ordinal)) is { } option)
            return context.ParseResult.GetResult(option)?.Tokens.FirstOrDefault()?.Value;
        return command.Arguments.FirstOrDefault(argument => string.Equals(argument.Name, name, StringComparison.Ordinal)) is { } argument
            ? context.ParseResult.GetResult(argument)?.Tokens.FirstOrDefault()?.Value
            : null;
    }
}
