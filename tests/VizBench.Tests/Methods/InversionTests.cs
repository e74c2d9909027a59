using NUnit.Framework;
using VizBench.Data.ConceptWorld;
using VizBench.Data.Images;
using VizBench.Files;
using VizBench.Methods;
using VizBench.Methods.Inputs;
using VizBench.Methods.Inversion;
using VizBench.Methods.Optimising;
using VizBench.Networks;
using VizBench.Networks.Walks;
using VizBench.Networks.Weights;
using VizBench.Networks.Zoo;
using VizBench.Tests.Optimising;

namespace VizBench.Tests.Methods;

/// <summary>Regularised inversion against its formulas written out number by number.</summary>
public sealed class InversionTests
{
    private const string Layer = "features.2";

    [TestCase(2, 6)]
    [TestCase(1.5, 4)]
    [TestCase(3, 3)]
    public void The_energy_is_the_sum_written_out(double beta, double alpha)
    {
        using var scope = NewDisposeScope();
        using var network = SmallNetwork.Create(float64, CPU);
        var energy = new InversionEnergy(0.3, beta, 0.07, alpha, 11);
        var (probe, x) = (SmallNetwork.ProbeOf(network, 1) with { Layer = Layer }, Paintings.Random("picture", 1, 3, 16, 16));
        var code = InvertedCode.Of(probe, "test");
        var data = -Paintings.Number(InversionEnergy.Data(code).Of(new Seen(new Dictionary<string, Tensor>(StringComparer.Ordinal) { [Layer] = OutputOf(network, x) }, 1)));
        var unit = tensor(new double[] { 2, 3, 4 }, [1, 3, 1, 1]);
        double[] priors = [.. energy.Priors(unit).Select(prior => Paintings.Number(prior.Of(x)) * prior.Weight)];
        var scaled = Paintings.Numbers(x * unit);
        Assert.That(data, Is.EqualTo(DataOf(Paintings.Numbers(OutputOf(network, x)), Paintings.Numbers(code.Values))).Within(1e-12));
        Assert.That(priors[0], Is.EqualTo(0.3 / 2 * VariationOf(scaled, 3, 16, 16, beta) / 121).Within(1e-11));
        Assert.That(priors[1], Is.EqualTo(0.07 / 2 * scaled.Sum(value => Math.Pow(Math.Abs(value), alpha)) / 121).Within(1e-11 * Math.Max(1, priors[1])));
    }

    /// <summary>m ← μ m − rate σ² ∇E, x ← x + m in units of 0 … 255, m = 0 where the rate changes.</summary>
    [Test]
    public void A_run_is_the_schedule_written_out()
    {
        const int steps = 12;
        using var scope = NewDisposeScope();
        using var network = SmallNetwork.Create(float64, CPU);
        var method = new InvertMahendran { Steps = steps, Sigma = 700, LambdaTv = 0.5, LambdaAlpha = 1e-9 };
        var probe = SmallNetwork.ProbeOf(network, 1) with { Layer = Layer, Targets = [] };
        var actual = Paintings.Numbers(method.RunChecked(probe).Value);
        // Preprocessing.ConceptWorld: one of the network's units is 255 · 0.25.
        const double unit = 255 * 0.25;
        var wanted = OutputOf(network, probe.Input);
        var noise = new Draws(probe.Seed, probe.Case, [0]).Normal("start", [3, 16, 16], float64, CPU);
        var x = noise * (700 / Math.Sqrt(Paintings.Number(noise.square().sum())));
        var m = zeros_like(x);
        for (var step = 0; step < steps; step++)
        {
            var rate = 0.004 * 700 * 700 * (step < 3 ? 1 : step < 9 ? 0.1 : 0.01);
            if (step is 3 or 9)
                m = zeros_like(x);
            m = m * 0.9 - EnergyGradient(network, x, unit, wanted) * rate;
            x = x + m;
        }

        Assert.That(actual, Is.EqualTo(Paintings.Numbers(x / unit)).Within(1e-9));
    }

