namespace VizBench.Cli.Running;

/// <summary>A verb that only holds others, as "list" holds "list methods".</summary>
internal sealed record VerbGroup(string Name, string Description, string Example)
{
    public static VerbGroup List { get; } = new("list", "Shows what there is: methods, metrics, networks, layers, suites, cases", "./vizbench list methods");

    public static VerbGroup Features { get; } = new("features", "Shows what the units of a network respond to", "./vizbench features top vgg-mini --layer features.7 --units 0..7 --out features");

    public static VerbGroup Applications { get; } = new("applications", "Studies that put visualization to use: design, pruning, security", "./vizbench applications pruning vgg-mini --layer features.14 --out pruning");

    public static VerbGroup Data { get; } = new("data", "Writes a data set into a folder", "./vizbench data world --count 100 --out world");
}
