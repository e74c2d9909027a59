using System.CommandLine;
using System.CommandLine.Help;

namespace VizBench.Cli.Running;

/// <summary>All verbs under one root, with help that ends in examples.</summary>
internal sealed class CommandTree
{
    /// <summary>The option that shows stack traces.</summary>
    public const string DebugName = "--debug";

    private readonly Dictionary<Command, Verb> _verbs = [];

    public CommandTree()
    {
        // Not a RootCommand: that one takes its name from the process, and users call the launcher.
        Root = new Command("vizbench", "A reproducible benchmark and regression suite for CNN visualisation.") { Debug, Quiet, new VersionOption("--version", "-v") };
        ShowExamples(Root, null, ["./vizbench run", "./vizbench apply saliency --network vgg-mini --input world:1000:0 --png saliency.png", "./vizbench test"]);
        var groups = new Dictionary<VerbGroup, Command>();
        foreach (var verb in AllVerbs())
        {
            _verbs.Add(verb.Command, verb);
            ParentOf(verb, groups).Add(verb.Command);
            if (verb.HasJson)
                verb.Command.Add(Json);
            if (verb.KnowsMethods)
                verb.Command.Add(PluginOption.Make());
            ShowExamples(verb.Command, verb, verb.Examples);
        }
    }

    public Command Root { get; }

    /// <summary>No remarks and no progress.</summary>
    public Option<bool> Quiet { get; } = new("--quiet", "-q") { Description = "Print results and errors only: no remarks, no progress", Recursive = true };

    /// <summary>Of every verb that <see cref="Verb.HasJson"/>.</summary>
    public Option<bool> Json { get; } = new("--json") { Description = "Print the result as one JSON document, and nothing else on stdout" };

    private Option<bool> Debug { get; } = new(DebugName) { Description = "Show the stack trace of an error", Recursive = true };

    /// <summary>The verb that was called; null where the command only holds others.</summary>
    public Verb? VerbOf(ParseResult parsed) => _verbs.GetValueOrDefault(parsed.CommandResult.Command);

    private static IEnumerable<Verb> AllVerbs() =>
        typeof(Verb).Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(Verb)) && !type.IsAbstract)
            .Select(type => (Verb)Activator.CreateInstance(type)!)
            .OrderBy(verb => verb.Group?.Name ?? verb.Command.Name, StringComparer.Ordinal).ThenBy(verb => verb.Command.Name, StringComparer.Ordinal);

    private Command ParentOf(Verb verb, Dictionary<VerbGroup, Command> groups)
    {
        if (verb.Group is not { } group)
            return Root;
        if (!groups.TryGetValue(group, out var command))
        {
            command = new Command(group.Name, group.Description);
            ShowExamples(command, null, [group.Example]);
            groups.Add(group, command);
            Root.Add(command);
        }

        return command;
    }

    private static void ShowExamples(Command command, Verb? verb, IReadOnlyList<string> examples)
    {
        // Each command has a help option of its own, which knows its examples.
        var help = new HelpOption();
        help.Action = new HelpWithExamples((HelpAction)help.Action!, examples, verb);
        command.Options.Add(help);
    }
}
