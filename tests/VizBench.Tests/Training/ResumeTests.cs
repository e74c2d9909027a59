using NUnit.Framework;
using VizBench.Engine;
using VizBench.Tests.Data;
using VizBench.Training;

namespace VizBench.Tests.Training;

/// <summary>A training that was interrupted goes on to the same bytes, or says why it can't.</summary>
public sealed class ResumeTests
{
    private TestFolder _folder = null!;

    private string StateFile => _folder.File("alexnet-mini.training.safetensors");

    [SetUp]
    public void SetUp() => _folder = new TestFolder();

    [TearDown]
    public void TearDown()
    {
        _folder.Dispose();
        TorchEngine.UseThreads(2);
    }

    // In the first chunk before a moment, and in the second after it and after the curve's first point.
    [TestCase(7)]
    [TestCase(26)]
    public void A_resumed_training_gives_the_uninterrupted_ones_bytes(int interruptedAt)
    {
        var whole = ReferenceNetwork.Make(ShortRecipe.AlexNet, ShortRecipe.In(_folder.File("whole")));
        Interrupt(interruptedAt);
        Assert.That(File.Exists(StateFile));
        Assert.That(File.Exists(_folder.File("alexnet-mini.json")), Is.False, "no card before the end");
        var seen = new List<TrainingProgress>();
        var resumed = ReferenceNetwork.Make(ShortRecipe.AlexNet, ShortRecipe.In(_folder.Path), new Listener(seen.Add));
        Assert.That((seen[0].Phase, seen[0].Fraction), Is.EqualTo(("going on at", interruptedAt / 30.0)));
        Assert.That((seen[1].Phase, seen[1].Fraction), Is.EqualTo(("training", (interruptedAt + 1) / 30.0)));
        Assert.That(resumed.Weights, Is.EqualTo(whole.Weights));
        Assert.That(resumed.Moments, Is.EqualTo(whole.Moments));
        Assert.That(resumed.LearningCurve, Is.EqualTo(whole.LearningCurve));
        Assert.That(resumed.Test.Confusion, Is.EqualTo(whole.Test.Confusion));
        Assert.That(File.Exists(StateFile), Is.False);
    }

    [Test]
    public void Another_recipes_state_is_refused_and_kept()
    {
        Interrupt(4);
        var other = ShortRecipe.AlexNet with { Optimizer = new SgdOptions { Rate = 0.05 } };
        Assert.That(
            () => ReferenceNetwork.Make(other, ShortRecipe.In(_folder.Path)),
            Throws.TypeOf<FileError>().With.Message.Contains("alexnet-mini.training.safetensors: recipe: ").And.Message.Contains("--restart"));
        Assert.That(File.Exists(StateFile));
    }

    [Test]
    public void Restarting_throws_the_state_away()
    {
        Interrupt(4);
        var first = double.NaN;
        ReferenceNetwork.Make(ShortRecipe.AlexNet, ShortRecipe.In(_folder.Path, restart: true), new Listener(at => first = double.IsNaN(first) ? at.Fraction : first));
        Assert.That(first, Is.EqualTo(1.0 / 30).Within(1e-9));
    }

    [Test]
    public void A_damaged_state_is_named()
    {
        Interrupt(4);
        var bytes = File.ReadAllBytes(StateFile);
        File.WriteAllBytes(StateFile, bytes[..(bytes.Length / 2)]);
        Assert.That(() => ReferenceNetwork.Make(ShortRecipe.AlexNet, ShortRecipe.In(_folder.Path)), Throws.TypeOf<FileError>().With.Message.Contains(StateFile));
    }

