using System.CommandLine;
using VizBench.Cli.Arguments;
using VizBench.Cli.Output;
using VizBench.Cli.Running;
using VizBench.Data.Images;
using VizBench.Engine;
using VizBench.Files;
using VizBench.Networks;
using VizBench.Networks.Zoo;
using VizBench.Training;

namespace VizBench.Cli.Verbs;

/// <summary>card [NAME]: the reference networks' pages, written from their cards.</summary>
internal sealed class CardVerb : Verb
{
    private readonly Argument<string?> _name = new("NAME")
    {
        Description = $"One network: {string.Join(", ", TrainingRecipes.All.Select(recipe => recipe.Name))} [default: all of them, and the page that compares them]",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<string> _out = new("--out") { Description = "The folder for NAME.md and NAME.filters.png", HelpName = "DIR", Required = true };
    private readonly Option<string?> _models = new("--models") { Description = "The folder that train wrote into: weights and NAME.json; NAME.curve.svg is drawn there again [default: models/]", HelpName = "DIR" };

    public CardVerb() => Command = new Command("card", "Writes a reference network's page: how it was trained, what it can do, what it is made of") { _name, _out, _models };

    public override Command Command { get; }

    public override IReadOnlyList<string> Examples => ["./vizbench card --out docs/networks", "./vizbench card vgg-mini --out docs/networks"];

    public override bool HasJson => true;

    public override int Run(ParseResult arguments, Session session)
    {
        var (name, folder) = (arguments.GetValue(_name), arguments.GetRequiredValue(_out));
        var names = name is null ? TrainingRecipes.All.Select(recipe => recipe.Name) : [TrainingRecipes.Named(name).Name];
        var models = arguments.GetValue(_models) ?? ProductFiles.Models;
        NetworkCard[] cards = [.. names.Select(each => NetworkCard.Read(Path.Combine(models, NetworkCard.FileNameOf(each))))];
        OutputFolder.Make("--out", folder);
        TorchEngine.Initialise(1);
        var written = new List<string>();
        foreach (var card in cards)
            Write(card, models, folder, written);
        if (name is null)
            WriteText(Path.Combine(folder, CardIndexPage.FileName), CardIndexPage.Of(cards), written);
        session.ReportWritten(written);
        return ExitCodes.Fine;
    }

    private static void Write(NetworkCard card, string models, string folder, List<string> written)
    {
        var weights = Path.Combine(models, card.Weights.File);
        using var opened = NetworkCatalogue.Open(card.Name, weights, ScalarType.Float32, CPU);
        if (!string.Equals(opened.WeightsSha256, card.Weights.Sha256, StringComparison.Ordinal))
            throw new FileError(weights, "content", "is not what the card beside it describes: its SHA-256 differs; restore both, or train again");
        WriteText(Path.Combine(models, CurveChart.FileNameOf(card.Name)), CurveChart.Of(card), written);
        var way = Path.GetRelativePath(folder, models).Replace(Path.DirectorySeparatorChar, '/');
        WriteText(Path.Combine(folder, CardPage.FileNameOf(card.Name)), CardPage.Of(card, NetworkCatalogue.Named(card.Name).Summary, way), written);
        var picture = Path.Combine(folder, CardPage.FiltersFileNameOf(card.Name));
        ImageFiles.WritePng(picture, FilterSheet.Of(FirstLayerFilters.Of(opened.Network)));
        written.Add(picture);
    }

    private static void WriteText(string path, string text, List<string> written)
    {
        AtomicFile.WriteText(path, text);
        written.Add(path);
    }
}
