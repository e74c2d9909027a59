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

    [Test]
    public void A_state_that_lacks_a_tensor_is_named()
    {
        Interrupt(4);
        using (var state = VizBench.Networks.Weights.SafetensorsFile.Read(StateFile))
            VizBench.Networks.Weights.SafetensorsFile.Write(StateFile, new(state.Where(tensor => tensor.Name is not "momentum/conv1.weight").ToArray(), state.Metadata));
        Assert.That(
            () => ReferenceNetwork.Make(ShortRecipe.AlexNet, ShortRecipe.In(_folder.Path)),
            Throws.TypeOf<FileError>().With.Message.Contains("content: is not a training's state").And.Message.Contains("momentum/conv1.weight").And.Message.Contains("--restart"));
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
