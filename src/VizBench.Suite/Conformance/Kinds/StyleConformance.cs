using VizBench.Methods.Style;
using VizBench.Metrics;

namespace VizBench.Suite;

/// <summary>"style-gatys": the losses of a picture by a content and a style, in the paper's definition, or the gradient of their total.</summary>
/// <remarks>The definition divides by the picture's own positions, also where the style has others: the Gram matrices are sums.</remarks>
internal sealed class StyleConformance : ConformanceKind
{
    private const double Memory = 4e9;

    public override IEnumerable<string> Methods => ["style-gatys"];

    public override Tensor Compute(ConformanceCase reference, ConformanceSubject subject, CancellationToken cancellation)
    {
        using var scope = NewDisposeScope();
        using var grad = no_grad();
        var parameters = reference.Parameters;
        var architecture = subject.Network.Architecture;
        var reader = new StyleReader(subject.Network, Memory, cancellation);
        var image = subject.Array(parameters.Text("image"));
        var style = subject.Array(parameters.Text("style"));
        var contentLayer = architecture.LayerNamed(parameters.Text("content_layer")).Name;
        IReadOnlyList<string> styleLayers = [.. parameters.Texts("style_layers").Select(layer => architecture.LayerNamed(layer).Name)];
        var weights = parameters.Has("style_weights") ? parameters.Numbers("style_weights") : [.. styleLayers.Select(_ => 1.0 / styleLayers.Count)];
        if (weights.Count != styleLayers.Count)
            throw new UserError($"{reference.Name}: parameter 'style_weights' has {weights.Count} numbers for {styleLayers.Count} style layers; give one for each");
        var grams = reader.Grams(style, styleLayers);
        var objective = new StyleObjective(
            reader,
            [ContentTarget.Of(contentLayer, 1, reader.Features(subject.Array(parameters.Text("content")), [contentLayer])[0])],
            [.. styleLayers.Select((layer, i) => StyleTarget.Of(layer, weights[i], [grams[i] * Positions(style, image, layer)], [1]))],
            parameters.Number("alpha", 1), parameters.Number("beta"), NormalizationOf(reference));
        switch (parameters.Text("output"))
        {
            case "losses":
                var (content, styles) = objective.Distances(image);
                var total = -objective.ByItself(image, gradient: false, cancellation)!.Value.Values;
                return cat([.. content, .. styles, total], 0).MoveToOuterDisposeScope();
            case "gradient":
                return (-objective.ByItself(image, gradient: true, cancellation)!.Value.Gradient!).MoveToOuterDisposeScope();
            default:
                throw new UserError($"{reference.Name}: parameter 'output' is '{parameters.Text("output")}'; it can be losses or gradient");
        }

        double Positions(Tensor from, Tensor to, string layer) =>
            (double)StyleReader.PositionsOf(StyleTiles.Shapes(architecture, [layer], from.shape[2], from.shape[3])[layer])
            / StyleReader.PositionsOf(StyleTiles.Shapes(architecture, [layer], to.shape[2], to.shape[3])[layer]);
    }

    // As the cases spell it.
    private const string Normalization = "normalisation";

    private static GramNormalization NormalizationOf(ConformanceCase reference) => (reference.Parameters.Has(Normalization) ? reference.Parameters.Text(Normalization) : "gatys-paper") switch
    {
        "gatys-paper" => GramNormalization.GatysPaper,
        "gatys-code" => GramNormalization.GatysCode,
        "neural-style" => GramNormalization.NeuralStyle,
        var other => throw new UserError($"{reference.Name}: parameter '{Normalization}' is '{other}'; it can be gatys-paper, gatys-code or neural-style"),
    };
}