    [Test]
    public void Where_momentum_starts_anew_a_step_follows_the_gradient_alone()
    {
        using var scope = NewDisposeScope();
        var (x, g, m) = (Paintings.Random("x", 2, 6), Paintings.Random("g", 2, 6), Paintings.Random("m", 2, 6));
        var optimiser = new Sgd(momentum: 0.9, anew: [4]);
        Assert.That(Paintings.Numbers(optimiser.Update([x], [g], [m], 0.5, 4).Memory[0]), Is.EqualTo(Paintings.Numbers(g * 0.5)).Within(1e-15));
        Assert.That(Paintings.Numbers(optimiser.Update([x], [g], [m], 0.5, 5).Memory[0]), Is.EqualTo(Paintings.Numbers(m * 0.9 + g * 0.5)).Within(1e-15));
    }

    [TestCase(3, 6, 8)]
    [TestCase(4, 6, 9)]
    [TestCase(16, 0, 15)]
    public void A_neighborhood_is_the_middle_of_every_channel(int kept, int first, int last)
    {
        using var scope = NewDisposeScope();
        using var network = SmallNetwork.Create(float64, CPU);
        var code = InvertedCode.Of(SmallNetwork.ProbeOf(network, 1) with { Layer = Layer }, "test", kept);
        var inside = Paintings.Numbers(code.Mask!);
        for (var i = 0; i < inside.Length; i++)
        {
            var (row, column) = (i / 16 % 16, i % 16);
            Assert.That(inside[i], Is.EqualTo(row >= first && row <= last && column >= first && column <= last ? 1 : 0), $"{row},{column}");
        }
    }

    [Test]
    public void Only_the_chosen_part_of_a_code_counts()
    {
        using var scope = NewDisposeScope();
        using var network = SmallNetwork.Create(float64, CPU);
        var probe = SmallNetwork.ProbeOf(network, 1) with { Layer = Layer, Units = [new Unit(2), new Unit(5, 1, 3)] };
        var code = InvertedCode.Of(probe, "test");
        var seen = code.Values + Paintings.Random("other", [.. code.Values.shape]) * (1 - code.Mask!);
        Assert.That(Paintings.Number(code.Mask!.sum()), Is.EqualTo(16 * 16 + 1));
        Assert.That(ErrorAt(seen), Is.Zero, "what lies outside does not matter");
        seen.select(1, 2).select(1, 4).select(1, 4).fill_(7);
        var part = code.Values * code.Mask!;
        var expected = Math.Pow(7 - Paintings.Number(code.Values.select(1, 2).select(1, 4).select(1, 4).squeeze(0)), 2) / Paintings.Number(part.square().sum());
        Assert.That(ErrorAt(seen), Is.EqualTo(expected).Within(1e-12));

        double ErrorAt(Tensor output) =>
            -Paintings.Number(InversionEnergy.Data(code).Of(new Seen(new Dictionary<string, Tensor>(StringComparer.Ordinal) { [Layer] = output }, 1)));
    }

    [Test]
    public void Restarts_stand_side_by_side_and_the_first_is_a_run_of_its_own()
    {
        using var scope = NewDisposeScope();
        using var network = SmallNetwork.Create(float64, CPU);
        var probe = SmallNetwork.ProbeOf(network, 2) with { Layer = Layer, Targets = [] };
        var one = new InvertMahendran { Steps = 8 }.RunChecked(probe);
        var three = (new InvertMahendran { Steps = 8, Restarts = 3 }).RunChecked(probe);
        Assert.That(three.Value.shape, Is.EqualTo(new long[] { 2, 3, 16, 48 }));
        Assert.That(Paintings.Numbers(three.Value.narrow(3, 0, 16)), Is.EqualTo(Paintings.Numbers(one.Value)).Within(1e-9));
        Assert.That(Paintings.Numbers(three.Value.narrow(3, 16, 16) - three.Value.narrow(3, 32, 16)).Max(Math.Abs), Is.GreaterThan(0.1), "other noise, another picture");
        Assert.That(three.Scalars["psnr"], Has.Count.EqualTo(2));
    }

