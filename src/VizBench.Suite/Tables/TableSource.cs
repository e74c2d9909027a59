using System.Text.Json.Serialization;

namespace VizBench.Suite;

/// <summary>What a case is told apart by in a table.</summary>
internal abstract record TableEntry(string Run, string Network, string Method, string Layer, string Input)
{
    internal string Of(TableFactor factor) => factor switch
    {
        TableFactor.Run => Run,
        TableFactor.Method => Method,
        TableFactor.Network => Network,
        TableFactor.Layer => Layer,
        _ => Input,
    };
}

/// <summary>One number of one case.</summary>
/// <param name="Run">the source's name</param>
/// <param name="Method">its label, settings that differ from the defaults included</param>
/// <param name="Layer">"" where none is given</param>
/// <param name="Input">the image, or the class or unit of a picture that is made from nothing</param>
/// <param name="Section">the part of the table that it belongs to</param>
internal sealed record TableValue(string Run, string Network, string Method, string Layer, string Input, long Seed, string Metric, string Section, double Value)
    : TableEntry(Run, Network, Method, Layer, Input);

/// <summary>A case that could not be computed: a gap in the table.</summary>
/// <param name="Method">the label of its method, or the method's part of the case's id where no case of it was computed</param>
/// <param name="Section">the part of the table where its row stands though no case of it was computed; "" where others were</param>
internal sealed record FailedCase(string Run, string Id, string Network, string Method, string Layer, string Input, string Section, string Error)
    : TableEntry(Run, Network, Method, Layer, Input);

/// <summary>What decides a case's result beside the seed: the same id must mean the same in every run that is compared.</summary>
internal sealed record CaseIdentity(string Id, long Seed, IReadOnlyDictionary<string, string> Facts);

/// <summary>A statement of where numbers come from.</summary>
internal sealed record TableFact(string Name, string Value)
{
    /// <summary>Whether it is a command line, which is shown letter by letter.</summary>
    [JsonIgnore]
    public bool IsCommand { get; init; }
}

/// <summary>Curves over a network's layers for a figure.</summary>
/// <param name="Name">of the figure's file</param>
internal sealed record LayerFigure(string Name, string Title, string ValueLabel, IReadOnlyList<string> Layers, IReadOnlyList<ChartSeries> Series);

/// <summary>The numbers of a run's folder, or of another verb's JSON, made ready for a table.</summary>
/// <param name="Name">in tables: that of the folder or file</param>
internal sealed record TableSource(string Name, IReadOnlyList<TableValue> Measurements)
{
    /// <summary>Whether these are dissections: their methods are the settings, their inputs the datasets.</summary>
    internal bool IsDissection { get; init; }

    internal IReadOnlyList<FailedCase> Failures { get; init; } = [];

    /// <summary>Cases that were neither computed nor failed: the run was stopped.</summary>
    internal int Missing { get; init; }

    internal IReadOnlyList<CaseIdentity> Cases { get; init; } = [];

    /// <summary>In the order of the footer.</summary>
    internal IReadOnlyList<TableFact> Facts { get; init; } = [];

    /// <summary>The method's id of each label.</summary>
    internal IReadOnlyDictionary<string, string> MethodIds { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    internal IReadOnlyList<LayerFigure> LayerFigures { get; init; } = [];

    /// <summary>Other figures: names of their files, and what is drawn.</summary>
    internal IReadOnlyList<(string Name, Chart Chart)> Charts { get; init; } = [];

    /// <summary>What a random map would reach of a metric.</summary>
    internal IReadOnlyDictionary<string, double> Chance { get; init; } = new Dictionary<string, double>(StringComparer.Ordinal);

    /// <summary>The run itself, where there is one: figures of pictures need its files.</summary>
    internal RunContent? Run { get; init; }
}
