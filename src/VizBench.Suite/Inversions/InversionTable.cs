using System.Globalization;
using System.Text;
using VizBench.Data.Images;
using VizBench.Data.Rendering;

namespace VizBench.Suite;

/// <summary>Inversions as tables: Markdown for people, CSV and JSON for programs.</summary>
public static class InversionTable
{
    /// <summary>A row for each layer, part and method; columns that say nothing are left out. Of several pictures the means with 95 % bootstrap intervals.</summary>
    public static string Markdown(InversionSet set)
    {
        ArgumentNullException.ThrowIfNull(set);
        var text = new StringBuilder($"{set.Network}, {set.Input}.{(set.Originals.Count > 1 ? $" Means over {set.Originals.Count} pictures with 95 % bootstrap intervals; seconds for each picture." : "")}\n\n");
        var (several, parts, restarts) = (set.Rows.Select(row => row.Method).Distinct(StringComparer.Ordinal).Count() > 1, set.Rows.Any(row => row.Part is not InversionRow.Whole), set.Rows.Any(row => row.BetweenRestarts is not null));
        IReadOnlyList<string> Cells(string layer, string shape, string part, string method, string error, string psnr, string ssim, string between, string seconds) =>
            [layer, shape, .. parts ? [part] : Array.Empty<string>(), .. several ? [method] : Array.Empty<string>(), error, psnr, ssim, .. restarts ? [between] : Array.Empty<string>(), seconds];
        MarkdownTable.Append(
            text, Cells("layer", "shape", "part", "method", "code error", "PSNR, dB", "SSIM", "between restarts, dB", "seconds"),
            set.Rows.Select(row => Cells(
                row.Layer, string.Join('×', row.Shape), row.Part, row.Method,
                Mean(row, "code error", score => score.CodeError, "0.000"), Mean(row, "PSNR", score => score.Psnr, "0.0"), Mean(row, "SSIM", score => score.Ssim, "0.000"),
                row.BetweenRestarts is null ? "–" : Mean(row, "between restarts", score => score.BetweenRestarts!.Value, "0.0"), Number(row.Seconds, row.Seconds < 0.1 ? "0.000" : "0.0"))), numbers: true);
        foreach (var note in set.Notes)
            text.Append(CultureInfo.InvariantCulture, $"\n- {note}\n");
        return text.ToString();
    }

    /// <summary>A row for each picture, layer, part and method.</summary>
    public static string Csv(InversionSet set)
    {
        ArgumentNullException.ThrowIfNull(set);
        var text = new StringBuilder();
        CsvTable.AppendRow(text, "network", "input", "layer", "shape", "part", "method", "code_error", "psnr", "ssim", "between_restarts", "seconds");
        foreach (var row in set.Rows)
        {
            foreach (var score in row.Each)
                CsvTable.AppendRow(text, set.Network, score.Input, row.Layer, string.Join('x', row.Shape), row.Part, row.Method, score.CodeError, score.Psnr, score.Ssim, score.BetweenRestarts, row.Seconds);
        }

        return text.ToString();
    }

    public static string Json(InversionSet set) => JsonText.Of(set);

    private static string Mean(InversionRow row, string name, Func<InversionScore, double> of, string format)
    {
        if (row.Each.Count == 1 || row.Each.Any(score => double.IsNaN(of(score))))
            return Number(row.Each.Average(of), format);
        var interval = Bootstrap.Of([.. row.Each.Select(of)], $"{row.Layer} {row.Part} {row.Method} {name}");
        return $"{Number(interval.Mean, format)} [{Number(interval.Low, format)}, {Number(interval.High, format)}]";
    }

    private static string Number(double value, string format) => double.IsNaN(value) ? "–" : value.ToString(format, CultureInfo.InvariantCulture);
}

/// <summary>Inverted pictures side by side, as Mahendran and Vedaldi 2015 show them.</summary>
public static class InversionSheet
{
    private const int Columns = 9;
    private const int MostPictures = 12;