    [Test]
    public void What_it_says_of_its_picture_is_so()
    {
        using var scope = NewDisposeScope();
        using var network = SmallNetwork.Create(float64, CPU);
        var probe = SmallNetwork.ProbeOf(network, 2) with { Layer = Layer, Targets = [] };
        var result = new InvertMahendran { Steps = 40 }.RunChecked(probe);
        double[] Shown(Tensor picture) => [.. Paintings.Numbers(picture * 0.25 + 0.5).Select(value => Math.Clamp(value, 0, 1))];
        for (var sample = 0; sample < 2; sample++)
        {
            var (picture, original) = (result.Value.narrow(0, sample, 1), probe.Input.narrow(0, sample, 1));
            var data = DataOf(Paintings.Numbers(OutputOf(network, picture)), Paintings.Numbers(OutputOf(network, original)));
            Assert.That(result.Scalars["code-error"][sample], Is.EqualTo(Math.Sqrt(data)).Within(1e-12));
            var mse = Shown(picture).Zip(Shown(original), (a, b) => (a - b) * (a - b)).Average();
            Assert.That(result.Scalars["psnr"][sample], Is.EqualTo(-10 * Math.Log10(mse)).Within(1e-9));
            Assert.That(result.Scalars["ssim"][sample], Is.InRange(0.01, 1), "more like the input than like noise");
        }
    }

    [Test]
    public void A_weight_of_smoothing_that_would_diverge_slows_down_instead()
    {
        using var scope = NewDisposeScope();
        using var network = SmallNetwork.Create(float64, CPU);
        var result = new InvertMahendran { Steps = 60, LambdaTv = 1e4 }.RunChecked(SmallNetwork.ProbeOf(network, 1) with { Layer = Layer, Targets = [] });
        Assert.That(Paintings.Numbers(result.Value).Max(Math.Abs), Is.LessThan(1));
    }

    /// <summary>The numbers of the rule in InvertMahendran's notes, measured again.</summary>
    [Test]
    public void The_typical_picture_of_the_world_is_that_of_its_images()
    {
        const int count = 240;
        var world = new World(new WorldOptions { Seed = 1000, Size = 64 });
        var pictures = new RgbImage[count];
        Parallel.For(0, count, i => pictures[i] = world.Draw(i).Image);
        var (rms, peak, step) = Measured([.. pictures.Select(picture => BytesLess(picture, [127.5, 127.5, 127.5]))], 64);
        Assert.That(TypicalPicture.World.Rms, Is.EqualTo(rms).Within(0.2).Percent);
        Assert.That(TypicalPicture.World.Peak, Is.EqualTo(peak).Within(0.2).Percent);
        Assert.That(TypicalPicture.World.Step, Is.EqualTo(step).Within(0.2).Percent);
    }

    [Test]
    public void The_typical_photograph_has_the_papers_norm_and_the_shares_of_the_committed_ones()
    {
        var preprocessing = new Preprocessing(227, 227, Preprocessing.ImageNet.Mean, [1 / 255.0, 1 / 255.0, 1 / 255.0]);
        using var scope = NewDisposeScope();
        double[][] pictures = [.. new[] { "cat", "coffee" }.Select(name =>
            InputTensors.FromPicture(ImageFiles.Read(Path.Combine(ProductFiles.Root, "suites", "photographs", $"{name}.jpg")), preprocessing, float64, CPU).data<double>().ToArray())];
        var (rms, peak, step) = Measured(pictures, 227);
        Assert.That(TypicalPicture.Natural.Norm(3, 227, 227), Is.EqualTo(27098.1157).Within(1e-9).Percent);
        Assert.That(TypicalPicture.Natural.Peak / TypicalPicture.Natural.Rms, Is.EqualTo(peak / rms).Within(0.5).Percent);
        Assert.That(TypicalPicture.Natural.Step / TypicalPicture.Natural.Rms, Is.EqualTo(step / rms).Within(0.5).Percent);
    }

