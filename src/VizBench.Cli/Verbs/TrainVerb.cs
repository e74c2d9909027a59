using System.CommandLine;
using VizBench.Cli.Arguments;
using VizBench.Cli.Output;
using VizBench.Cli.Running;
using VizBench.Engine;
using VizBench.Files;
using VizBench.Training;

namespace VizBench.Cli.Verbs;

/// <summary>train: makes a reference network again from its recipe.</summary>
internal sealed class TrainVerb : Verb
{
    private readonly Argument<string> _name = new("NAME") { Description = $"The network: {string.Join(", ", TrainingRecipes.All.Select(recipe => recipe.Name))}" };
    private readonly Option<string?> _out = new("--out") { Description = "The folder for NAME.safetensors and NAME.json [default: models/]", HelpName = "DIR" };
    private readonly Option<long?> _threads = NumberParsing.WholeNumber("--threads", "Threads inside one operator; another number gives other last bits [default: 2]", 1, 1024);

    public TrainVerb() => Command = new Command("train", "Trains a reference network and tests it on unseen images") { _name, _out, _threads };

    public override Command Command { get; }

    public override IReadOnlyList<string> Examples => ["./vizbench train vgg-mini", "./vizbench train vgg-mini --out mine"];

    public override int Run(ParseResult arguments, Session session)
    {
        var recipe = TrainingRecipes.Named(arguments.GetRequiredValue(_name));
        var folder = arguments.GetValue(_out) ?? ProductFiles.Models;
        if (File.Exists(folder))
            throw new UserError($"--out {folder} is a file; name a folder");
        TorchEngine.Initialise((int)(arguments.GetValue(_threads) ?? 2));
        var card = ProgressDisplay.Run(session.Terminal, $"training {recipe.Name}", display =>
            ReferenceNetwork.Make(recipe, folder, new SynchronousProgress<TrainingProgress>(at => display.Report(at.Fraction, LineOf(at, session.Terminal.IsInteractive))), session.Cancellation));
        session.Terminal.Out.WriteLine($"accuracy  {card.Test.Accuracy:P2} on {card.Test.Images} unseen images");
        session.Terminal.Out.WriteLine($"trained   {card.Training.Steps} steps in {card.Training.Seconds:F0} s");
        session.Terminal.Out.WriteLine($"written   {Path.Combine(folder, recipe.Name + ".safetensors")} ({card.WeightsBytes} bytes, sha256 {card.WeightsSha256})");
        session.Terminal.Out.WriteLine($"written   {Path.Combine(folder, recipe.Name + ".json")}");
        return ExitCodes.Fine;
    }

    /// <summary>On a terminal the line beside the bar; elsewhere a line of its own each twentieth of the way.</summary>
    private static string LineOf(TrainingProgress at, bool interactive)
    {
        var numbers = double.IsNaN(at.Loss) ? "" : $"  loss {at.Loss:F3}  accuracy {at.Accuracy:P1}";
        if (interactive)
            return at.Phase + numbers;
        return $"{at.Phase} {Math.Floor(at.Fraction * 20) * 5:F0} %";
    }
}
