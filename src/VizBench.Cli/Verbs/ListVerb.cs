using System.CommandLine;
using VizBench.Cli.Output;
using VizBench.Cli.Running;

namespace VizBench.Cli.Verbs;

/// <summary>A "list …": entries as rows of a table, or as JSON. None of them needs libtorch.</summary>
internal abstract class ListVerb<T> : Verb
{
    private readonly Option<bool> _json = new("--json") { Description = "Print JSON, an array of objects" };

    protected ListVerb(string name, string description)
    {
        Command = new Command(name, description);
        Command.Options.Add(_json);
    }

    public sealed override Command Command { get; }

    public override IReadOnlyList<string> Examples => [$"./vizbench list {Command.Name}", $"./vizbench list {Command.Name} --json"];

    public sealed override VerbGroup Group => VerbGroup.List;

    public sealed override int Run(ParseResult arguments, Session session)
    {
        var entries = Entries(arguments).ToArray();
        if (arguments.GetValue(_json))
            session.Terminal.Out.WriteLine(Json.Of(entries));
        else
            TextTable.Write(session.Terminal.Out, entries.SelectMany(Rows));
        return ExitCodes.Fine;
    }

    protected abstract IEnumerable<T> Entries(ParseResult arguments);

    /// <summary>The lines that show one entry.</summary>
    protected abstract IEnumerable<IReadOnlyList<string>> Rows(T entry);
}