    /// <summary>What the rule promises: each term is the same at a typical picture, whatever the picture's kind and size.</summary>
    [Test]
    public void Both_terms_keep_their_share()
    {
        using var small = SmallNetwork.Create(float64, CPU);
        using var ofWorld = SmallNetwork.OfWorld(float64, CPU);
        var shares = new[] { (small, 227, TypicalPicture.Natural), (small, 64, TypicalPicture.Natural), (ofWorld, 64, TypicalPicture.World) }.Select(entry =>
        {
            var (network, side, typical) = entry;
            var energy = new InvertMahendran().EnergyOf(network.Architecture, "features.0", new Canvas(side, side, network.Architecture.Preprocessing, float64, CPU));
            var values = 3.0 * side * side;
            return (Tv: energy.LambdaTv * values * Math.Pow(typical.StepAt(side), 2) / Math.Pow(energy.Sigma, 2), Alpha: energy.LambdaAlpha * values * Math.Pow(typical.Peak, 6) / Math.Pow(energy.Sigma, 2), energy);
        }).ToArray();
        Assert.That(shares.Select(share => share.Tv), Is.All.EqualTo(shares[0].Tv).Within(1e-9).Percent);
        Assert.That(shares.Select(share => share.Alpha), Is.All.EqualTo(shares[0].Alpha).Within(1e-9).Percent);
        Assert.That((shares[0].energy.LambdaTv, shares[0].energy.LambdaAlpha), Is.EqualTo((1.0, 8e-10)), "photographs of 227 px have the paper's own");
    }

    [TestCase("features.0", 1)]
    [TestCase("features.3", 10)]
    [TestCase("classifier.0", 100)]
    public void Smoothing_grows_by_the_third_of_the_network(string layer, double expected)
    {
        using var network = SmallNetwork.Create(float64, CPU);
        var energy = new InvertMahendran().EnergyOf(network.Architecture, layer, new Canvas(227, 227, network.Architecture.Preprocessing, float64, CPU));
        Assert.That(energy.LambdaTv, Is.EqualTo(expected).Within(1e-9));
    }

    /// <summary>deep-goggle's: 1 for layers 1–6, 10 for 7–12, 100 for 13–20 of the paper's own network, dropout and flatten not counted.</summary>
    [Test]
    public void The_papers_network_has_the_papers_weights()
    {
        var architecture = NetworkCatalogue.ArchitectureOf("caffenet");
        var canvas = new Canvas(227, 227, architecture.Preprocessing, float64, CPU);
        double At(string layer) => new InvertMahendran().EnergyOf(architecture, layer, canvas).LambdaTv;
        string[] first = ["conv1", "relu1", "pool1", "norm1", "conv2", "relu2"];
        string[] second = ["pool2", "norm2", "conv3", "relu3", "conv4", "relu4"];
        string[] last = ["conv5", "relu5", "pool5", "fc6", "relu6", "fc7", "relu7", "fc8"];
        var expected = first.Select(layer => (layer, 1.0)).Concat(second.Select(layer => (layer, 10.0))).Concat(last.Select(layer => (layer, 100.0))).ToArray();
        Assert.That(expected.Select(entry => (entry.layer, At(entry.layer))), Is.EqualTo(expected));
        Assert.That((At("flatten"), At("drop7")), Is.EqualTo((At("pool5"), At("relu7"))), "what hands on a code weighs like the code's own layer");
    }

    [Test]
    public void Whatever_the_exponents_and_the_size_the_terms_keep_their_share()
    {
        using var network = SmallNetwork.OfWorld(float64, CPU);
        var canvas = new Canvas(64, 64, network.Architecture.Preprocessing, float64, CPU);
        var typical = TypicalPicture.World;
        const double values = 3.0 * 64 * 64;
        double ByDefault(InvertMahendran method, Func<InversionEnergy, double> share) => share(method.EnergyOf(network.Architecture, "features.0", canvas));
        double Variation(InversionEnergy energy) => energy.LambdaTv * values * Math.Pow(typical.Step, energy.Beta) / (energy.Sigma * energy.Sigma);
        double Norm(InversionEnergy energy, double power) => energy.LambdaAlpha * values * power / (energy.Sigma * energy.Sigma);
        var sixth = Math.Pow(typical.Peak, 6);
        var (tv, alpha) = (ByDefault(new InvertMahendran(), Variation), ByDefault(new InvertMahendran(), energy => Norm(energy, sixth)));
        Assert.That(ByDefault(new InvertMahendran { Alpha = 2 }, energy => Norm(energy, typical.Rms * typical.Rms)), Is.EqualTo(alpha).Within(1e-9).Percent);
        Assert.That(ByDefault(new InvertMahendran { Sigma = 700 }, energy => Norm(energy, sixth)), Is.EqualTo(alpha).Within(1e-9).Percent);
        Assert.That(ByDefault(new InvertMahendran { Sigma = 700 }, Variation), Is.EqualTo(tv).Within(1e-9).Percent);
        Assert.That(ByDefault(new InvertMahendran { Beta = 1 }, Variation), Is.EqualTo(tv).Within(1e-9).Percent);
        Assert.That(typical.Power(4), Is.EqualTo(Math.Sqrt(typical.Rms * typical.Rms * sixth)).Within(1e-9).Percent, "half way, the geometric mean");
    }

