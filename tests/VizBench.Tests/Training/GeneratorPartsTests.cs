using NUnit.Framework;
using VizBench.Networks;
using VizBench.Randomness;
using VizBench.Training;

namespace VizBench.Tests.Training;

/// <summary>What trainings of generators are made of, against definitions written out slowly.</summary>
public sealed class GeneratorPartsTests
{
    /// <summary>Kingma and Ba's algorithm 1, five steps by hand in double.</summary>
    [Test]
    public void Adam_is_its_definition()
    {
        using var scope = NewDisposeScope();
        var options = new AdamOptions { Beta1 = 0.5, Beta2 = 0.9, Epsilon = 1e-3 };
        double[][] values = [[1, -2, 3, 0.5], [0.25, -0.75]];
        Tensor[] tensors = [tensor((double[])values[0].Clone(), [2, 2]), tensor((double[])values[1].Clone(), [2])];
        using var adam = new Adam(options, [("weight", tensors[0]), ("bias", tensors[1])]);
        double[][] means = [new double[4], new double[2]];
        double[][] squares = [new double[4], new double[2]];
        var dice = new StreamKey(1, "adam", "gradients").Open();
        for (var step = 0; step < 5; step++)
        {
            double[][] gradients = [dice.Normal(4), dice.Normal(2)];
            var rate = 0.1 / (step + 1);
            adam.Step([tensor((double[])gradients[0].Clone(), [2, 2]), tensor((double[])gradients[1].Clone(), [2])], rate, step);
            for (var p = 0; p < 2; p++)
            {
                for (var i = 0; i < values[p].Length; i++)
                {
                    means[p][i] = 0.5 * means[p][i] + 0.5 * gradients[p][i];
                    squares[p][i] = 0.9 * squares[p][i] + 0.1 * gradients[p][i] * gradients[p][i];
                    var (mean, square) = (means[p][i] / (1 - Math.Pow(0.5, step + 1)), squares[p][i] / (1 - Math.Pow(0.9, step + 1)));
                    values[p][i] -= rate * mean / (Math.Sqrt(square) + 1e-3);
                }
            }
        }

        Assert.That(tensors[0].data<double>().ToArray(), Is.EqualTo(values[0]).Within(1e-12));
        Assert.That(tensors[1].data<double>().ToArray(), Is.EqualTo(values[1]).Within(1e-12));
    }

    [Test]
    public void The_rate_rises_holds_and_falls_to_nothing()
    {
        var options = new AdamOptions { Rate = 1, WarmUp = 0.1, Hold = 0.6 };
        Assert.That(options.RateAt(49, 1000), Is.EqualTo(0.5).Within(1e-12));
        Assert.That(options.RateAt(300, 1000), Is.EqualTo(1));
        Assert.That(options.RateAt(799, 1000), Is.EqualTo(0.5).Within(1e-12));
        Assert.That(options.RateAt(999, 1000), Is.EqualTo(0).Within(1e-12));
    }

    /// <summary>a ← d a + (1 − d) p, the decay n / (n + 10) till it reaches its own.</summary>
    [Test]
    public void The_running_mean_forgets_its_beginning()
    {
        using var scope = NewDisposeScope();
        var stack = new LayerStack();
        stack.Add("linear", new Linear(1, 1) { HasBias = false });
        using var network = new Network(new Architecture("one", [1], Preprocessing.ConceptWorld(1), stack.Layers), new Dictionary<string, Tensor>(StringComparer.Ordinal) { ["linear.weight"] = tensor([7.0], [1, 1], float64) });
        using var average = new RunningAverage(0.6, network);
        var expected = 7.0;
        for (var step = 1; step <= 20; step++)
        {
            network.Parameters["linear.weight"].fill_(step % 3);
            average.Move(step);
            var decay = Math.Min(0.6, step / (step + 10.0));
            expected = decay * expected + (1 - decay) * (step % 3);
        }

        Assert.That(average.Values["linear.weight"].data<double>().ToArray()[0], Is.EqualTo(expected).Within(1e-12));
    }

    [Test]
    public void Adversarial_losses_are_their_definitions()
    {
        using var scope = NewDisposeScope();
        var (real, made) = (tensor([0.5f, 0.5f, 3, 3], [2, 1, 1, 2]), tensor([-2f, 3], [2, 1, 1, 1]));
        Assert.That((double)Discriminator.OwnLoss(real, made), Is.EqualTo((2 * Softplus(-0.5) + 2 * Softplus(-3)) / 4 + (Softplus(-2) + Softplus(3)) / 2).Within(1e-6));
        Assert.That((double)Discriminator.GeneratorLoss(made), Is.EqualTo((Softplus(2) + Softplus(-3)) / 2).Within(1e-6));

        static double Softplus(double x) => Math.Log(1 + Math.Exp(x));
    }

