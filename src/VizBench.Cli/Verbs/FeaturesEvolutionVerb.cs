using System.CommandLine;
using VizBench.Cli.Arguments;
using VizBench.Cli.Datasets;
using VizBench.Cli.Output;
using VizBench.Cli.Running;
using VizBench.Data.Images;
using VizBench.Engine;
using VizBench.Files;
using VizBench.Networks.Zoo;
using VizBench.Suite;

namespace VizBench.Cli.Verbs;

/// <summary>features evolution: how units came about during a training.</summary>
internal sealed class FeaturesEvolutionVerb : Verb
{
    private const int DefaultImages = 1000;

    private readonly Argument<string> _network = new("NETWORK") { Description = "A network's name (vizbench list networks), or an ONNX file" };
    private readonly Option<string[]> _weights = new("--weights") { Description = "Its weights at moments of a training, in that order, the option once for each [default: the moments that come with the network]", HelpName = "FILE" };
    private readonly Option<string> _layer = new("--layer") { Description = "The layer (vizbench list layers NETWORK)", HelpName = "NAME", Required = true };
    private readonly Option<string?> _units = new("--units") { Description = "Units on the sheet: FIRST..LAST [default: the first 16]", HelpName = "A..B" };
    private readonly SeenPicturesOptions _pictures = new("are looked through", DefaultImages);
    private readonly Option<long?> _seed = NumberParsing.WholeNumber("--seed", "Which world [default: 1000]");
    private readonly Option<string> _out = new("--out") { Description = "A new folder for sheet.png and evolution.json", HelpName = "DIR", Required = true };

    public FeaturesEvolutionVerb() => Command = new Command("evolution", "What excites each unit most at moments of a training, beside the DeconvNet projections") { _network, _weights, _layer, _units, _pictures.Images, _pictures.Input, _seed, _out };

    public override Command Command { get; }

    public override VerbGroup Group => VerbGroup.Features;

    public override IReadOnlyList<string> Examples => ["./vizbench features evolution caffenet-mini --layer pool2 --units 0..3 --out evolution"];

    public override bool HasJson => true;

    public override int Run(ParseResult arguments, Session session)
    {
        var folder = arguments.GetRequiredValue(_out);
        NewFolder.Check("--out", folder);
        TorchEngine.Initialise(Environment.ProcessorCount);
        var layer = arguments.GetRequiredValue(_layer);
        var moments = MomentsOf(arguments.GetRequiredValue(_network), arguments.GetValue(_weights) ?? []);
        var opened = new List<OpenedNetwork>();
        try
        {
            foreach (var (name, weights, _) in moments)
                opened.Add(session.Open(name, weights, ScalarType.Float32, CPU));
            var architecture = opened[0].Network.Architecture;
            var units = UnitRange.Parse(arguments.GetValue(_units), layer, architecture.ShapeOf(layer)[0]);
            var pictures = _pictures.Of(arguments, FeatureVerb.WorldOf(arguments.GetValue(_seed), architecture), session);
            var source = pictures.Source;
            var names = moments.Select(moment => moment.Caption).ToArray();
            var found = ProgressDisplay.Run(session.Terminal, $"{moments.Count} moments", display => opened.Select((network, i) => TopActivations.Of(
                network.Network, layer, source, pictures.Count, 1, new SynchronousProgress<double>(share => display.Report((i + share) / opened.Count)), session.Cancellation)).ToArray());
            var sheet = FeatureEvolution.Sheet([.. opened.Select(one => one.Network)], names, layer, source, units, found, session.Cancellation);
            NewFolder.Fill("--out", folder, partial =>
            {
                ImageFiles.WritePng(Path.Combine(partial, "sheet.png"), sheet);
                var entries = names.Select((name, i) => new { Moment = name, opened[i].WeightsSha256, Units = found[i].Select((top, unit) => new { Unit = unit, Strongest = top[0] }) });
                var network = arguments.GetRequiredValue(_network);
                AtomicFile.WriteText(Path.Combine(partial, "evolution.json"), pictures.Names is { } own
                    ? Json.Of(new { Network = network, Layer = layer, Pictures = own, Moments = entries })
                    : Json.Of(new { Network = network, Layer = layer, World = new { pictures.World.Seed, pictures.World.Size, Images = pictures.Count }, Moments = entries }));
            });
        }
        finally
        {
            opened.ForEach(network => network.Dispose());
        }

        session.ReportWritten(folder);
        return ExitCodes.Fine;
    }

    /// <exception cref="UserError">the network comes without moments and no files are named, or only one</exception>
    private static IReadOnlyList<(string Network, string? Weights, string Caption)> MomentsOf(string network, IReadOnlyList<string> weights)
    {
        if (weights.Count == 1)
            throw new UserError("--weights names one moment, and an evolution needs two; give the option once for each file");
        if (weights.Count > 1)
            return [.. weights.Select(file => (network, (string?)file, Path.GetFileNameWithoutExtension(file)))];
        var name = NetworkCatalogue.Canonical(network);
        var moments = NetworkCatalogue.All.Where(entry => string.Equals(entry.MomentOf, name, StringComparison.Ordinal)).Select(entry => entry.Name).ToArray();
        if (moments.Length == 0)
            throw new UserError($"{name} comes without earlier moments of its training; name files with --weights, once for each moment, or take {string.Join(", ", NetworkCatalogue.All.Select(entry => entry.MomentOf).OfType<string>().Distinct(StringComparer.Ordinal))}");
        return [.. moments.Append(name).Select(moment => (moment, (string?)null, moment.Contains('@', StringComparison.Ordinal) ? $"step {moment.Split('@')[^1]}" : "trained"))];
    }
}
