namespace VizBench.Suite;

/// <summary>A form of a table.</summary>
public enum TableForm
{
    Markdown,
    Latex,
    Csv,
    Html,
    Json,
}

/// <summary>Tables of runs: as text in one form, or as a folder of files with figures.</summary>
public sealed class TableDocument
{
    private const string Begin = "table";
    private const string FigureBegin = "figure-";

    private readonly ResultTable _table;
    private readonly IReadOnlyList<TableSource> _sources;

    private TableDocument(IReadOnlyList<TableSource> sources, ResultTable table) => (_sources, _table) = (sources, table);

    /// <summary>How many cases failed.</summary>
    public int Failed => _table.Failures.Count;

    /// <param name="paths">folders of runs; folders or JSON files of evaluate, evaluate-images, inversions and dissect</param>
    /// <exception cref="UserError">one of them can't be read, they contradict one another, or no metric matches</exception>
    public static TableDocument Of(IReadOnlyList<string> paths, TableSettings settings)
    {
        ArgumentNullException.ThrowIfNull(paths);
        ArgumentNullException.ThrowIfNull(settings);
        var sources = TableSources.Open(paths);
        return new TableDocument(sources, TableBuilder.Of(sources, settings));
    }

    /// <summary>The whole table in one form; of CSV the long one, of LaTeX that for \input.</summary>
    public string Text(TableForm form) => form switch
    {
        TableForm.Markdown => MarkdownForm.Of(_table),
        TableForm.Latex => LatexForm.Of(_table),
        TableForm.Csv => CsvForms.Long(_table),
        TableForm.Html => HtmlForm.Page(_table),
        _ => JsonForm.Of(_table),
    };

    /// <summary>Writes files of the forms and figures into a folder that is there.</summary>
    /// <param name="extensions">of the figures: ".svg", ".png", both or none</param>
    /// <param name="figureNames">shell patterns over the names of figures; null: all</param>
    /// <returns>how many figures there are</returns>
    /// <exception cref="UserError">a file can't be written, or no figure matches</exception>
    public int Fill(string folder, IReadOnlyCollection<TableForm> forms, IReadOnlyCollection<string> extensions, string? figureNames = null)
    {
        ArgumentNullException.ThrowIfNull(forms);
        ArgumentNullException.ThrowIfNull(extensions);
        var all = extensions.Count == 0 ? [] : TableFigures.Of(_sources, _table);
        (string Name, Chart Chart)[] figures = [.. all.Where(figure => Glob.Matches(figureNames, figure.Name))];
        if (figureNames is not null && figures.Length == 0)
            throw new UserError($"--figure: no figure matches '{figureNames}'; there are {(all.Count == 0 ? "none" : string.Join(", ", all.Select(figure => figure.Name)))}");
        foreach (var (name, chart) in figures)
        {
            foreach (var extension in extensions)
                ChartWriter.Write(chart, Path.Combine(folder, FigureBegin + name + extension));
        }

        var shown = extensions.FirstOrDefault(extension => extension is ".svg") ?? extensions.FirstOrDefault();
        foreach (var (file, text) in forms.SelectMany(form => Files(form, figures, shown)))
            VizBench.Files.AtomicFile.WriteText(Path.Combine(folder, file), text);
        return figures.Length;
    }

    /// <summary>Whether this writes files of such a name, which a later table may replace.</summary>
    public static bool Writes(string file)
    {
        ArgumentNullException.ThrowIfNull(file);
        return (file.StartsWith(FigureBegin, StringComparison.Ordinal) && Path.GetExtension(file) is ".svg" or ".png")
            || file is $"{Begin}.md" or $"{Begin}.tex" or $"{Begin}-standalone.tex" or $"{Begin}-long.csv" or $"{Begin}-wide.csv" or $"{Begin}.html" or $"{Begin}-fragment.html" or $"{Begin}.json";
    }

    private IEnumerable<(string File, string Text)> Files(TableForm form, IReadOnlyList<(string Name, Chart Chart)> figures, string? shown)
    {
        string[] drawn = form == TableForm.Html ? [.. figures.Select(figure => ChartWriter.Svg(figure.Chart))] : [];
        return form switch
        {
            TableForm.Markdown => [($"{Begin}.md", MarkdownForm.Of(_table, [.. figures.Select(figure => (figure.Chart.Title, FigureBegin + figure.Name + shown))]))],
            TableForm.Latex => [($"{Begin}.tex", LatexForm.Of(_table)), ($"{Begin}-standalone.tex", LatexForm.Standalone(_table))],
            TableForm.Csv => [($"{Begin}-long.csv", CsvForms.Long(_table)), ($"{Begin}-wide.csv", CsvForms.Wide(_table))],
            TableForm.Html => [($"{Begin}.html", HtmlForm.Page(_table, drawn)), ($"{Begin}-fragment.html", HtmlForm.Fragment(_table, drawn))],
            _ => [($"{Begin}.json", JsonForm.Of(_table))],
        };
    }
}
