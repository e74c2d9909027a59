using System.CommandLine;
using VizBench.Cli.Arguments;
using VizBench.Cli.Datasets;
using VizBench.Cli.Output;
using VizBench.Cli.Running;
using VizBench.Files;
using VizBench.Suite;

namespace VizBench.Cli.Verbs;

/// <summary>A verb that evaluates methods on networks of ConceptWorld's classes: it prints a table, or leaves it in a new folder with what belongs to it.</summary>
/// <typeparam name="TSet">what the evaluation comes to</typeparam>
internal abstract class EvaluationVerb<TSet> : Verb
{
    private readonly Option<string> _networks = new("--networks", "--network") { Description = "Names of networks (vizbench list networks) or ONNX files, separated by commas", HelpName = "NAMES", DefaultValueFactory = _ => "vgg-mini" };
    private readonly Option<string?> _methods = new("--methods") { Description = "Only methods whose id or label matches (* and ?, separated by commas)", HelpName = "GLOBS" };
    private readonly Option<string?> _out;
    private readonly Option<string> _device = new("--device") { Description = "cpu, cuda or cuda:INDEX", HelpName = "DEVICE", DefaultValueFactory = _ => "cpu" };

    /// <param name="name">the verb</param>
    /// <param name="description">in its help</param>
    /// <param name="holds">what the folder of --out holds</param>
    protected EvaluationVerb(string name, string description, string holds)
    {
        _out = new Option<string?>("--out") { Description = $"A new folder for {holds}", HelpName = "DIR" };
        Command = new Command(name, description) { _networks, _methods };
    }

    /// <summary>Adds the verb's own options, then the last of the common ones: the order of its help.</summary>
    protected void Add(params Option[] own)
    {
        foreach (var option in (Option[])[.. own, _out, _device])
            Command.Add(option);
    }

    public sealed override Command Command { get; }

    public sealed override bool HasJson => true;

    public sealed override bool KnowsMethods => true;

    public sealed override int Run(ParseResult arguments, Session session)
    {
        var folder = arguments.GetValue(_out);
        if (folder is not null)
            NewFolder.Check("--out", folder);
        var set = ProgressDisplay.Run(session.Terminal, "evaluate", display => Evaluate(
            arguments, new SynchronousProgress<RunProgress>(progress => display.Report(progress.Fraction, progress.CaseId)), session.Cancellation));
        foreach (var note in NotesOf(set))
            session.Terminal.Note(note);
        var table = TableOf(set);
        if (session.PrintsJson)
            session.Terminal.Out.Write(JsonOf(set));
        else if (folder is null)
            session.Terminal.Out.Write(table);
        var code = GapsOf(set).Count > 0 ? ExitCodes.Regression : ExitCodes.Fine;
        if (folder is null)
            return code;
        NewFolder.Fill("--out", folder, partial =>
        {
            AtomicFile.WriteText(Path.Combine(partial, $"{FileName}.md"), table);
            Fill(set, Path.Combine(partial, FileName));
        });
        if (!session.PrintsJson)
            session.Terminal.Out.WriteLine($"written  {folder}");
        return code;
    }

    /// <summary>Of the table and what lies beside it, without its ending.</summary>
    protected abstract string FileName { get; }

    protected abstract TSet Evaluate(ParseResult arguments, IProgress<RunProgress> progress, CancellationToken cancellation);

    protected abstract string TableOf(TSet set);

    /// <summary>The same as the folder's .json file.</summary>
    protected abstract string JsonOf(TSet set);

    /// <summary>What was passed over, gaps included.</summary>
    protected abstract IReadOnlyList<string> NotesOf(TSet set);

    /// <summary>Methods that gave nothing on a network.</summary>
    protected abstract IReadOnlyList<EvaluationGap> GapsOf(TSet set);

    /// <summary>Writes what belongs to the table.</summary>
    /// <param name="path">the table's, without its ending</param>
    protected abstract void Fill(TSet set, string path);

    /// <exception cref="UserError">one of them is named twice</exception>
    protected IReadOnlyList<string> NetworksOf(ParseResult arguments)
    {
        var given = arguments.GetRequiredValue(_networks);
        string[] names = File.Exists(given) ? [given] : given.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        NetworkNames.Check(names);
        return names;
    }

    protected string? MethodsOf(ParseResult arguments) => arguments.GetValue(_methods);

    protected Device DeviceOf(ParseResult arguments) => DeviceArgument.Parse(arguments.GetRequiredValue(_device));
}
