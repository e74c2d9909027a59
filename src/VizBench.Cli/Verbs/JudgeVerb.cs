using System.CommandLine;
using System.Text;
using VizBench.Cli.Arguments;
using VizBench.Cli.Datasets;
using VizBench.Cli.Output;
using VizBench.Cli.Running;
using VizBench.Files;
using VizBench.Suite;

namespace VizBench.Cli.Verbs;

/// <summary>judge: attribution methods against the truth of ConceptWorld, as one comparison table.</summary>
internal sealed class JudgeVerb : Verb
{
    private readonly Option<string> _networks = new("--networks") { Description = "Networks of ConceptWorld's classes, separated by commas", HelpName = "NAMES", DefaultValueFactory = _ => "vgg-mini" };
    private readonly Option<string?> _methods = new("--methods") { Description = "Only methods whose id or label matches (* and ?, separated by commas)", HelpName = "GLOBS" };
    private readonly Option<long?> _images = NumberParsing.WholeNumber("--images", "Images for each network [default: 24]", 2, 100_000);
    private readonly Option<long?> _seed = NumberParsing.WholeNumber("--seed", "The world of the images, and the key of everything random [default: 1000]");
    private readonly Option<string?> _out = new("--out") { Description = "A new folder for judgement.md, .csv and .json", HelpName = "DIR" };
    private readonly Option<string> _device = new("--device") { Description = "cpu, cuda or cuda:INDEX", HelpName = "DEVICE", DefaultValueFactory = _ => "cpu" };

    public JudgeVerb() => Command = new Command("judge", "Judges attribution methods against the planted truth, the network and chance") { _networks, _methods, _images, _seed, _out, _device };

    public override Command Command { get; }

    public override IReadOnlyList<string> Examples =>
    [
        "./vizbench judge --methods 'gradient,lrp*,grad-cam*' --images 12",
        "./vizbench judge --networks vgg-mini,vgg-mini-shortcut --out judgement",
    ];

    public override int Run(ParseResult arguments, Session session)
    {
        var folder = arguments.GetValue(_out);
        if (folder is not null)
            NewFolder.Check("--out", folder);
        var defaults = new JudgeSettings();
        var settings = defaults with
        {
            Networks = arguments.GetRequiredValue(_networks).Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
            Methods = arguments.GetValue(_methods),
            Images = (int)(arguments.GetValue(_images) ?? defaults.Images),
            Seed = arguments.GetValue(_seed) ?? defaults.Seed,
            Device = DeviceArgument.Parse(arguments.GetRequiredValue(_device)),
        };
        var set = ProgressDisplay.Run(session.Terminal, "judge", display => AttributionJudge.Run(
            settings, new SynchronousProgress<RunProgress>(progress => display.Report(progress.Fraction, progress.CaseId)), session.Cancellation));
        var table = JudgementTable.Markdown(set);
        if (folder is null)
        {
            session.Terminal.Out.Write(table);
            return ExitCodes.Fine;
        }

        NewFolder.Fill("--out", folder, partial =>
        {
            Write(partial, "judgement.md", table);
            Write(partial, "judgement.csv", JudgementTable.Csv(set));
            Write(partial, "judgement.json", JudgementTable.Json(set));
        });
        session.Terminal.Out.WriteLine($"written  {folder}");
        return ExitCodes.Fine;
    }

    private static void Write(string folder, string name, string text) =>
        AtomicFile.Write(Path.Combine(folder, name), stream => stream.Write(Encoding.UTF8.GetBytes(text)));
}
