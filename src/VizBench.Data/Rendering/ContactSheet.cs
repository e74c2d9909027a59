using VizBench.Data.Images;

namespace VizBench.Data.Rendering;

/// <summary>
/// A grid of pictures with a title, column headers, row headers and captions. A column is as wide as its widest picture, a row
/// as high as its highest; smaller pictures stand in the middle of their cell.
/// </summary>
public sealed record ContactSheet
{
    /// <summary>Row by row; rows may differ in length.</summary>
    public required IReadOnlyList<IReadOnlyList<SheetCell>> Rows { get; init; }

    public string Title { get; init; } = "";

    /// <summary>Over the columns; may be shorter than the rows.</summary>
    public IReadOnlyList<string> ColumnHeaders { get; init; } = [];

    /// <summary>Left of the rows; may be shorter than the number of rows.</summary>
    public IReadOnlyList<string> RowHeaders { get; init; } = [];

    public SheetStyle Style { get; init; } = SheetStyle.Light;

    /// <summary>Cells in order, so many to a row.</summary>
    public static ContactSheet Of(IEnumerable<SheetCell> cells, int columns, string title = "")
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(columns);
        return new ContactSheet { Rows = [.. cells.Chunk(columns)], Title = title };
    }

    /// <summary>The sheet as one picture.</summary>
    /// <exception cref="InvalidOperationException">no cell at all</exception>
    public RgbImage Render()
    {
        if (Rows.All(row => row.Count == 0))
            throw new InvalidOperationException("a contact sheet needs at least one cell");
        var layout = SheetLayout.Of(this);
        var image = Canvas.New(layout.Width, layout.Height, Style.Background);
        var titleScale = layout.TitleScale;
        BitmapFont.Draw(image, layout.Title, Style.Margin, Style.Margin, Style.Ink, titleScale);

        for (var c = 0; c < layout.Columns.Count; c++)
        {
            var lines = layout.ColumnHeaders[c];
            // Headers of one and of two lines end at the same height, above the pictures.
            var top = layout.HeaderBottom - layout.TextHeight(lines.Count);
            DrawCentred(image, layout, lines, layout.Columns[c], top, Style.Ink);
        }

        for (var r = 0; r < Rows.Count; r++)
        {
            var row = layout.Rows[r];
            DrawRowHeader(image, layout, layout.RowHeaders[r], row);
            for (var c = 0; c < Rows[r].Count; c++)
            {
                var column = layout.Columns[c];
                if (Rows[r][c].Picture is { } picture)
                    PasteFramed(image, picture, column.Middle(picture.Width), row.Middle(picture.Height));
                DrawCentred(image, layout, layout.Captions[r][c], column, row.End + layout.TextGap, Style.FaintInk);
            }
        }

        return image;
    }

    // The frame lies around the picture, in the gap: it hides no pixel and needs no room of its own.
    private void PasteFramed(RgbImage image, RgbImage picture, int left, int top)
    {
        if (Style.Frame is { } frame)
            Canvas.Fill(image, left - 1, top - 1, picture.Width + 2, picture.Height + 2, frame);
        Canvas.Paste(image, picture, left, top);
    }

    private void DrawCentred(
        RgbImage image, SheetLayout layout, IReadOnlyList<string> lines, SheetLayout.Span column, int top, (byte R, byte G, byte B) ink)
    {
        foreach (var line in lines)
        {
            BitmapFont.Draw(image, line, column.Middle(BitmapFont.Width(line) * Style.TextScale), top, ink, Style.TextScale);
            top += layout.LineAdvance;
        }
    }

    // Right-aligned: the label stands close to what it labels.
    private void DrawRowHeader(RgbImage image, SheetLayout layout, IReadOnlyList<string> lines, SheetLayout.Span row)
    {
        var top = row.Start + Math.Max(0, (row.Length - layout.TextHeight(lines.Count)) / 2);
        foreach (var line in lines)
        {
            var left = layout.RowHeaderEnd - BitmapFont.Width(line) * Style.TextScale;
            BitmapFont.Draw(image, line, left, top, Style.Ink, Style.TextScale);
            top += layout.LineAdvance;
        }
    }
}
