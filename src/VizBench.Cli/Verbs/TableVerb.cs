using System.CommandLine;
using VizBench.Cli.Arguments;
using VizBench.Cli.Datasets;
using VizBench.Cli.Running;
using VizBench.Suite;

namespace VizBench.Cli.Verbs;

/// <summary>table RUN…: the numbers of runs as tables to publish, with intervals, significance and where they come from.</summary>
internal sealed class TableVerb : Verb
{
    private static readonly TableSettings s_defaults = new();

    private readonly Argument<string[]> _runs = new("RUN")
    {
        Description = "Folders of runs (vizbench run --out), or folders or JSON files of evaluate, evaluate-images, inversions and dissect",
        Arity = ArgumentArity.OneOrMore,
    };

    private readonly Option<string?> _by = new("--by") { Description = "What a row is: method, network, layer or input, several separated by commas; what is not named is averaged [default: method; of dissections network,layer]", HelpName = "FACTORS" };
    private readonly Option<string?> _metric = new("--metric") { Description = "Only metrics whose ids match (* and ?, separated by commas) [default: the registered ones that have values]", HelpName = "GLOBS" };
    private readonly Option<string> _layout = new("--runs") { Description = "How several runs stand side by side: rows, columns, or pooled as one", HelpName = "LAYOUT", DefaultValueFactory = _ => "rows" };
    private readonly Option<string?> _format = new("--format") { Description = "markdown, latex, csv, html or json [default: markdown]; with --out several, separated by commas [default: all]", HelpName = "FORMS" };
    private readonly Option<string> _figures = new("--figures") { Description = "With --out, the figures' files: svg, png, both separated by a comma, or none", HelpName = "FORMS", DefaultValueFactory = _ => "svg,png" };
    private readonly Option<string?> _figure = new("--figure") { Description = "Only figures whose names match (* and ?, separated by commas): a metric's id, layer-sums-NETWORK, detectors-NETWORK, inversion-error-NETWORK, spectrum-FAMILY", HelpName = "GLOBS" };
    private readonly Option<string> _title = new("--title") { Description = "The heading", HelpName = "TEXT", DefaultValueFactory = _ => s_defaults.Title };
    private readonly Option<string> _label = new("--label") { Description = "Begins the labels of the LaTeX tables", HelpName = "NAME", DefaultValueFactory = _ => s_defaults.Label };
    private readonly Option<string?> _out = new("--out") { Description = "A folder for the tables and figures: a new one, or one that holds only those of an earlier table, which are replaced", HelpName = "DIR" };

    public TableVerb() => Command = new Command("table", "Writes the numbers of runs as tables: means with intervals, the best of each metric, what differs significantly") { _runs, _by, _metric, _layout, _format, _figures, _figure, _title, _label, _out };

    public override Command Command { get; }

    public override IReadOnlyList<string> Examples =>
    [
        "./vizbench table runs/quick",
        "./vizbench table runs/quick --metric 'attribution-iou,pointing-game' --format latex",
        "./vizbench table runs/float32 runs/bfloat16 --runs columns --out table",
    ];

    public override bool HasJson => true;

    public override int Run(ParseResult arguments, Session session)
    {
        var folder = arguments.GetValue(_out);
        var forms = FormsOf(arguments.GetValue(_format), single: folder is null);
        var figures = FiguresOf(arguments.GetRequiredValue(_figures));
        var settings = s_defaults with
        {
            By = arguments.GetValue(_by) is { } by ? Choices.ListOf<TableFactor>("--by", by) : null,
            Metrics = arguments.GetValue(_metric),
            Runs = Choices.Of<RunLayout>("--runs", arguments.GetRequiredValue(_layout)),
            Title = arguments.GetRequiredValue(_title),
            Label = LabelOf(arguments.GetRequiredValue(_label)),
            CommandLine = session.CommandLine,
        };
        if (folder is not null)
            CheckFolder(folder);
        var table = TableDocument.Of(arguments.GetRequiredValue(_runs), settings);
        if (session.PrintsJson)
            session.Terminal.Out.Write(table.Text(TableForm.Json));
        else if (folder is null)
            session.Terminal.Out.Write(table.Text(forms[0]));
        if (folder is null)
            return ExitCodes.Fine;
        var drawn = 0;
        Replace(folder, partial => drawn = table.Fill(partial, forms, figures, arguments.GetValue(_figure)));
        if (drawn == 0 && figures.Length > 0)
            session.Terminal.Note("no figure is written: one needs a metric with a better end in two rows or more, or what only runs, inversions and dissections hold; give more runs, or rows by other factors (--by)");
        if (!session.PrintsJson)
            session.Terminal.Out.WriteLine($"written  {folder}");
        return ExitCodes.Fine;
    }

    private static TableForm[] FormsOf(string? text, bool single)
    {
        if (text is null)
            return single ? [TableForm.Markdown] : Enum.GetValues<TableForm>();
        TableForm[] forms = Choices.ListOf<TableForm>("--format", text);
        if (forms.Length == 0)
            throw new UserError("--format names no form; it is one of markdown, latex, csv, html, json");
        return single && forms.Length > 1 ? throw new UserError("--format names several forms, which only a folder can hold; name one form, or a folder with --out") : forms;
    }

    private static string[] FiguresOf(string text)
    {
        if (string.Equals(text, "none", StringComparison.OrdinalIgnoreCase))
            return [];
        return Choices.Parts(text).FirstOrDefault(part => part is not ("svg" or "png")) is { } odd
            ? throw new UserError($"--figures can't be '{odd}'; it is svg, png, svg,png or none")
            : [.. Choices.Parts(text).Distinct(StringComparer.Ordinal).Select(part => "." + part)];
    }

    /// <exception cref="UserError">LaTeX would not take it</exception>
    private static string LabelOf(string text) => text.Length > 0 && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or ':' or '.')
        ? text
        : throw new UserError($"--label can't be '{text}'; a LaTeX label has letters, digits, hyphens, colons and points");

    /// <exception cref="UserError">the folder holds what no table writes, or can't be one</exception>
    private static void CheckFolder(string path)
    {
        if (!Directory.Exists(path))
        {
            NewFolder.Check("--out", path);
            return;
        }

        var odd = Directory.EnumerateFileSystemEntries(path).Select(entry => Path.GetFileName(entry)).Order(StringComparer.Ordinal).FirstOrDefault(name => !TableDocument.Writes(name));
        if (odd is not null)
            throw new FileError(path, "--out", $"the folder holds '{odd}', which no table writes; name a new folder, or one that an earlier table wrote");
    }

    /// <summary>An earlier table goes when the new one is whole.</summary>
    private static void Replace(string path, Action<string> fill)
    {
        if (!Directory.Exists(path) || !Directory.EnumerateFileSystemEntries(path).Any())
        {
            NewFolder.Fill("--out", path, fill);
            return;
        }

        var fresh = $"{Path.TrimEndingDirectorySeparator(Path.GetFullPath(path))}.{Environment.ProcessId}.new";
        NewFolder.Fill("--out", fresh, fill);
        try
        {
            foreach (var old in Directory.EnumerateFiles(path).ToArray())
                File.Delete(old);
            foreach (var file in Directory.EnumerateFiles(fresh).ToArray())
                File.Move(file, Path.Combine(path, Path.GetFileName(file)));
            Directory.Delete(fresh);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new FileError(path, "--out", $"the earlier table can't be replaced: {e.Message.TrimEnd('.')}; the new one is in {fresh}", e);
        }
    }
}