    // A byte in the middle of the momenta, and one of the step's number.
    [TestCase(0.5)]
    [TestCase(-1)]
    public void A_state_with_one_wrong_byte_is_named(double where)
    {
        Interrupt(4);
        var bytes = File.ReadAllBytes(StateFile);
        var step = "\"step\":\""u8;
        bytes[where < 0 ? bytes.AsSpan().IndexOf(step) + step.Length : (int)(bytes.Length * where)] ^= 1;
        File.WriteAllBytes(StateFile, bytes);
        Assert.That(
            () => ReferenceNetwork.Make(ShortRecipe.AlexNet, ShortRecipe.In(_folder.Path)),
            Throws.TypeOf<FileError>().With.Message.Contains("content: differs from the hash").And.Message.Contains("--restart"));
    }

    /// <summary>What a power cut leaves: the state as it was written on the way.</summary>
    [Test]
    public void A_state_written_on_the_way_goes_on_to_the_same_bytes()
    {
        var copy = Directory.CreateDirectory(_folder.File("copy")).FullName;
        var whole = ReferenceNetwork.Make(ShortRecipe.AlexNet, ShortRecipe.In(_folder.Path) with { StepsBetweenWrites = 11 }, new Listener(at =>
        {
            // The 22nd step has been written when the 24th is told.
            if (at.Phase is "training" && Math.Abs(at.Fraction - 24.0 / 30) < 1e-9)
                File.Copy(StateFile, Path.Combine(copy, Path.GetFileName(StateFile)));
        }));
        var first = double.NaN;
        var resumed = ReferenceNetwork.Make(ShortRecipe.AlexNet, ShortRecipe.In(copy), new Listener(at => first = double.IsNaN(first) ? at.Fraction : first));
        Assert.That(first, Is.EqualTo(22.0 / 30).Within(1e-9));
        Assert.That(resumed.Weights, Is.EqualTo(whole.Weights));
    }

    [Test]
    public void An_interruption_of_the_tests_leaves_the_old_files_and_the_whole_training()
    {
        File.WriteAllText(_folder.File("alexnet-mini.safetensors"), "the old network");
        using var source = new CancellationTokenSource();
        var listener = new Listener(at =>
        {
            if (at.Phase is not "training")
                source.Cancel();
        });
        Assert.That(() => ReferenceNetwork.Make(ShortRecipe.AlexNet, ShortRecipe.In(_folder.Path), listener, source.Token), Throws.InstanceOf<OperationCanceledException>());
        Assert.That(File.ReadAllText(_folder.File("alexnet-mini.safetensors")), Is.EqualTo("the old network"));
        Assert.That(Directory.GetFiles(_folder.Path), Has.Length.EqualTo(2), "it and the state");
        var first = double.NaN;
        ReferenceNetwork.Make(ShortRecipe.AlexNet, ShortRecipe.In(_folder.Path), new Listener(at => first = double.IsNaN(first) ? at.Fraction : first));
        Assert.That(first, Is.EqualTo(1));
    }

    [Test]
    public void A_training_that_runs_away_is_named_and_writes_nothing()
    {
        var recipe = ShortRecipe.AlexNet with { Adversary = null, Optimizer = new SgdOptions { Rate = 1e30, ClipNorm = 1e30, WarmUp = 0 } };
        Assert.That(
            () => ReferenceNetwork.Make(recipe, ShortRecipe.In(_folder.Path)),
            Throws.TypeOf<UserError>().With.Message.Match("^alexnet-mini: the loss is .* at step [0-9]+: the training runs away"));
        Assert.That(Directory.GetFiles(_folder.Path), Is.Empty);
    }

    private void Interrupt(int afterStep)
    {
        using var source = new CancellationTokenSource();
        var listener = new Listener(at =>
        {
            if (at.Fraction * ShortRecipe.AlexNet.Steps >= afterStep - 1e-9)
                source.Cancel();
        });
        Assert.That(() => ReferenceNetwork.Make(ShortRecipe.AlexNet, ShortRecipe.In(_folder.Path), listener, source.Token), Throws.InstanceOf<OperationCanceledException>());
    }

    private sealed class Listener(Action<TrainingProgress> hear) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => hear(value);
    }
}
