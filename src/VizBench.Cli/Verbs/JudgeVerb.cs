using System.CommandLine;
using VizBench.Cli.Arguments;
using VizBench.Files;
using VizBench.Suite;

namespace VizBench.Cli.Verbs;

/// <summary>judge: attribution methods against the truth of ConceptWorld, as one comparison table.</summary>
internal sealed class JudgeVerb : JudgingVerb<JudgementSet>
{
    private static readonly JudgeSettings s_defaults = new();
    private readonly Option<long?> _images = NumberParsing.WholeNumber("--images", "Images for each network [default: 24]", 2, 100_000);
    private readonly Option<long?> _seed = NumberParsing.WholeNumber("--seed", "The world of the images, and the key of everything random [default: 1000]");

    public JudgeVerb()
        : base("judge", "Judges attribution methods against the planted truth, the network and chance", "judgement.md, .csv and .json") => Add(_images, _seed);

    public override IReadOnlyList<string> Examples =>
    [
        "./vizbench judge --methods 'gradient,lrp*,grad-cam*' --images 12",
        "./vizbench judge --networks vgg-mini,vgg-mini-shortcut --out judgement",
    ];

    protected override string FileName => "judgement";

    protected override JudgementSet Judge(ParseResult arguments, IProgress<RunProgress> progress, CancellationToken cancellation) => AttributionJudge.Run(
        s_defaults with
        {
            Networks = NetworksOf(arguments),
            Methods = MethodsOf(arguments),
            Images = (int)(arguments.GetValue(_images) ?? s_defaults.Images),
            Seed = arguments.GetValue(_seed) ?? s_defaults.Seed,
            Device = DeviceOf(arguments),
        },
        progress, cancellation);

    protected override string TableOf(JudgementSet set) => JudgementTable.Markdown(set);

    protected override void Fill(JudgementSet set, string path)
    {
        AtomicFile.WriteText(path + ".csv", JudgementTable.Csv(set));
        AtomicFile.WriteText(path + ".json", JudgementTable.Json(set));
    }
}
