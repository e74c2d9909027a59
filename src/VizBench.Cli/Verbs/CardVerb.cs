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

/// <summary>card [NAME]: the pages of reference networks and generators, written from their cards.</summary>
internal sealed class CardVerb : Verb
{
    private readonly Argument<string?> _name = new("NAME")
    {
        Description = $"One network or generator: {string.Join(", ", Recipes.All.Select(recipe => recipe.Name))} [default: all of them, and the page that compares them]",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<string> _out = new("--out") { Description = "The folder for NAME.md and NAME.filters.png or NAME.images.png", HelpName = "DIR", Required = true };
    private readonly Option<string?> _models = new("--models") { Description = "The folder that train wrote into: weights and NAME.json; NAME.curve.svg is drawn there again [default: models/]", HelpName = "DIR" };

    public CardVerb() => Command = new Command("card", "Writes the page of a reference network or a generator: how it was trained, what it can do, what it is made of") { _name, _out, _models };

    public override Command Command { get; }

    public override IReadOnlyList<string> Examples => ["./vizbench card --out docs/networks", "./vizbench card vgg-mini --out docs/networks"];

    public override bool HasJson => true;

    public override int Run(ParseResult arguments, Session session)
    {
        var (name, folder) = (arguments.GetValue(_name), arguments.GetRequiredValue(_out));
        IReadOnlyList<ImageRecipe> recipes = name is null ? Recipes.All : [Recipes.Named(name)];
        var models = arguments.GetValue(_models) ?? ProductFiles.Models;
        NetworkCard[] cards = [.. recipes.OfType<TrainingRecipe>().Select(recipe => NetworkCard.Read(Path.Combine(models, NetworkCard.FileNameOf(recipe.Name))))];
        GeneratorCard[] generators = [.. recipes.OfType<GeneratorRecipe>().Select(recipe => GeneratorCard.Read(Path.Combine(models, NetworkCard.FileNameOf(recipe.Name))))];
        OutputFolder.Make("--out", folder);
        TorchEngine.Initialise(1);
        var written = new List<string>();
        foreach (var card in cards)
            Write(card, models, folder, written);
        foreach (var card in generators)
            Write(card, models, folder, written);
        if (name is null)
            WriteText(Path.Combine(folder, CardIndexPage.FileName), CardIndexPage.Of(cards, generators), written);
        session.ReportWritten(written);
        return ExitCodes.Fine;
    }

    private static void Write(NetworkCard card, string models, string folder, List<string> written)
    {
        var weights = Path.Combine(models, card.Weights.File);
        using var opened = NetworkCatalogue.Open(card.Name, weights, ScalarType.Float32, CPU);
        Check(card.Weights, weights);
        WriteText(Path.Combine(models, CurveChart.FileNameOf(card.Name)), CurveChart.Of(card), written);
        WriteText(Path.Combine(folder, CardPage.FileNameOf(card.Name)), CardPage.Of(card, NetworkCatalogue.Named(card.Name).Summary, WayTo(models, folder)), written);
        WritePicture(Path.Combine(folder, CardPage.FiltersFileNameOf(card.Name)), FilterSheet.Of(FirstLayerFilters.Of(opened.Network)), written);
    }

    private static void Write(GeneratorCard card, string models, string folder, List<string> written)
    {
        var weights = Path.Combine(models, card.Weights.File);
        using var generator = GeneratorCatalogue.Open(card.Name, weights, ScalarType.Float32, CPU);
        Check(card.Weights, weights);
        WriteText(Path.Combine(models, CurveChart.FileNameOf(card.Name)), CurveChart.Of(card), written);
        WriteText(Path.Combine(folder, CardPage.FileNameOf(card.Name)), GeneratorPage.Of(card, GeneratorCatalogue.Named(card.Name).Summary, WayTo(models, folder)), written);
        if (!GeneratorPage.HasSheet(card))
            return;
        using var coder = NetworkCatalogue.Open(GeneratorCatalogue.Named(card.Name).Network, null, ScalarType.Float32, CPU);
        WritePicture(Path.Combine(folder, GeneratorPage.SheetFileNameOf(card.Name)), ReconstructionSheet.Of(generator, coder.Network, GeneratorRecipes.Named(card.Name), card.Training.WorldSeed + 1), written);
    }

    private static void Check(WeightsOnCard stated, string weights)
    {
        if (!string.Equals(InputFile.Sha256(weights), stated.Sha256, StringComparison.Ordinal))
            throw new FileError(weights, "content", "is not what the card beside it describes: its SHA-256 differs; restore both, or train again");
    }

    private static string WayTo(string models, string folder) => Path.GetRelativePath(folder, models).Replace(Path.DirectorySeparatorChar, '/');

    private static void WritePicture(string path, RgbImage picture, List<string> written)
    {
        ImageFiles.WritePng(path, picture);
        written.Add(path);
    }

    private static void WriteText(string path, string text, List<string> written)
    {
        AtomicFile.WriteText(path, text);
        written.Add(path);
    }
}