    /// <summary>The bound is of β = 2: there a step never leaves it, elsewhere it is what was asked for.</summary>
    [TestCase(2, 0.1, 0.85 * 2 * 1.9 / (8 * 1e4))]
    [TestCase(1.5, 0.1, 0.1)]
    [TestCase(2, 1e-6, 1e-6)]
    public void Only_where_the_curvature_is_known_the_rate_is_bounded(double beta, double rate, double expected)
    {
        var method = new InvertMahendran { Beta = beta, Rate = rate, Steps = 400 };
        Assert.That(new[] { method.RateOf(0, 1e4), method.RateOf(100, 1e4), method.RateOf(399, 1e4) }, Is.EqualTo(new[] { expected, expected / 10, expected / 100 }).Within(1e-9).Percent);
    }

    [Test]
    public void A_sample_without_a_code_is_noted_by_its_place_and_the_others_are_inverted([Values(1, 2)] int restarts)
    {
        using var scope = NewDisposeScope();
        using var network = WithSoftmax();
        var input = Paintings.Random("input", 3, 3, 8, 8);
        var method = new InvertMahendran { Steps = 3, Restarts = restarts };
        // Channel 0 alone, which the second sample's colors keep behind its rectifier.
        var weight = network.Parameters["conv.weight"].select(0, 0).flatten();
        input.select(0, 1).copy_((weight * (-100 / Paintings.Number(weight.square().sum()))).reshape(3, 1, 1).expand(3, 8, 8));
        var probe = new Probe { Network = network, Input = input, Layer = "relu", Units = [new Unit(0)] };
        var result = method.RunChecked(probe);
        Assert.That(result.Notes, Is.EqualTo(new[] { "sample 1: the chosen part of relu is zero, so its picture says nothing" }));
        Assert.That(result.Scalars["code-error"].Select(double.IsFinite), Is.EqualTo(new[] { true, false, true }));
        var alone = method.RunChecked(probe with { Input = input.narrow(0, 2, 1) });
        Assert.That(Paintings.Numbers(result.Value.narrow(0, 2, 1)), Is.EqualTo(Paintings.Numbers(alone.Value)).Within(1e-9));
        Assert.That(
            () => method.RunChecked(probe with { Input = input.narrow(0, 1, 1).expand(2, 3, 8, 8) }),
            Throws.TypeOf<UserError>().With.Message.StartsWith("invert-mahendran: the chosen part of relu is zero for every sample, so there is nothing to invert"));
    }

    [TestCase("probability", 0, new long[0], "invert-mahendran: probability is a softmax, which forgets how large its inputs are and saturates, so it can't be inverted; name the layer before it, fc")]
    [TestCase("fc", 3, new long[0], "invert-mahendran: fc has no rows and columns, so it has no neighborhood; leave out --set neighborhood=3, or take a layer with maps")]
    [TestCase("relu", 9, new long[0], "invert-mahendran: relu has 8 rows and 8 columns, so it has no neighborhood of 9; choose at most 8")]
    [TestCase("relu", 0, new long[] { 7 }, "unit 7 is out of range: relu has 4 channels, 0 to 3")]
    [TestCase("relu", 0, new long[] { 1 }, "invert-mahendran: the chosen part of relu is zero, so there is nothing to invert; take another layer, other units or another input")]
    public void What_can_not_be_inverted_is_refused_in_one_line(string layer, int neighborhood, long[] units, string message)
    {
        using var scope = NewDisposeScope();
        using var network = WithSoftmax();
        var probe = new Probe { Network = network, Input = Paintings.Random("input", 1, 3, 8, 8), Layer = layer, Units = [.. units.Select(unit => new Unit(unit))] };
        Assert.That(() => new InvertMahendran { Neighborhood = neighborhood, Steps = 1 }.RunChecked(probe), Throws.TypeOf<UserError>().With.Message.EqualTo(message));
    }