    /// <summary>
    /// A row for each of the first pictures: it, then the first inversion of each whole code, in the order of the layers; of several methods one
    /// row below the other.
    /// </summary>
    public static RgbImage OfLayers(InversionSet set)
    {
        ArgumentNullException.ThrowIfNull(set);
        var whole = set.Rows.Where(row => row.Part is InversionRow.Whole).ToArray();
        var layers = whole.Select(row => row.Layer).Distinct(StringComparer.Ordinal).ToArray();
        var methods = whole.Select(row => row.Method).Distinct(StringComparer.Ordinal).ToArray();
        var (rows, headers) = (new List<IReadOnlyList<SheetCell>>(), new List<string>());
        // The input takes the place before the first layer.
        var bands = layers.Prepend("").Chunk(Columns).ToArray();
        foreach (var (name, original) in set.Originals.Take(MostPictures))
        {
            foreach (var (band, isTop) in bands.Select((band, i) => (band, i == 0)))
            {
                foreach (var (method, isFirst) in methods.Select((method, i) => (method, i == 0)))
                {
                    rows.Add([.. band.Select(layer => layer.Length == 0
                        ? new SheetCell(isFirst ? original : null, isFirst ? "the input" : "")
                        : CellOf(whole.FirstOrDefault(row => string.Equals(row.Layer, layer, StringComparison.Ordinal) && string.Equals(row.Method, method, StringComparison.Ordinal)), name, layer))]);
                    headers.Add(string.Join(' ', [.. set.Originals.Count > 1 && isTop && isFirst ? [name] : Array.Empty<string>(), .. methods.Length > 1 ? [method] : Array.Empty<string>()]));
                }
            }
        }

        return new ContactSheet { Title = $"{set.Network} · {set.Input}", RowHeaders = headers, Rows = rows }.Render();
    }

    /// <summary>Several inversions of the first picture's whole codes: a row for each layer and method. Null where there is one of each.</summary>
    public static RgbImage? OfRestarts(InversionSet set)
    {
        ArgumentNullException.ThrowIfNull(set);
        var rows = set.Rows.Select(row => (Name: NameOf(set, row), Score: ScoreOf(row, set.Originals[0].Name))).Where(row => row.Score?.Pictures.Count > 1).ToArray();
        return rows.Length == 0
            ? null
            : Rendered(set, rows.Select(row => (row.Name, row.Score!.Pictures.Select(one => new SheetCell(one.Picture, Decibels(one.Psnr))))));
    }

    /// <summary>The first picture's whole codes beside their parts: a row for each layer and method. Null where there are no parts.</summary>
    public static RgbImage? OfParts(InversionSet set)
    {
        ArgumentNullException.ThrowIfNull(set);
        var rows = set.Rows.GroupBy(row => NameOf(set, row), StringComparer.Ordinal).Where(group => group.Count() > 1).ToArray();
        return rows.Length == 0 ? null : Rendered(set, rows.Select(group => (group.Key, group.Select(row => CellOf(row, set.Originals[0].Name, row.Part)))));
    }

    private static RgbImage Rendered(InversionSet set, IEnumerable<(string Header, IEnumerable<SheetCell> Cells)> rows)
    {
        (string Header, IEnumerable<SheetCell> Cells)[] all = [.. rows];
        return new ContactSheet
        {
            Title = $"{set.Network} · {set.Originals[0].Name}",
            RowHeaders = [.. all.Select(row => row.Header)],
            Rows = [.. all.Select(row => (IReadOnlyList<SheetCell>)[new SheetCell(set.Originals[0].Picture, "the input"), .. row.Cells])],
        }.Render();
    }

    private static string NameOf(InversionSet set, InversionRow row) => set.Rows.All(other => string.Equals(other.Method, row.Method, StringComparison.Ordinal)) ? row.Layer : $"{row.Layer} {row.Method}";

    private static InversionScore? ScoreOf(InversionRow? row, string input) => row?.Each.FirstOrDefault(score => string.Equals(score.Input, input, StringComparison.Ordinal));

    private static SheetCell CellOf(InversionRow? row, string input, string name) =>
        ScoreOf(row, input) is { } score ? new SheetCell(score.Pictures[0].Picture, $"{name} {Decibels(score.Pictures[0].Psnr)}") : new SheetCell(null, row is null ? "" : $"{name}: zero");

    private static string Decibels(double value) => string.Create(CultureInfo.InvariantCulture, $"{value:0.0}dB");
}
