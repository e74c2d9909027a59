using VizBench.Data.ConceptWorld;
using VizBench.Data.Images;
using VizBench.Files;
using VizBench.Networks.Zoo;

namespace VizBench.Suite;

/// <summary>What is dissected, with what, and what is asked beyond the labels.</summary>
public sealed record DissectionRequest
{
    public required IReadOnlyList<string> Layers { get; init; }

    public required ConceptDataset Dataset { get; init; }

    public required DissectionSettings Settings { get; init; }

    /// <summary>The world in which labels are checked and units ablated.</summary>
    public required WorldOptions World { get; init; }

    /// <summary>Whether pictures of single concepts check the labels (<see cref="TuningCurves"/>).</summary>
    public bool Tuning { get; init; }

    /// <summary>How many units of each class's object are set to zero together (<see cref="ConceptAblation"/>); null: none.</summary>
    public int? Ablate { get; init; }
}

/// <summary>A network's dissection with all that was asked: tables, charts and sheets.</summary>
/// <param name="Sheets">by layer; layers without detectors have none</param>
public sealed record NetworkDissection(DissectionReport Report, TuningCurves? Tuning, IReadOnlyDictionary<string, RgbImage> Sheets)
{
    /// <exception cref="UserError">the request can't be met by this network</exception>
    public static NetworkDissection Of(OpenedNetwork opened, DissectionRequest request, IProgress<double>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(opened);
        ArgumentNullException.ThrowIfNull(request);
        var network = opened.Network;
        if (request.Ablate is { } removed)
            ConceptAblation.Check(network.Architecture, request.Layers, removed, request.Dataset.Count);
        var (dataset, settings) = (request.Dataset, request.Settings);
        var found = Dissector.Run(network, request.Layers, dataset, settings, progress, cancellation);
        var report = DissectionReport.Of(opened, dataset, settings, found);
        var tuning = request.Tuning ? TuningCurves.Of(network, request.Layers, settings, request.World, cancellation: cancellation) : null;
        report = report with
        {
            Tuning = tuning?.AgreementWith(report.Units),
            // Images that the units were not labeled with.
            Ablation = request.Ablate is { } together
                ? [.. found.Layers.SelectMany(layer => ConceptAblation.Of(network, layer, dataset.Concepts, together, request.World, dataset.Count, dataset.Count, cancellation: cancellation))]
                : null,
        };
        var sheets = new Dictionary<string, RgbImage>(StringComparer.Ordinal);
        foreach (var layer in settings.TopImages > 0 ? found.Layers : [])
        {
            if (UnitSheet.Of(network, dataset, report, layer, cancellation) is { } sheet)
                sheets.Add(layer.Name, sheet);
        }

        return new NetworkDissection(report, tuning, sheets);
    }

    /// <summary>Writes dissection.md, .csv and .json, tuning.csv, the bar charts, and units-LAYER.png for each layer with detectors.</summary>
    public void Write(string folder)
    {
        AtomicFile.WriteText(Path.Combine(folder, "dissection.md"), DissectionTable.Markdown(Report));
        AtomicFile.WriteText(Path.Combine(folder, "dissection.csv"), DissectionTable.Csv(Report));
        AtomicFile.WriteText(Path.Combine(folder, "dissection.json"), DissectionTable.Json(Report));
        if (Tuning is not null)
            AtomicFile.WriteText(Path.Combine(folder, "tuning.csv"), DissectionTable.TuningCsv(Report.Network, Tuning));
        DissectionCharts.Write(folder, Report);
        foreach (var (layer, sheet) in Sheets)
            ImageFiles.WritePng(Path.Combine(folder, $"units-{Slug.Of(layer)}.png"), sheet);
    }

    /// <summary>Writes each network's files into a folder of its name, and comparison.md, .csv, .json and charts above them.</summary>
    public static void WriteComparison(string folder, IReadOnlyList<NetworkDissection> networks)
    {
        ArgumentNullException.ThrowIfNull(networks);
        foreach (var network in networks)
            network.Write(Directory.CreateDirectory(Path.Combine(folder, Slug.Of(network.Report.Network))).FullName);
        DissectionReport[] reports = [.. networks.Select(network => network.Report)];
        AtomicFile.WriteText(Path.Combine(folder, "comparison.md"), DissectionTable.ComparisonMarkdown(reports));
        AtomicFile.WriteText(Path.Combine(folder, "comparison.csv"), DissectionTable.ComparisonCsv(reports));
        AtomicFile.WriteText(Path.Combine(folder, "comparison.json"), DissectionTable.Json(reports));
        DissectionCharts.WriteComparison(folder, reports);
    }
}