    /// <summary>A convolution whose channel 1 never gets through its rectifier, a fully connected layer and a softmax.</summary>
    private static Network WithSoftmax()
    {
        var stack = new LayerStack();
        stack.Add("conv", new Convolution(3, 4, 1));
        stack.Add("relu", new ReLU());
        stack.Add("flatten", new Flatten());
        stack.Add("fc", new Linear(4 * 64, 5));
        stack.Add("probability", new Softmax());
        var architecture = new Architecture("soft", [3, 8, 8], Preprocessing.ConceptWorld(8), stack.Layers, ["a", "b", "c", "d", "e"]);
        using var scope = NewDisposeScope();
        var weights = FormulaWeights.Of(architecture, 3, float64, CPU);
        weights["conv.weight"].select(0, 1).fill_(0);
        weights["conv.bias"].select(0, 1).fill_(-1);
        return new Network(architecture, weights);
    }

    private static Tensor OutputOf(Network network, Tensor input) => ForwardWalk.Outputs(network, input, [Layer])[0].detach();

    private static double DataOf(double[] code, double[] wanted) =>
        code.Zip(wanted, (a, b) => (a - b) * (a - b)).Sum() / wanted.Sum(value => value * value);

    /// <summary>Σ (dx² + dy²)^(β/2), a missing neighbour equal to the pixel.</summary>
    private static double VariationOf(double[] x, int channels, int height, int width, double beta)
    {
        var sum = 0.0;
        for (var c = 0; c < channels; c++)
        {
            for (var y = 0; y < height; y++)
            {
                for (var column = 0; column < width; column++)
                {
                    double At(int row, int col) => x[(c * height + Math.Min(row, height - 1)) * width + Math.Min(col, width - 1)];
                    var (dx, dy) = (At(y, column + 1) - At(y, column), At(y + 1, column) - At(y, column));
                    sum += Math.Pow(dx * dx + dy * dy, beta / 2);
                }
            }
        }

        return sum;
    }

    /// <summary>Of the run's energy, σ 700, λTV .5, λα 1e-9; x in units of 0 … 255.</summary>
    private static Tensor EnergyGradient(Network network, Tensor x, double unit, Tensor wanted)
    {
        using var grad = enable_grad();
        var leaf = x.detach().requires_grad_();
        var data = (ForwardWalk.Outputs(network, leaf / unit, [Layer])[0] - wanted).square().sum() / wanted.square().sum();
        Tensor Squares(long dim) => (leaf.narrow(dim, 1, leaf.shape[dim] - 1) - leaf.narrow(dim, 0, leaf.shape[dim] - 1)).square().sum();
        var energy = data + (Squares(2) + Squares(3)) * (0.5 / 2 / (700 * 700)) + leaf.pow(6).sum() * (1e-9 / 2 / (700 * 700));
        return autograd.grad([energy], [leaf])[0];
    }

    /// <summary>Planar values 0 … 255 less a mean colour.</summary>
    private static double[] BytesLess(RgbImage picture, double[] mean)
    {
        var pixels = picture.Width * picture.Height;
        var values = new double[3 * pixels];
        for (var i = 0; i < values.Length; i++)
            values[i] = picture.Pixels[i % pixels * 3 + i / pixels] - mean[i / pixels];
        return values;
    }

    private static (double Rms, double Peak, double Step) Measured(double[][] pictures, int side)
    {
        var count = (double)pictures[0].Length;
        return (
            pictures.Average(picture => Math.Sqrt(picture.Sum(value => value * value) / count)),
            Math.Pow(pictures.Average(picture => picture.Sum(value => Math.Pow(value, 6)) / count), 1 / 6.0),
            Math.Sqrt(pictures.Average(picture => VariationOf(picture, 3, side, side, 2) / count)));
    }
}
