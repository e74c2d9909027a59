using System.CommandLine;
using VizBench.Cli.Arguments;
using VizBench.Cli.Running;
using VizBench.Data.ConceptWorld;
using VizBench.Networks;
using VizBench.Networks.Zoo;

namespace VizBench.Cli.Verbs;

/// <summary>A verb of "features": it looks at one network through images of ConceptWorld.</summary>
internal abstract class FeatureVerb : Verb
{
    private readonly Argument<string> _network = new("NETWORK") { Description = "A network's name (vizbench list networks), or an ONNX file" };
    private readonly Option<string?> _weights = new("--weights") { Description = "A .safetensors, .pth or .npz file, or formula:SEED for weights by formula [default: those that come with the network]", HelpName = "FILE" };
    private readonly Option<long?> _seed = NumberParsing.WholeNumber("--seed", "Which world [default: 1000]");

    protected FeatureVerb(string name, string description) => Command = new Command(name, description) { _network, _weights, _seed };

    public sealed override Command Command { get; }

    public sealed override VerbGroup Group => VerbGroup.Features;

    protected string NameOf(ParseResult arguments) => arguments.GetRequiredValue(_network);

    protected OpenedNetwork Open(ParseResult arguments, Session session) => session.Open(NameOf(arguments), arguments.GetValue(_weights), ScalarType.Float32, CPU);

    /// <summary>The world whose images are as large as the network's input, or as near to it as a world's images come.</summary>
    protected WorldOptions WorldOf(ParseResult arguments, Architecture architecture) => WorldOf(arguments.GetValue(_seed), architecture);

    /// <inheritdoc cref="WorldOf(ParseResult, Architecture)"/>
    internal static WorldOptions WorldOf(long? seed, Architecture architecture) =>
        new() { Seed = seed ?? 1000, Size = WorldOptions.SizeFor(architecture.InputShape[^1]) };

    /// <summary>The verb's own options, in the order of its help.</summary>
    protected void Add(params Option[] options)
    {
        foreach (var option in options)
            Command.Add(option);
    }

    protected static Option<string> NewFolderOption(string holds) => new("--out") { Description = $"A new folder for {holds}", HelpName = "DIR", Required = true };
}
