using System.CommandLine;
using VizBench.Networks;
using VizBench.Networks.Zoo;

namespace VizBench.Cli.Verbs;

/// <summary>list layers NETWORK: what --layer can name.</summary>
internal sealed class ListLayersVerb : ListVerb<LayerRow>
{
    private readonly Argument<string?> _network = new("NETWORK") { Description = "A network's name (vizbench list networks), or an ONNX file", Arity = ArgumentArity.ZeroOrOne };
    private readonly Option<string?> _option = new("--network") { Description = "The same, as the other verbs take it", HelpName = "NAME|FILE.onnx" };

    public ListLayersVerb()
        : base("layers", "Shows a network's layers, what each computes and how much of the input it sees")
    {
        Command.Arguments.Add(_network);
        Command.Options.Add(_option);
    }

    public override IReadOnlyList<string> Examples => ["./vizbench list layers vgg16", "./vizbench list layers vgg-mini --json"];

    protected override IEnumerable<LayerRow> Entries(ParseResult arguments)
    {
        var name = arguments.GetValue(_network) ?? arguments.GetValue(_option)
            ?? throw new UserError($"list layers needs a network; name one of {string.Join(", ", NetworkCatalogue.All.Select(entry => entry.Name))}, or a FILE.onnx");
        var architecture = NetworkCatalogue.ArchitectureOf(name);
        var fields = ReceptiveFields.Of(architecture);
        return architecture.Layers.Select(layer => new LayerRow(
            layer.Name,
            layer.Operation.GetType().Name,
            layer.Inputs,
            architecture.ShapeOf(layer.Name),
            [.. layer.Operation.Parameters.Select(parameter => $"{parameter.Role} {string.Join('x', parameter.Shape)}")],
            fields[layer.Name].Rows.Size,
            fields[layer.Name].Rows.Stride));
    }

    protected override IEnumerable<IReadOnlyList<string>> Rows(LayerRow entry) =>
        [[entry.Name, entry.Operation, string.Join('×', entry.Shape), $"sees {entry.ReceptiveField} pixels{(entry.Stride > 0 ? $", every {entry.Stride}" : "")}", string.Join(", ", entry.Parameters)]];
}

/// <summary>A layer as `list layers --json` shows it.</summary>
/// <param name="Shape">of one sample's output at the network's own input size</param>
/// <param name="ReceptiveField">the side of the square of input pixels that one unit sees</param>
/// <param name="Stride">input pixels between neighbouring units; 0 where each unit sees all</param>
internal sealed record LayerRow(string Name, string Operation, IReadOnlyList<string> Inputs, long[] Shape, IReadOnlyList<string> Parameters, long ReceptiveField, long Stride);
