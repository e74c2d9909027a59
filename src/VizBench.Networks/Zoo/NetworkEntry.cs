namespace VizBench.Networks.Zoo;

/// <summary>A network that the product knows by name.</summary>
/// <param name="Name">as given to --network</param>
/// <param name="Summary">one line: the paper, the layout</param>
/// <param name="Build">the architecture without weights</param>
/// <param name="Committed">whether its weights come with the product, in models/</param>
public sealed record NetworkEntry(string Name, string Summary, Func<Architecture> Build, bool Committed);
