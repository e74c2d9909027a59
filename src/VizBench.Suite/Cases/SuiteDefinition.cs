using VizBench.Methods;
using VizBench.Networks.Obtaining;
using VizBench.Networks.Onnx;
using VizBench.Networks.Zoo;

namespace VizBench.Suite;

/// <summary>A suite file: networks × inputs × methods, in this order, as cases; or the cases of other suites.</summary>
public sealed record SuiteDefinition
{
    public required string Name { get; init; }

    public string Summary { get; init; } = "";

    /// <summary>The file that it was read from.</summary>
    public required string File { get; init; }

    /// <summary>Whether the results of its cases are kept in golden/.</summary>
    public bool IsGolden { get; init; }

    public long Seed { get; init; }

    /// <summary>Those of its parts where it has some.</summary>
    public IReadOnlyList<string> Networks { get; init; } = [];

    public IReadOnlyList<CaseInput> Inputs { get; init; } = [];

    /// <summary>What was passed over in the folders of its inputs, and which methods were left out, a line for each.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>Every case of the suite; an id occurs once.</summary>
    public IReadOnlyList<CaseDefinition> Cases { get; private init; } = [];

    internal IReadOnlyList<MethodEntry> Entries { get; init; } = [];

    /// <summary>The suites whose cases it has; then it has no networks, inputs and methods of its own.</summary>
    internal IReadOnlyList<SuiteDefinition> Parts { get; init; } = [];

    /// <summary>Those of its networks that can be obtained and are not on this machine.</summary>
    public IReadOnlyList<string> MissingNetworks =>
        [.. Networks.Where(network => !OnnxNetwork.IsFile(network) && NetworkCatalogue.Named(network).Obtainable is { } file && !ObtainedFiles.Default.Has(file))];

    /// <summary>Reads a suite by its name in the catalogue, or from a path.</summary>
    /// <exception cref="UserError">no such suite, or a file that isn't one: the message names the place in it</exception>
    public static SuiteDefinition Load(string nameOrPath) => SuiteReader.Read(SuiteCatalogue.FileOf(nameOrPath)).Expanded();

    /// <summary>
    /// The suite on another network in place of its own ones; layers that it doesn't have are replaced (<see cref="LayerReplacement"/>), and
    /// methods that are made for other networks are left out, with a note.
    /// </summary>
    /// <param name="network">a name of the catalogue, or an ONNX file</param>
    /// <exception cref="UserError">no such network, or one without classes where a method needs them</exception>
    public SuiteDefinition OnNetwork(string network)
    {
        if (Parts.Count > 0)
            return (this with { Networks = [network], Parts = [.. Parts.Select(part => part.OnNetwork(network))] }).Expanded();
        var architecture = NetworkCatalogue.ArchitectureOf(network);
        var methods = Entries.Select(entry => (Entry: entry, Method: MethodRegistry.Named(entry.Method).Create(entry.Settings))).ToArray();
        MethodEntry[] suited = [.. methods.Where(pair => MethodInfo.IsMadeFor(architecture.Name, pair.Method, pair.Entry.Layer)).Select(pair => pair.Entry)];
        var others = methods.Where(pair => !suited.Contains(pair.Entry)).GroupBy(pair => MethodRegistry.Of(pair.Method).Id, StringComparer.Ordinal)
            .Select(left => $"{left.Key} is left out: it is made for {string.Join(" and ", left.SelectMany(pair => pair.Method.MadeFor(pair.Entry.Layer)).Distinct(StringComparer.Ordinal))}, not for {architecture.Name}");
        var entries = LayerReplacement.For(suited, architecture, [.. Networks.Select(name => NetworkCatalogue.ArchitectureOf(name))]);
        return (this with { Networks = [network], Entries = entries, Notes = [.. Notes, .. others] }).Expanded();
    }

    /// <summary>The suite with another seed.</summary>
    public SuiteDefinition WithSeed(long seed) => (this with { Seed = seed, Parts = [.. Parts.Select(part => part.WithSeed(seed))] }).Expanded();

    internal SuiteDefinition Expanded() => this with { Cases = Parts.Count > 0 ? SuiteParts.CasesOf(this) : SuiteExpansion.CasesOf(this) };
}
