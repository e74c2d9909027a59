using System.CommandLine;
using VizBench.Cli.Arguments;
using VizBench.Files;
using VizBench.Suite;

namespace VizBench.Cli.Verbs;

/// <summary>evaluate: attribution methods against the truth of ConceptWorld, as one comparison table.</summary>
internal sealed class EvaluateVerb : EvaluationVerb<EvaluationSet>
{
    private static readonly EvaluationSettings s_defaults = new();
    private readonly Option<string[]> _input = new("--input")
    {
        Description = "Pictures of your own in place of ConceptWorld's: a folder (of pictures, of class folders, or in Broden's layout), or a file; several times for more. NAME.mask.png beside a picture is its region",
        HelpName = "FOLDER|FILE",
        Arity = ArgumentArity.OneOrMore,
    };

    private readonly Option<string?> _weights = new("--weights") { Description = "A .safetensors, .pth or .npz file for the one network, or formula:SEED [default: those that come with it]", HelpName = "FILE" };
    private readonly Option<long?> _images = NumberParsing.WholeNumber("--images", "Images for each network [default: 24 of ConceptWorld, or all pictures of --input]", 1, 100_000);
    private readonly Option<long?> _seed = NumberParsing.WholeNumber("--seed", "The world of the images, and the key of everything random [default: 1000]");

    private readonly Option<bool> _agreement = new("--agreement") { Description = "Hold every method's maps against every other's too: cosine, rank correlation, overlap of the highest tenth" };
    private readonly Option<string?> _randomLabels = new("--random-labels") { Description = "Weights of the one network trained on random labels: how alike the maps for it are", HelpName = "FILE" };

    public EvaluateVerb()
        : base("evaluate", "Evaluates attribution methods against the planted truth, the network and chance", "evaluation.md, .csv and .json") => Add(_weights, _input, _images, _seed, _agreement, _randomLabels);

    public override IReadOnlyList<string> Examples =>
    [
        "./vizbench evaluate --methods 'gradient,lrp*,grad-cam*' --images 12",
        "./vizbench evaluate --networks vgg-mini,vgg-mini-shortcut --out evaluation",
        "./vizbench evaluate --methods 'gradient,smoothgrad*,lrp*' --agreement",
        "./vizbench evaluate --network resnet18 --weights resnet18.pth --input photos/ --methods 'grad-cam*,lrp*' --out photos-evaluation",
    ];

    protected override string FileName => "evaluation";

    protected override EvaluationSet Evaluate(ParseResult arguments, IProgress<RunProgress> progress, CancellationToken cancellation) => AttributionEvaluator.Run(
        s_defaults with
        {
            Networks = NetworksOf(arguments),
            Methods = MethodsOf(arguments),
            Weights = arguments.GetValue(_weights),
            RandomLabels = arguments.GetValue(_randomLabels),
            Agreement = arguments.GetValue(_agreement),
            Input = arguments.GetValue(_input) ?? [],
            Images = (int)(arguments.GetValue(_images) ?? (arguments.GetValue(_input) is { Length: > 0 } ? int.MaxValue : s_defaults.Images)),
            Seed = arguments.GetValue(_seed) ?? s_defaults.Seed,
            Device = DeviceOf(arguments),
        },
        progress, cancellation);

    protected override string TableOf(EvaluationSet set) => EvaluationTable.Markdown(set);

    protected override string JsonOf(EvaluationSet set) => EvaluationTable.Json(set);

    protected override IReadOnlyList<string> NotesOf(EvaluationSet set) => set.Remarks;

    protected override IReadOnlyList<EvaluationGap> GapsOf(EvaluationSet set) => set.Gaps;

    protected override void Fill(EvaluationSet set, string path)
    {
        AtomicFile.WriteText(path + ".csv", EvaluationTable.Csv(set));
        AtomicFile.WriteText(path + ".json", JsonOf(set));
        if (set.Settings.Agreement)
            AtomicFile.WriteText(Path.Combine(Path.GetDirectoryName(path)!, "agreement.csv"), AgreementTable.Csv(set.Agreements));
    }
}
