using System.CommandLine;
using VizBench.Cli.Output;
using VizBench.Cli.Running;

namespace VizBench.Cli.Verbs;

/// <summary>A "list …": entries as rows of a table, or as JSON. None of them needs libtorch.</summary>
internal abstract class ListVerb<T> : Verb
{
    protected ListVerb(string name, string description) => Command = new Command(name, description);

    public sealed override Command Command { get; }

    public override IReadOnlyList<string> Examples => [$"./vizbench list {Command.Name}", $"./vizbench list {Command.Name} --json"];

    public sealed override VerbGroup Group => VerbGroup.List;

    public sealed override bool HasJson => true;

    public sealed override int Run(ParseResult arguments, Session session)
    {
        var entries = Entries(arguments).ToArray();
        session.Report(entries, output => Write(output, entries, arguments));
        return ExitCodes.Fine;
    }

    protected virtual void Write(TextWriter output, IReadOnlyList<T> entries, ParseResult arguments) => TextTable.Write(output, entries.SelectMany(Rows));

    protected abstract IEnumerable<T> Entries(ParseResult arguments);

    /// <summary>The lines that show one entry.</summary>
    protected abstract IEnumerable<IReadOnlyList<string>> Rows(T entry);
}
