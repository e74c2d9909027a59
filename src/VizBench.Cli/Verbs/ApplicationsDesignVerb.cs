using System.CommandLine;
using VizBench.Cli.Applications;
using VizBench.Cli.Arguments;
using VizBench.Cli.Datasets;
using VizBench.Cli.Output;
using VizBench.Cli.Running;
using VizBench.Engine;
using VizBench.Files;

namespace VizBench.Cli.Verbs;

/// <summary>applications design: a badly strided first layer beside a good one.</summary>
internal sealed class ApplicationsDesignVerb : Verb
{
    private const int DefaultImages = 24_576;
    private const int Tested = 1_200;

    private readonly Option<long?> _images = NumberParsing.WholeNumber("--images", $"Images of each training, rounded down to whole batches [default: {DefaultImages}]", 384, 10_000_000);
    private readonly Option<string> _out = new("--out") { Description = "A new folder for design.md and .json, filters.png, and both networks' weights, cards and curves", HelpName = "DIR", Required = true };

    public ApplicationsDesignVerb() => Command = new Command("design", "Trains a network with a badly strided first layer and one with a good one: dead and aliased filters, accuracy, steadiness under shifts") { _images, _out };

    public override Command Command { get; }

    public override VerbGroup Group => VerbGroup.Applications;

    public override bool HasJson => true;

    public override IReadOnlyList<string> Examples => ["./vizbench applications design --out design"];

    public override int Run(ParseResult arguments, Session session)
    {
        var folder = arguments.GetRequiredValue(_out);
        NewFolder.Check("--out", folder);
        TorchEngine.Initialise(Environment.ProcessorCount);
        var images = (int)(arguments.GetValue(_images) ?? DefaultImages) / DesignStudy.WholeBatches * DesignStudy.WholeBatches;
        IReadOnlyList<DesignedNetwork> found = [];
        NewFolder.Fill("--out", folder, partial =>
        {
            found = ProgressDisplay.Run(session.Terminal, "training two networks", display => DesignStudy.Run(partial, images, Tested, new SynchronousProgress<double>(display.Report), session.Cancellation));
            AtomicFile.WriteText(Path.Combine(partial, "design.md"), DesignStudy.Markdown(found, images));
            AtomicFile.WriteText(Path.Combine(partial, "design.json"), Json.Of(new { Images = images, Networks = found }));
        });
        session.Report(new { Images = images, Networks = found, Written = new[] { folder } }, output =>
        {
            output.Write(DesignStudy.Markdown(found, images));
            output.WriteLine($"\nwritten  {folder}");
        });
        return ExitCodes.Fine;
    }
}
