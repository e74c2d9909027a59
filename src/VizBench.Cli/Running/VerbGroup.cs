namespace VizBench.Cli.Running;

/// <summary>A verb that only holds others, as "list" holds "list methods".</summary>
internal sealed record VerbGroup(string Name, string Description, string Example)
{
    public static VerbGroup List { get; } = new("list", "Shows what there is: methods, metrics, networks, layers, suites, cases", "./vizbench list methods");

    public static VerbGroup Data { get; } = new("data", "Writes a data set into a folder", "./vizbench data world --count 100 --out world");
}
