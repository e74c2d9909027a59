namespace VizBench.Data.Rendering;

/// <summary>Where everything of a <see cref="ContactSheet"/> stands, in pixels.</summary>
internal sealed class SheetLayout
{
    private readonly SheetStyle _style;

    private SheetLayout(ContactSheet sheet)
    {
        _style = sheet.Style;
        var columnCount = sheet.Rows.Max(row => row.Count);
        // Beside a picture is room for more lines than above or below it.
        RowHeaders = [.. sheet.Rows.Select((row, r) => TextFit.Lines(
            Item(sheet.RowHeaders, r), _style.MaxRowHeaderWidth / _style.TextScale, Math.Max(_style.MaxLines, HeightOf(row) / LineAdvance)))];
        var headerWidth = RowHeaders.SelectMany(lines => lines).Select(Measure).DefaultIfEmpty(0).Max();
        RowHeaderEnd = _style.Margin + headerWidth;

        var x = headerWidth > 0 ? RowHeaderEnd + _style.Gap : _style.Margin;
        Columns = Stacked(x, _style.Gap, Enumerable.Range(0, columnCount).Select(c =>
            sheet.Rows.Where(row => c < row.Count).Select(row => row[c].Picture?.Width ?? 0).Append(_style.MinColumnWidth).Max()));
        Width = Columns[^1].End + _style.Margin;

        Title = sheet.Title.Length == 0 ? "" : string.Concat(TextFit.Lines(sheet.Title, (Width - 2 * _style.Margin) / TitleScale, 1));
        var y = _style.Margin + (Title.Length > 0 ? BitmapFont.LineHeight * TitleScale + _style.Gap : 0);
        // Columns are told apart by these alone.
        ColumnHeaders = [.. Columns.Select((column, c) => Fit(Item(sheet.ColumnHeaders, c), column.Length, _style.MaxLines + 1))];
        HeaderBottom = y + TextHeight(ColumnHeaders.Max(lines => lines.Count));
        y = HeaderBottom > y ? HeaderBottom + TextGap : y;

        Captions = [.. sheet.Rows.Select(row => row.Select((cell, c) => Fit(cell.Caption, Columns[c].Length, _style.MaxLines)).ToArray())];
        var rows = new List<Span>();
        for (var r = 0; r < sheet.Rows.Count; r++)
        {
            // An empty row still has room for its own label.
            rows.Add(new Span(y, Math.Max(HeightOf(sheet.Rows[r]), TextHeight(RowHeaders[r].Count))));
            var caption = TextHeight(Captions[r].Select(lines => lines.Count).DefaultIfEmpty(0).Max());
            y = rows[^1].End + (caption > 0 ? TextGap + caption : 0) + _style.Gap;
        }

        Rows = rows;
        Height = y - _style.Gap + _style.Margin;
    }

    public int Width { get; }

    public int Height { get; }

    /// <summary>Cut to the sheet's width.</summary>
    public string Title { get; }

    public int TitleScale => 2 * _style.TextScale;

    public IReadOnlyList<Span> Columns { get; }

    /// <summary>Of the pictures; captions stand below.</summary>
    public IReadOnlyList<Span> Rows { get; }

    public IReadOnlyList<IReadOnlyList<string>> ColumnHeaders { get; }

    public IReadOnlyList<IReadOnlyList<string>> RowHeaders { get; }

    public IReadOnlyList<IReadOnlyList<string>[]> Captions { get; }

    public int HeaderBottom { get; }

    public int RowHeaderEnd { get; }

    /// <summary>Between a picture and its text.</summary>
    public int TextGap => 3 * _style.TextScale;

    public int LineAdvance => (BitmapFont.LineHeight + 1) * _style.TextScale;

    public static SheetLayout Of(ContactSheet sheet) => new(sheet);

    public int TextHeight(int lines) => lines == 0 ? 0 : lines * LineAdvance - _style.TextScale;

    private static int HeightOf(IReadOnlyList<SheetCell> row) => row.Select(cell => cell.Picture?.Height ?? 0).DefaultIfEmpty(0).Max();

    private static List<Span> Stacked(int start, int gap, IEnumerable<int> lengths)
    {
        var spans = new List<Span>();
        foreach (var length in lengths)
        {
            spans.Add(new Span(start, length));
            start += length + gap;
        }

        return spans;
    }

    private static string Item(IReadOnlyList<string> labels, int index) => index < labels.Count ? labels[index] : "";

    private IReadOnlyList<string> Fit(string text, int width, int lines) => TextFit.Lines(text, width / _style.TextScale, lines);

    private int Measure(string line) => BitmapFont.Width(line) * _style.TextScale;

    internal readonly record struct Span(int Start, int Length)
    {
        public int End => Start + Length;

        /// <summary>Where something of this length begins, to stand in the middle.</summary>
        public int Middle(int length) => Start + (Length - length) / 2;
    }
}
