using System.Text;
using static VizBench.Training.PageNumbers;

namespace VizBench.Training;

/// <summary>All reference networks in one table, all generators in another: docs/networks/README.md. All of it comes from the cards.</summary>
public static class CardIndexPage
{
    public const string FileName = "README.md";

    public static string Of(IReadOnlyList<NetworkCard> cards, IReadOnlyList<GeneratorCard> generators)
    {
        ArgumentNullException.ThrowIfNull(cards);
        var page = new StringBuilder();
        page.Append("# Reference networks\n\nTrained on [ConceptWorld](../conceptworld.md), committed in `models/`; [how](training.md).\n");
        page.Append("Accuracy, and accuracy under attack, on unseen images, measured on what is stored.\n\n<sub>Written by `./vizbench card --out docs/networks` from the cards.</sub>\n\n");
        double[] radii = [.. cards.SelectMany(card => card.Robustness.Select(attack => attack.Epsilon)).Distinct().Order()];
        string[] header = ["network", "input", "parameters", "accuracy", .. radii.Select(radius => $"within l2 {Number(radius)}"), "smoothness of the first layer", "trained in"];
        MarkdownTable.Append(page, header, cards.Select(card => (IReadOnlyList<string>)
        [
            $"[{card.Name}]({CardPage.FileNameOf(card.Name)})",
            string.Join('×', card.Input.Shape),
            Count(card.Parameters),
            Percent(card.Test.Accuracy),
            .. radii.Select(radius => card.Robustness.FirstOrDefault(attack => attack.Epsilon.Equals(radius)) is { } attack ? Percent(attack.Accuracy) : "–"),
            Number(card.FirstLayer.Median),
            $"{card.Training.Seconds:F0} s, {card.Training.Threads} {(card.Training.Threads == 1 ? "thread" : "threads")}",
        ]));
        AppendGenerators(page, generators);
        page.Append("\n## First layers\n\nEach filter on its own scale; grey is 0 (Zeiler and Fergus 2014, figure 6).\n");
        foreach (var card in cards)
            page.Append($"\n{card.Name}\n\n![The filters of {card.Name}'s {card.FirstLayer.Layer}]({CardPage.FiltersFileNameOf(card.Name)})\n");
        return page.ToString();
    }

    private static void AppendGenerators(StringBuilder page, IReadOnlyList<GeneratorCard> cards)
    {
        if (cards.Count == 0)
            return;
        page.Append("\n## Generators\n\nNetworks that make pictures; decoders are tested on unseen images: the picture made of an image's code against the image, and its code against the code.\n\n");
        MarkdownTable.Append(page, ["generator", "takes", "parameters", "PSNR", "SSIM", "code error", "same class", "trained in"], cards.Select(card => (IReadOnlyList<string>)
        [
            $"[{card.Name}]({CardPage.FileNameOf(card.Name)})",
            card.Input.Layer is null ? "a picture" : $"{card.Input.Network}'s `{card.Input.Layer}`, {string.Join('×', card.Input.Shape)}",
            Count(card.Parameters),
            card.Test is null ? "–" : $"{card.Test.Psnr:F1} dB",
            card.Test is null ? "–" : $"{card.Test.Ssim:F2}",
            card.Test is null ? "–" : $"{card.Test.CodeError:F2}",
            card.Test is null ? "–" : Percent(card.Test.SameClass),
            $"{card.Training.Seconds:F0} s, {card.Training.Threads} {(card.Training.Threads == 1 ? "thread" : "threads")}",
        ]));
    }
}