    /// <summary>The gradient by the output, held against differences; the parameters of a held discriminator get none.</summary>
    [Test]
    public void A_held_discriminator_passes_gradients_on()
    {
        using var scope = NewDisposeScope();
        using var discriminator = new Discriminator(new DiscriminatorOptions { Channels = [4, 4] }, "test", 1, [3, 8, 8], 5, CPU);
        var (pictures, code) = (Random([2, 3, 8, 8], "pictures").requires_grad_(), Random([2, 5], "code"));
        discriminator.Learned[^1].Value.detach().copy_(Random([4, 5], "weights"));
        var gradient = autograd.grad([Discriminator.GeneratorLoss(discriminator.Scores(pictures, code, true))], [pictures])[0];
        var direction = Random([2, 3, 8, 8], "direction") * 1e-2;
        var (ahead, behind) = (Loss(pictures.detach() + direction), Loss(pictures.detach() - direction));
        Assert.That((double)(gradient * direction).sum(), Is.EqualTo((ahead - behind) / 2).Within(2).Percent);
        Assert.That(Loss(pictures.detach()), Is.Not.EqualTo((double)Discriminator.GeneratorLoss(discriminator.Scores(pictures, code * 2, true))), "the code takes part");

        double Loss(Tensor at) => (double)Discriminator.GeneratorLoss(discriminator.Scores(at, code, true));
    }

    /// <summary>For little noise: its variance times the mean squared slope of the scores along it.</summary>
    [Test]
    public void A_discriminators_penalty_is_the_slope_of_its_scores_along_the_noise()
    {
        using var scope = NewDisposeScope();
        var options = new DiscriminatorOptions { Channels = [4, 4], Penalty = 3, PenaltySigma = 1e-2 };
        using var discriminator = new Discriminator(options, "test", 1, [3, 8, 8], 5, CPU);
        var (pictures, code) = (Random([2, 3, 8, 8], "pictures").requires_grad_(), Random([2, 5], "code"));
        var stream = new StreamKey(1, "parts", "penalty").Open();
        var noise = tensor(Array.ConvertAll(stream.At(0).Normal(pictures.NumberOfElements), value => (float)value), pictures.shape);
        var scores = discriminator.Scores(pictures, code, true);
        // Each score is of one picture alone.
        var slopes = Enumerable.Range(0, 4).Select(i => (autograd.grad([scores.flatten(1).select(1, i).sum()], [pictures], retain_graph: true)[0] * noise).flatten(1).sum(1));
        var expected = options.Penalty * Math.Pow(options.PenaltySigma, 2) * slopes.Average(slope => (double)slope.square().mean());
        Assert.That((double)discriminator.Penalty(pictures.detach(), scores.detach(), code, stream.At(0)), Is.EqualTo(expected).Within(2).Percent);
        Assert.That(expected, Is.GreaterThan(1e-6));
    }

    [Test]
    public void Upconvolutions_begin_with_the_spread_of_their_inputs()
    {
        using var scope = NewDisposeScope();
        var stack = new LayerStack();
        stack.Add("first", new TransposedConvolution(32, 64, 4) { Stride = 2, Padding = 1 });
        stack.Add("last", new TransposedConvolution(64, 64, 3) { Padding = 1 });
        var initial = Initialisation.Of(new Architecture("up", [32, 8, 8], Preprocessing.ConceptWorld(8), stack.Layers), 1, 1, 0.1);
        // Of 4×4 taps at a stride of 2 each output meets 2×2.
        Assert.That(Deviation("first.weight"), Is.EqualTo(Math.Sqrt(2.0 / (32 * 4))).Within(2).Percent);
        Assert.That(Deviation("last.weight"), Is.EqualTo(0.1 * Math.Sqrt(2.0 / (64 * 9))).Within(2).Percent);

        double Deviation(string name) => Math.Sqrt((double)initial[name].square().mean());
    }

    private static Tensor Random(long[] shape, string purpose) =>
        tensor(Array.ConvertAll(new StreamKey(1, "generator parts", purpose).Open().Normal(shape.Aggregate(1L, (product, size) => product * size)), value => (float)value), shape);
}
