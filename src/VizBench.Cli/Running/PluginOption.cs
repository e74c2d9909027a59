using System.CommandLine;
using VizBench.Suite;

namespace VizBench.Cli.Running;

/// <summary>--plugin, of every verb that knows methods: which plugins are used beside those of the environment.</summary>
internal static class PluginOption
{
    internal const string Name = "--plugin";

    public static Option<string[]> Make() => new(Name)
    {
        Description = $"Methods that do not come with VizBench: a .NET assembly, or the description of an external method (docs/external-methods.md). Its code runs with your rights. Several times for several; {PluginSet.Variable} names more, separated by colons",
        HelpName = "FILE.dll|FILE.json",
        Arity = ArgumentArity.OneOrMore,
        // What stands behind it is a verb's argument: list methods --plugin a.json saliency.
        AllowMultipleArgumentsPerToken = false,
    };

    /// <summary>Loads what the line and the environment name; nothing where its verb knows no methods.</summary>
    /// <exception cref="UserError">a file that is no plugin, or two methods of one id</exception>
    public static PluginSet? Load(ParseResult parsed)
    {
        if (parsed.CommandResult.Command.Options.OfType<Option<string[]>>().FirstOrDefault(option => string.Equals(option.Name, Name, StringComparison.Ordinal)) is not { } option)
            return null;
        string[] files = [.. (Environment.GetEnvironmentVariable(PluginSet.Variable) ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries), .. parsed.GetValue(option) ?? []];
        return files.Length == 0 ? null : PluginSet.Load(files);
    }
}
