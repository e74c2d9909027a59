using System.CommandLine;
using VizBench.Cli.Arguments;
using VizBench.Files;
using VizBench.Suite;

namespace VizBench.Cli.Verbs;

/// <summary>evaluate: attribution methods against the truth of ConceptWorld, as one comparison table.</summary>
internal sealed class EvaluateVerb : EvaluationVerb<EvaluationSet>
{
    private static readonly EvaluationSettings s_defaults = new();
    private readonly Option<long?> _images = NumberParsing.WholeNumber("--images", "Images for each network [default: 24]", 2, 100_000);
    private readonly Option<long?> _seed = NumberParsing.WholeNumber("--seed", "The world of the images, and the key of everything random [default: 1000]");

    public EvaluateVerb()
        : base("evaluate", "Evaluates attribution methods against the planted truth, the network and chance", "evaluation.md, .csv and .json") => Add(_images, _seed);

    public override IReadOnlyList<string> Examples =>
    [
        "./vizbench evaluate --methods 'gradient,lrp*,grad-cam*' --images 12",
        "./vizbench evaluate --networks vgg-mini,vgg-mini-shortcut --out evaluation",
    ];

    protected override string FileName => "evaluation";

    protected override EvaluationSet Evaluate(ParseResult arguments, IProgress<RunProgress> progress, CancellationToken cancellation) => AttributionEvaluator.Run(
        s_defaults with
        {
            Networks = NetworksOf(arguments),
            Methods = MethodsOf(arguments),
            Images = (int)(arguments.GetValue(_images) ?? s_defaults.Images),
            Seed = arguments.GetValue(_seed) ?? s_defaults.Seed,
            Device = DeviceOf(arguments),
        },
        progress, cancellation);

    protected override string TableOf(EvaluationSet set) => EvaluationTable.Markdown(set);

    protected override string JsonOf(EvaluationSet set) => EvaluationTable.Json(set);

    protected override void Fill(EvaluationSet set, string path)
    {
        AtomicFile.WriteText(path + ".csv", EvaluationTable.Csv(set));
        AtomicFile.WriteText(path + ".json", JsonOf(set));
    }
}
