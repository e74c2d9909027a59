using System.CommandLine;
using VizBench.Cli.Output;
using VizBench.Cli.Running;
using VizBench.Data.Images;
using VizBench.Engine;
using VizBench.Files;
using VizBench.Networks;
using VizBench.Networks.Zoo;
using VizBench.Training;

namespace VizBench.Cli.Verbs;

/// <summary>card NAME: a reference network's page, written from its card.</summary>
internal sealed class CardVerb : Verb
{
    private readonly Argument<string> _name = new("NAME") { Description = $"The network: {string.Join(", ", TrainingRecipes.All.Select(recipe => recipe.Name))}" };
    private readonly Option<string> _out = new("--out") { Description = "The folder for NAME.md and NAME.filters.png", HelpName = "DIR", Required = true };

    public CardVerb() => Command = new Command("card", "Writes a reference network's page: how it was trained, what it can do, what it is made of") { _name, _out };

    public override Command Command { get; }

    public override IReadOnlyList<string> Examples => ["./vizbench card vgg-mini --out docs/networks"];

    public override int Run(ParseResult arguments, Session session)
    {
        var name = TrainingRecipes.Named(arguments.GetRequiredValue(_name)).Name;
        var folder = arguments.GetRequiredValue(_out);
        if (File.Exists(folder))
            throw new UserError($"--out {folder} is a file; name a folder");
        var card = NetworkCard.Read(Path.Combine(ProductFiles.Models, name + ".json"));
        Directory.CreateDirectory(folder);
        TorchEngine.Initialise(1);
        using var opened = NetworkCatalogue.Open(name, null, ScalarType.Float32, CPU);
        var models = Path.GetRelativePath(folder, ProductFiles.Models).Replace(Path.DirectorySeparatorChar, '/');
        var (page, picture) = (Path.Combine(folder, CardPage.FileNameOf(name)), Path.Combine(folder, CardPage.FiltersFileNameOf(name)));
        AtomicFile.WriteText(page, CardPage.Of(card, NetworkCatalogue.Named(name).Summary, models));
        ImageFiles.WritePng(picture, FilterSheet.Of(FirstLayerFilters.Of(opened.Network)));
        session.Terminal.Out.WriteLine($"written   {page}");
        session.Terminal.Out.WriteLine($"written   {picture}");
        return ExitCodes.Fine;
    }
}
