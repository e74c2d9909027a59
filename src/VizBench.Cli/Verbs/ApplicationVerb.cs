using System.CommandLine;
using VizBench.Cli.Arguments;
using VizBench.Cli.Datasets;
using VizBench.Cli.Output;
using VizBench.Cli.Running;
using VizBench.Data.ConceptWorld;
using VizBench.Engine;
using VizBench.Networks.Zoo;

namespace VizBench.Cli.Verbs;

/// <summary>A verb of "applications": it studies one network of ConceptWorld's classes, and prints the study or writes it into a folder.</summary>
internal abstract class ApplicationVerb<TStudy> : Verb
{
    private readonly Argument<string> _network = new("NETWORK") { Description = "A network of ConceptWorld's classes (vizbench list networks)" };
    private readonly Option<string?> _weights = new("--weights") { Description = "A .safetensors, .pth or .npz file [default: those that come with the network]", HelpName = "FILE" };
    private readonly Option<long?> _seed = NumberParsing.WholeNumber("--seed", "Which world [default: 1000]");
    private readonly Option<string?> _out;

    /// <param name="holds">what a folder of the study holds, for the help</param>
    protected ApplicationVerb(string name, string description, string holds)
    {
        _out = new("--out") { Description = $"A new folder for {holds}", HelpName = "DIR" };
        Command = new Command(name, description) { _network, _weights };
    }

    public sealed override Command Command { get; }

    public sealed override VerbGroup Group => VerbGroup.Applications;

    public sealed override bool HasJson => true;

    /// <summary>What is done to the network, for the display of progress: "pruning".</summary>
    protected abstract string Doing { get; }

    public sealed override int Run(ParseResult arguments, Session session)
    {
        var folder = arguments.GetValue(_out);
        if (folder is not null)
            NewFolder.Check("--out", folder);
        TorchEngine.Initialise(Environment.ProcessorCount);
        using var opened = session.Open(arguments.GetRequiredValue(_network), arguments.GetValue(_weights), ScalarType.Float32, CPU);
        var world = FeatureVerb.WorldOf(arguments.GetValue(_seed), opened.Network.Architecture);
        var study = ProgressDisplay.Run(session.Terminal, $"{Doing} {opened.Network.Name}", display => Study(arguments, opened, world, new SynchronousProgress<double>(display.Report), session.Cancellation));
        if (folder is not null)
            NewFolder.Fill("--out", folder, partial => Write(partial, study));
        session.Terminal.Out.Write(session.PrintsJson ? Json(study) : folder is null ? Markdown(study) : $"written  {folder}\n");
        return ExitCodes.Fine;
    }

    protected abstract TStudy Study(ParseResult arguments, OpenedNetwork opened, WorldOptions world, IProgress<double> progress, CancellationToken cancellation);

    protected abstract string Markdown(TStudy study);

    protected abstract string Json(TStudy study);

    protected abstract void Write(string folder, TStudy study);

    /// <summary>The verb's own options, in the order of its help, before those of all.</summary>
    protected void Add(params IEnumerable<Option> own)
    {
        foreach (var option in own.Concat([_seed, _out]))
            Command.Add(option);
    }
}
