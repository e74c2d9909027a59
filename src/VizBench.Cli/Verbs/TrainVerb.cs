using System.CommandLine;
using VizBench.Cli.Arguments;
using VizBench.Cli.Output;
using VizBench.Cli.Running;
using VizBench.Engine;
using VizBench.Files;
using VizBench.Networks.Zoo;
using VizBench.Training;

namespace VizBench.Cli.Verbs;

/// <summary>train: makes a reference network or a generator again from its recipe.</summary>
internal sealed class TrainVerb : Verb
{
    private readonly Argument<string> _name = new("NAME") { Description = $"The network: {string.Join(", ", TrainingRecipes.All.Select(recipe => recipe.Name))}; or generator: {string.Join(", ", GeneratorRecipes.All.Select(recipe => recipe.Name))}" };
    private readonly Option<string?> _out = new("--out") { Description = "The folder for NAME.safetensors, NAME.json and NAME.curve.svg [default: models/]", HelpName = "DIR" };
    private readonly Option<long?> _threads = NumberParsing.WholeNumber("--threads", "Parts of a batch computed at a time; the result is the same [default: 2]", 1, 1024);
    private readonly Option<string?> _device = new("--device") { Description = "cpu, cuda or cuda:INDEX; another kind of device gives other last bits [default: cpu]", HelpName = "DEVICE" };
    private readonly Option<bool> _randomLabels = new("--random-labels") { Description = "On a few images with random classes, until it knows them by heart: NAME-random-labels, for evaluate --random-labels" };
    private readonly Option<bool> _restart = new("--restart") { Description = "Begin anew, even where an interrupted training could go on" };

    public TrainVerb() => Command = new Command("train", "Trains a reference network or a generator and tests it on unseen images; goes on where it was interrupted")
    {
        _name, _out, _threads, _device, _randomLabels, _restart,
    };

    public override Command Command { get; }

    public override IReadOnlyList<string> Examples => ["./vizbench train vgg-mini", "./vizbench train vgg-mini --out mine", "./vizbench train vgg-mini --random-labels --out mine"];

    public override bool HasJson => true;

    public override int Run(ParseResult arguments, Session session)
    {
        var recipe = RecipeOf(arguments);
        var folder = arguments.GetValue(_out) ?? ProductFiles.Models;
        OutputFolder.Make("--out", folder);
        var device = DeviceArgument.Parse(arguments.GetValue(_device) ?? "cpu");
        var workers = (int)(arguments.GetValue(_threads) ?? 2);
        TorchEngine.Initialise(workers);
        NetworkCatalogue.CheckDevice(device);
        var training = new TrainingSession(folder, workers, device, arguments.GetValue(_restart));
        if (recipe is GeneratorRecipe generator)
        {
            var card = Make(recipe, training, session, progress => ReferenceGenerator.Make(generator, training, progress, session.Cancellation));
            session.Report(card, output => Tell(card, folder, output));
        }
        else
        {
            var card = Make(recipe, training, session, progress => ReferenceNetwork.Make((TrainingRecipe)recipe, training, progress, session.Cancellation));
            session.Report(card, output => Tell(card, folder, output));
        }

        return ExitCodes.Fine;
    }

    private ImageRecipe RecipeOf(ParseResult arguments)
    {
        var recipe = Recipes.Named(arguments.GetRequiredValue(_name));
        if (!arguments.GetValue(_randomLabels))
            return recipe;
        return recipe is TrainingRecipe network
            ? network.WithRandomLabels()
            : throw new UserError($"--random-labels: {recipe.Name} is a generator and learns no classes; name a network: {string.Join(", ", TrainingRecipes.All.Select(one => one.Name))}");
    }

    private static T Make<T>(ImageRecipe recipe, TrainingSession training, Session session, Func<IProgress<TrainingProgress>, T> make)
    {
        try
        {
            return ProgressDisplay.Run(session.Terminal, $"training {recipe.Name}", display =>
                make(new SynchronousProgress<TrainingProgress>(at => display.Report(at.Fraction, LineOf(at, session.Terminal.IsInteractive)))));
        }
        catch (OperationCanceledException)
        {
            session.Terminal.Note($"{recipe.Name}: what is done is kept; the same command{(training.Restart ? " without --restart" : "")} goes on from there");
            throw;
        }
    }

    private static void Tell(NetworkCard card, string folder, TextWriter output)
    {
        output.WriteLine($"accuracy  {card.Test.Accuracy:P2} on {card.Test.Images} unseen images");
        if (card.Memorized is { } share)
            output.WriteLine(FormattableString.Invariant($"by heart  {share:P2} of {card.Training.DistinctImages} training images and their random classes"));
        foreach (var attack in card.Robustness)
            output.WriteLine(FormattableString.Invariant($"attacked  {attack.Accuracy:P2} of {attack.Images} within l2 distance {attack.Epsilon}"));
        if (card.ShortcutUse is { } use)
            output.WriteLine($"shortcut  {use.Class}: {use.WithMark:P1} with the mark, {use.WithoutMark:P1} without; others taken for it {use.Misled:P1} with the mark, {use.MisledWithoutMark:P1} without");
        TellFiles(card.Name, card.Training.Steps, card.Training.Seconds, card.Moments.Prepend(card.Weights), folder, output);
    }

    private static void Tell(GeneratorCard card, string folder, TextWriter output)
    {
        if (card.Test is { } test)
        {
            output.WriteLine(FormattableString.Invariant($"psnr      {test.Psnr:F2} dB, ssim {test.Ssim:F3}, of {test.Images} unseen images and their reconstructions"));
            output.WriteLine(FormattableString.Invariant($"codes     {test.CodeError:F3} of its length off the given one; the same class for {100 * test.SameClass:F1} % of the images"));
        }

        if (card.Denoising is { } denoising)
            output.WriteLine(FormattableString.Invariant($"codes     of {denoising.Images} unseen images: noise moves them by {denoising.Before:F3} of their variance, {100 * denoising.Left:F1} % of that is left"));
        TellFiles(card.Name, card.Training.Steps, card.Training.Seconds, [card.Weights], folder, output);
    }

    private static void TellFiles(string name, int steps, double seconds, IEnumerable<WeightsOnCard> files, string folder, TextWriter output)
    {
        output.WriteLine($"trained   {steps} steps in {seconds:F0} s");
        foreach (var file in files)
            output.WriteLine($"written   {Path.Combine(folder, file.File)} ({file.Bytes} bytes, sha256 {file.Sha256})");
        output.WriteLine($"written   {Path.Combine(folder, NetworkCard.FileNameOf(name))} and its learning curve, {name}.curve.svg");
    }

    /// <summary>On a terminal the line beside the bar; elsewhere a line of its own each twentieth of the way.</summary>
    private static string LineOf(TrainingProgress at, bool interactive)
    {
        var numbers = double.IsNaN(at.Loss) ? "" : $"  loss {at.Loss:F3}{(double.IsNaN(at.Accuracy) ? "" : $"  accuracy {at.Accuracy:P1}")}";
        if (interactive)
            return at.Phase + numbers;
        return $"{at.Phase} {Math.Floor(at.Fraction * 20) * 5:F0} %";
    }
}
