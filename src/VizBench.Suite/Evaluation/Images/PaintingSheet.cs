using VizBench.Data.Images;
using VizBench.Data.Rendering;
using VizBench.Networks.Zoo;

namespace VizBench.Suite;

/// <summary>Painted pictures side by side.</summary>
public static class PaintingSheet
{
    /// <summary>All methods of one network: a row for each method, a column for each class or unit.</summary>
    /// <exception cref="InvalidOperationException">no picture of the network</exception>
    public static RgbImage Of(PaintingSet set, string network)
    {
        ArgumentNullException.ThrowIfNull(set);
        var rows = set.Pictures.Where(row => string.Equals(row.Network, network, StringComparison.Ordinal)).ToArray();
        return new ContactSheet
        {
            Title = set.Settings.Layer is { } layer ? $"{network} · {layer}" : network,
            ColumnHeaders = HeadersOf(set, network),
            RowHeaders = [.. rows.Select(row => row.Method)],
            Rows = [.. rows.Select(row => (IReadOnlyList<SheetCell>)[.. row.Pictures.Select(picture => new SheetCell(picture))])],
        }.Render();
    }

    /// <summary>All networks: for each of some classes or units a column for each network, a row for each method.</summary>
    /// <param name="units">by number</param>
    public static RgbImage SideBySide(PaintingSet set, IReadOnlyList<int> units)
    {
        ArgumentNullException.ThrowIfNull(set);
        ArgumentNullException.ThrowIfNull(units);
        var networks = set.Pictures.Select(row => row.Network).Distinct(StringComparer.Ordinal).ToArray();
        var headers = HeadersOf(set, networks[0]);
        var methods = set.Pictures.GroupBy(row => row.Method, StringComparer.Ordinal).ToArray();
        return new ContactSheet
        {
            Title = string.Join(" · ", networks),
            ColumnHeaders = [.. units.SelectMany(unit => networks.Select((_, i) => i == 0 ? headers[unit] : ""))],
            RowHeaders = [.. methods.Select(method => method.Key)],
            Rows =
            [
                .. methods.Select(method => (IReadOnlyList<SheetCell>)[.. units.SelectMany(unit => networks.Select(network =>
                    new SheetCell(method.FirstOrDefault(row => string.Equals(row.Network, network, StringComparison.Ordinal))?.Pictures[unit])))]),
            ],
        }.Render();
    }

    private static string[] HeadersOf(PaintingSet set, string network) => set.Settings.Layer is null
        ? [.. NetworkCatalogue.ArchitectureOf(network).Classes]
        : [.. Enumerable.Range(0, set.Pictures.Max(row => row.Pictures.Count)).Select(unit => $"{unit}")];
}
