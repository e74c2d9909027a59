using System.CommandLine;
using VizBench.Cli.Arguments;
using VizBench.Cli.Datasets;
using VizBench.Cli.Output;
using VizBench.Cli.Running;
using VizBench.Data.ConceptWorld;
using VizBench.Data.Images;

namespace VizBench.Cli.Verbs;

/// <summary>data world: images of ConceptWorld with their truth, as files.</summary>
internal sealed class DataWorldVerb : Verb
{
    private const int MostOnSheet = 1200;
    private const int DefaultCount = 12;

    private readonly Option<string?> _out = new("--out") { Description = "A new folder for images/, planes/, labels.csv and vocabulary.json", HelpName = "DIR" };
    private readonly Option<string?> _sheet = new("--sheet") { Description = "A contact sheet of the images", HelpName = "FILE.png" };
    private readonly WorldImageOptions _images = new(DefaultCount);

    public DataWorldVerb()
    {
        Command = new Command("world", "Draws images of ConceptWorld: PNG pictures with the truth of every pixel");
        _images.AddTo(Command, _out, _sheet);
    }

    public override Command Command { get; }

    public override VerbGroup Group => VerbGroup.Data;

    public override IReadOnlyList<string> Examples =>
        [
            "./vizbench data world --count 100 --seed 7 --size 64 --out world",
            "./vizbench data world --count 48 --sheet world.png",
            "./vizbench data world --variant shortcut --class boat --fraction .9 --count 120 --out marked",
        ];

    public override int Run(ParseResult arguments, Session session)
    {
        var source = _images.Source(arguments);
        var count = _images.Count(arguments, source);
        var (folder, sheet) = (arguments.GetValue(_out), arguments.GetValue(_sheet));
        if (folder is null && sheet is null)
            throw new UserError("data world needs --out DIR for the images, --sheet FILE.png for a contact sheet, or both");
        if (sheet is not null && count > MostOnSheet)
            throw new UserError($"--sheet shows at most {MostOnSheet} images; ask for it with a smaller --count");
        OutputPath.Check("--sheet", sheet, ".png");
        if (folder is not null)
            NewFolder.Check("--out", folder);

        var picture = sheet is null ? null : WorldSheet.Of(source, _images.Title(arguments), count, session.Cancellation);
        if (folder is not null)
            WriteFolder(folder, source, count, session);
        if (picture is not null)
            ImageFiles.WritePng(sheet!, picture);
        foreach (var written in new[] { folder, sheet }.OfType<string>())
            session.Terminal.Out.WriteLine($"written  {written}");
        return ExitCodes.Fine;
    }

    private static void WriteFolder(string folder, IWorldSource source, int count, Session session) =>
        NewFolder.Fill("--out", folder, partial => ProgressDisplay.Run(session.Terminal, $"{count} images", display =>
        {
            WorldFolder.Write(partial, source, count, new SynchronousProgress<double>(display.Report), session.Cancellation);
            return true;
        }));
}
