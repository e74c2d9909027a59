using System.Text;
using static VizBench.Training.PageNumbers;

namespace VizBench.Training;

/// <summary>A generator's card as a page in Markdown: docs/networks/NAME.md. All of it comes from the card.</summary>
public static class GeneratorPage
{
    /// <summary>The picture of unseen images and what the generator makes of their codes, beside the page.</summary>
    public static string SheetFileNameOf(string generator) => generator + ".images.png";

    /// <param name="card">the generator's</param>
    /// <param name="summary">what it makes of what, a sentence without its full stop</param>
    /// <param name="models">the way from the page to the folder of card, curve and weights</param>
    public static string Of(GeneratorCard card, string summary, string models)
    {
        ArgumentNullException.ThrowIfNull(card);
        var page = new StringBuilder();
        page.Append($"# {card.Name}\n\n{summary}.\n\n");
        page.Append($"<sub>Written by `./vizbench card {card.Name} --out docs/networks` from [the card]({models}/{NetworkCard.FileNameOf(card.Name)}).</sub>\n\n");
        MarkdownTable.Append(page, ["", ""], Facts(card));
        if (HasSheet(card))
        {
            var source = card.Input.Layer is null ? "it" : "its code";
            page.Append($"\n![Unseen images, and below each what {card.Name} makes of {source}]({SheetFileNameOf(card.Name)})\n\nUnseen images; below each, what is made of {source}.\n");
        }

        page.Append($"\n![Loss and signal-to-noise ratio over the steps]({models}/{CurveChart.FileNameOf(card.Name)})\n");
        page.Append("\n## Layers\n\n");
        CardPage.AppendLayers(page, card.Architecture);
        return page.ToString();
    }

    /// <summary>Whether what it makes can be shown beside pictures that it makes it of.</summary>
    public static bool HasSheet(GeneratorCard card) => card.Test is not null || card.Input.Layer is null;

    private static IEnumerable<IReadOnlyList<string>> Facts(GeneratorCard card)
    {
        var training = card.Training;
        yield return ["again", CardPage.Again(card.Command, training.Seconds, training.Threads, training.Device, training.Libtorch)];
        yield return ["weights", CardPage.WeightsOf(card.Weights, card.Parameters)];
        yield return ["input", card.Input.Layer is null ? $"a picture, {string.Join('×', card.Input.Shape)}" : $"the output of [{card.Input.Network}]({CardPage.FileNameOf(card.Input.Network!)})'s `{card.Input.Layer}`, {string.Join('×', card.Input.Shape)}"];
        yield return ["data", $"{training.Images} ConceptWorld images of seed {training.WorldSeed}, each seen once{(card.Test is null ? "" : $"; tested on seed {card.Test.WorldSeed}")}"];
        yield return ["training", $"{training.Steps} steps of {training.BatchSize} images, {Rates(training.Optimizer)}; last layer initialised × {Number(training.LastLayerScale)}{(training.Averaging is { } kept ? $"; shipped is the parameters' running mean, which keeps {Number(kept)} of itself at each step" : "")}; seed {training.Seed}"];
        if (training.Styles is { } styles)
            yield return ["styles", styles];
        if (training.Noise is not null)
            yield return ["noise", training.Noise];
        yield return ["loss", string.Join(" + ", training.Losses.Select(part => $"{Number(part.Weight)} × {part.Description}"))];
        if (training.Discriminator is { } discriminator)
            yield return ["discriminator", $"{discriminator.Description}; {Rates(discriminator.Optimizer)}; from {Percent(discriminator.Start)} of the steps on"];
        if (training.Networks is { } networks)
            yield return ["seen through", string.Join(", ", networks.Select(network => $"[{network.Key}]({CardPage.FileNameOf(network.Key)}), SHA-256 {network.Value}")) + (training.SmoothsNetworks == true ? "; averages in the place of their max-pools, mirrored borders in that of zeros" : "")];
        if (card.Denoising is { } denoising)
            yield return ["codes", Tested(denoising)];
        if (card.Test is { } test)
        {
            yield return ["reconstructions", $"of {test.Images} unseen images: PSNR {Number(test.Psnr)} dB, SSIM {Number(test.Ssim)}"];
            yield return ["their codes", $"{Number(test.CodeError)} of the code's length from the one that was given; {Percent(test.SameClass)} get the class that {card.Input.Network}{(card.Training.SmoothsNetworks is true ? ", changed like that," : "")} gives the image"];
        }
    }

    private static string Tested(DenoisingTest test) =>
        $"of {test.Images} unseen images, squared and by their values' variance: noise moves them by {Number(test.Before)}; {Percent(test.Left)} of that is left";

    private static string Rates(AdamOptions adam) =>
        $"Adam, β {Number(adam.Beta1)} and {Number(adam.Beta2)}, rate {Number(adam.Rate)} (warm-up over {Percent(adam.WarmUp)}, half a cosine from {Percent(adam.Hold)} on)";
}
