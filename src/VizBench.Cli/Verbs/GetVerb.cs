using System.CommandLine;
using VizBench.Cli.Output;
using VizBench.Cli.Running;
using VizBench.Networks.Obtaining;
using VizBench.Networks.Zoo;

namespace VizBench.Cli.Verbs;

/// <summary>get NETWORK: obtains the weights of a network that are too large to come with the product.</summary>
internal sealed class GetVerb : Verb
{
    private readonly Argument<string?> _name = new("NETWORK") { Description = "The network; without it, those that can be obtained are listed", Arity = ArgumentArity.ZeroOrOne };
    private readonly Option<string?> _from = new("--from") { Description = "A copy of the NuGet package or of the file in it, for machines that reach no package source", HelpName = "FILE.nupkg|FILE.onnx" };
    private readonly Option<string[]> _source = new("--source") { Description = "A package source, a folder or an address, in place of those that NuGet is configured with; may be repeated", HelpName = "SOURCE" };

    public GetVerb() => Command = new Command("get", "Obtains a trained network that is too large to come with the product") { _name, _from, _source };

    public override Command Command { get; }

    public override bool HasJson => true;

    public override IReadOnlyList<string> Examples => ["./vizbench get", "./vizbench get imagenet-resnet18", "./vizbench get imagenet-resnet18 --from ResNet18.onnx"];

    public override int Run(ParseResult arguments, Session session)
    {
        if (arguments.GetValue(_name) is not { } name)
        {
            session.Report(
                NetworkObtainer.Offered.Select(ObtainableRow.Of).OfType<ObtainableRow>().ToArray(),
                output => TextTable.Write(output, NetworkObtainer.Offered.Select(entry => new[] { entry.Name, $"{entry.Summary}; {entry.WeightsHint}" })));
            return ExitCodes.Fine;
        }

        var (from, sources) = (arguments.GetValue(_from), arguments.GetValue(_source) ?? []);
        if (from is not null && sources.Length > 0)
            throw new UserError("--from names the file itself and --source where a package is looked for; give one of them");
        var entry = NetworkCatalogue.Named(name);
        var obtainer = new NetworkObtainer(ObtainedFiles.Default, new PackageRestore(sources));
        var obtained = ProgressDisplay.Run(session.Terminal, $"restoring {entry.Name}", display =>
            obtainer.Get(entry, from, session.Terminal.Note, new SynchronousProgress<double>(display.Report), session.Cancellation));
        session.Report(
            ObtainableRow.Of(entry)!,
            output => output.WriteLine($"{entry.Name}  {(obtained.IsNew ? "obtained" : "already there")}, its SHA-256 is right: {obtained.Path}"));
        return ExitCodes.Fine;
    }
}
