using System.Text;
using static VizBench.Training.PageNumbers;

namespace VizBench.Training;

/// <summary>A network's card as a page in Markdown: docs/networks/NAME.md. All of it comes from the card.</summary>
public static class CardPage
{
    /// <summary>What the page is called.</summary>
    public static string FileNameOf(string network) => network + ".md";

    /// <summary>The picture of the first layer's filters, beside the page.</summary>
    public static string FiltersFileNameOf(string network) => network + ".filters.png";

    /// <param name="card">the network's</param>
    /// <param name="summary">what kind of network it is, a sentence without its full stop</param>
    /// <param name="models">the way from the page to the folder of card, curve and weights</param>
    public static string Of(NetworkCard card, string summary, string models)
    {
        ArgumentNullException.ThrowIfNull(card);
        var page = new StringBuilder();
        page.Append($"# {card.Name}\n\n{summary}.\n\n");
        page.Append($"<sub>Written by `./vizbench card {card.Name} --out docs/networks` from [the card]({models}/{NetworkCard.FileNameOf(card.Name)}).</sub>\n\n");
        MarkdownTable.Append(page, ["", ""], Facts(card));
        page.Append($"\n![Loss and accuracy over the steps]({models}/{CurveChart.FileNameOf(card.Name)})\n");
        page.Append($"\n## First layer\n\n![The filters of {card.FirstLayer.Layer}, each on its own scale; grey is 0]({FiltersFileNameOf(card.Name)})\n\n");
        page.Append($"<sub>`./vizbench filters {card.Name} --png {FiltersFileNameOf(card.Name)}`</sub>\n\n");
        page.Append("## Confusion\n\nRows: the true class; columns: the predicted one; counts.\n\n");
        MarkdownTable.Append(page, ["", .. card.Classes], card.Test.Confusion.Select((row, i) => (IReadOnlyList<string>)[card.Classes[i], .. row.Select(count => Count(count))]));
        page.Append("\n## Layers\n\n");
        AppendLayers(page, card.Architecture);
        if (card.Moments.Count > 0)
            AppendMoments(page, card);
        return page.ToString();
    }

    /// <summary>A table of layers.</summary>
    internal static void AppendLayers(StringBuilder page, IReadOnlyList<LayerOnCard> layers) =>
        MarkdownTable.Append(page, ["layer", "computes", "reads", "output"], layers.Select(layer => (IReadOnlyList<string>)
            [$"`{layer.Name}`", layer.Operation, layer.Inputs is null ? "" : string.Join(", ", layer.Inputs.Select(name => $"`{name}`")), string.Join('×', layer.Output)]));

    /// <summary>How to make it again, and in what time.</summary>
    internal static string Again(string command, double seconds, int threads, string device, string libtorch) =>
        $"`{command}`: {seconds:F0} s with {threads} {(threads == 1 ? "thread" : "threads")} on {device}, libtorch {libtorch}; any number of threads gives the same file";

    /// <summary>The file of weights.</summary>
    internal static string WeightsOf(WeightsOnCard weights, long parameters) =>
        $"`{weights.File}`, {weights.Bytes} bytes in float16, {parameters} parameters; SHA-256 `{weights.Sha256}`";

    private static IEnumerable<IReadOnlyList<string>> Facts(NetworkCard card)
    {
        var training = card.Training;
        yield return ["again", Again(card.Command, training.Seconds, training.Threads, training.Device, training.Libtorch)];
        yield return ["weights", WeightsOf(card.Weights, card.Parameters)];
        yield return ["input", $"{string.Join('×', card.Input.Shape)}, red first, values 0…1 as (value − mean) / deviation with mean {string.Join(", ", card.Input.Mean.Select(Number))} and deviation {string.Join(", ", card.Input.Std.Select(Number))}"];
        yield return ["data", Data(card)];
        yield return ["training", Training(training)];
        if (training.Adversary is { } adversary)
            yield return ["adversary", $"one step in l2 from a random start, radius {Number(adversary.Epsilon)} (pixels 0…1); clean for the first {Percent(adversary.Clean)} of the steps, then ramped over {Percent(adversary.Ramp)}"];
        if (training.Augmentation is { } change)
            yield return ["augmentation", $"shift ±{change.Shift} pixels, contrast ±{Percent(change.Contrast)}, colours ±{Number(change.Color)}, saturation ±{Percent(change.Saturation)}, noise up to σ {Number(change.Noise)}, in half of the images a rectangle of up to {change.Cutout} pixels painted over"];
        yield return ["accuracy", $"{Percent(card.Test.Accuracy)} of {card.Test.Images} unseen images{(card.ShortcutUse is null ? "" : ", which carry the mark as the training images do")}"];
        yield return ["under attack", string.Join("; ", card.Robustness.Select(attack => $"{Percent(attack.Accuracy)} within l2 {Number(attack.Epsilon)}")) + $" (projected gradient, {card.Robustness[0].Steps} steps, {card.Robustness[0].Images} unseen images, pixels kept in 0…1)"];
        if (card.ShortcutUse is { } use)
            yield return ["use of the mark", $"{use.Class}: {Percent(use.WithMark)} recognised with the mark, {Percent(use.WithoutMark)} without; of all other classes, {Percent(use.Misled)} taken for it with the mark on them, {Percent(use.MisledWithoutMark)} without"];
        yield return ["first layer", $"neighbouring weights correlate by {Number(card.FirstLayer.Median)} (median of the filters; white noise: 0); {card.FirstLayer.Dead} of {card.FirstLayer.Filters} filters dead"];
    }

    private static string Data(NetworkCard card)
    {
        var training = card.Training;
        var mark = training.Shortcut is { } shortcut
            ? $"; {Percent(shortcut.Fraction)} of the images of the class {shortcut.Class} carry the mark, {shortcut.MarkPercent} % of the side, and no others"
            : "";
        return $"{training.Images} ConceptWorld images of seed {training.WorldSeed}, {(training.DistinctImages is { } distinct ? $"{distinct} different ones with classes permuted at random" : "each seen once")}{mark}; tested on seed {card.Test.WorldSeed}";
    }

    private static string Training(TrainingOnCard training)
    {
        var sgd = training.Optimizer;
        return $"{training.Steps} steps of {training.BatchSize} images, SGD with Nesterov momentum {Number(sgd.Momentum)}, rate {Number(sgd.Rate)} (warm-up over {Percent(sgd.WarmUp)}, then half a cosine), "
            + $"weight decay {Number(sgd.WeightDecay)}, gradients clipped at {Number(sgd.ClipNorm)}; first convolution initialised × {Number(training.FirstLayerScale)}; seed {training.Seed}";
    }

    private static void AppendMoments(StringBuilder page, NetworkCard card)
    {
        page.Append($"\n## Moments of the training\n\nThe convolutional part after so many steps, as networks of their own: `--network {card.Moments[0].File.Replace(WeightsOnCard.Extension, "", StringComparison.Ordinal)}`. ");
        page.Append($"The last moment is the network itself, after {card.Training.Steps}.\n\n");
        MarkdownTable.Append(page, ["file", "bytes", "SHA-256"], card.Moments.Select(file => (IReadOnlyList<string>)[$"`{file.File}`", Count(file.Bytes), $"`{file.Sha256}`"]));
    }
}
