using NUnit.Framework;
using VizBench.Methods;
using VizBench.Methods.Inversion;
using VizBench.Methods.Maximisation;
using VizBench.Methods.Optimising;
using VizBench.Networks;
using VizBench.Tests.Methods;

namespace VizBench.Tests.Optimising;

public sealed class LearnedPriorTests
{
    private TinyPrior _tiny = null!;

    [SetUp]
    public void SetUp() => _tiny = new TinyPrior();

    [TearDown]
    public void TearDown() => _tiny.Dispose();

    /// <summary>Of a linear generator and network, by plain loops: rates 8, 4 and 1e-10, clipping before the decay, and the picture of the last code.</summary>
    [TestCase(CodeStart.Mean)]
    [TestCase(CodeStart.Normal)]
    [TestCase(CodeStart.Typical)]
    public void DGN_AM_clips_then_decays_and_its_picture_is_that_of_the_final_code(CodeStart start)
    {
        using var scope = NewDisposeScope();
        var (probe, high) = (_tiny.Probe(2), High(3));
        var noise = Paintings.Numbers(new Draws(probe.Seed, probe.Case, [2]).Normal("start", [TinyPrior.Codes], float64, CPU));
        var code = start switch
        {
            CodeStart.Mean => _tiny.Mean,
            CodeStart.Typical => [.. noise.Select((value, i) => _tiny.Mean[i] + value * _tiny.Deviation[i])],
            _ => noise,
        };
        var gradient = _tiny.Gradient(_tiny.Row(2));
        var size = gradient.Average(Math.Abs);
        var clipped = new List<double>();
        foreach (var rate in new[] { 2, (2 + 1e-10) / 2, 1e-10 })
        {
            double[] moved = [.. code.Select((value, i) => value + rate * gradient[i] / size)];
            code = [.. moved.Select((value, i) => Math.Clamp(value, 0, high[i]))];
            clipped.AddRange(moved.Zip(code, (before, after) => before - after));
            code = [.. code.Select(value => value * 0.99)];
        }

        var result = new AmDgn { Steps = 3, Start = start, Rate = 2, FinalRate = 1e-10, Score = ClassScore.Logit }.Run(probe);
        Assert.That(Paintings.Numbers(result.Value), Is.EqualTo(_tiny.Picture(code)).Within(1e-12));
        Assert.That(clipped, Has.Some.Positive.And.Some.Negative.And.Some.Zero, "codes reach both bounds, and some none");
    }

    [TestCase(CodePrior.H, true)]
    [TestCase(CodePrior.H, false)]
    [TestCase(CodePrior.NoiselessJoint, true)]
    [TestCase(CodePrior.NoiselessJoint, false)]
    public void PPGN_steps_as_plain_loops_do(CodePrior prior, bool standardized)
    {
        using var scope = NewDisposeScope();
        var probe = _tiny.Probe(1);
        var code = _tiny.Mean;
        // Of the second chain.
        var noise = Paintings.Numbers(new Draws(probe.Seed, probe.Case, [1 + (1L << 52)]).Normal("noise", [TinyPrior.Codes], float64, CPU, 0));
        var rebuilt = prior == CodePrior.H
            ? TinyPrior.Affine(_tiny.Autoencoder, "fc1", code)
            : [.. TinyPrior.Affine(_tiny.Encoder, "fc6", _tiny.Picture(code)).Select(value => Math.Max(0, value))];
        var gradient = _tiny.Gradient(ByPicture(_tiny.Picture(code), 1));
        var high = High(2);
        var expected = code.Select((value, i) =>
        {
            var unit = standardized ? _tiny.Deviation[i] : 1;
            return Math.Clamp(value + 0.3 * (rebuilt[i] - value) + 0.7 * unit * unit * gradient[i] + 0.2 * unit * noise[i], 0, high[i]);
        });

        var method = new AmPpgn { Prior = prior, Standardized = standardized, Steps = 1, N = 2, Epsilon1 = 0.3, Epsilon2 = 0.7, Epsilon3 = 0.2, Rate = 0, ClipSigma = 2, Start = CodeStart.Mean };
        var second = method.Run(probe).Value.narrow(3, TinyPrior.Side, TinyPrior.Side);
        Assert.That(Paintings.Numbers(second), Is.EqualTo(_tiny.Picture([.. expected])).Within(1e-12));
    }

    [Test]
    public void A_pull_goes_to_what_the_autoencoder_makes_of_the_code_before_the_step()
    {
        using var scope = NewDisposeScope();
        var (code, gradient, high) = (_tiny.Mean, _tiny.Gradient(_tiny.Row(1)), High(3));
        var size = gradient.Average(Math.Abs);
        for (var step = 0; step < 2; step++)
        {
            var (rate, rebuilt) = (step == 0 ? 0.4 : 0.2, TinyPrior.Affine(_tiny.Autoencoder, "fc1", code));
            code = [.. code.Select((value, i) => Math.Clamp(value + rate * gradient[i] / size + 0.25 * (rebuilt[i] - value), 0, high[i]) * 0.99)];
        }

        var method = new AmDgn { Steps = 2, Rate = 0.4, FinalRate = 0.2, Pull = 0.25, Start = CodeStart.Mean, Score = ClassScore.Logit };
        Assert.That(Paintings.Numbers(method.Run(_tiny.Probe(1)).Value), Is.EqualTo(_tiny.Picture(code)).Within(1e-12));
    }

    [Test]
    public void The_samplers_step_moves_a_value_by_the_rate_and_ends_at_the_clip()
    {
        using var scope = NewDisposeScope();
        var gradient = _tiny.Gradient(ByPicture(_tiny.Picture(_tiny.Mean), 1));
        var size = gradient.Average(Math.Abs);
        var method = new AmPpgn { Steps = 1, N = 1, Epsilon1 = 0, Epsilon2 = 1, Epsilon3 = 0, Standardized = false, Rate = 0.5, Clip = 1, Start = CodeStart.Mean };
        var expected = _tiny.Mean.Select((value, i) => Math.Clamp(value + 0.5 * gradient[i] / size, 0, 1)).ToArray();
        Assert.That(expected, Has.Some.EqualTo(1));
        Assert.That(Paintings.Numbers(method.Run(_tiny.Probe(1)).Value), Is.EqualTo(_tiny.Picture(expected)).Within(1e-12));
    }

    [Test]
    public void A_class_alone_is_what_it_is_among_others_noise_and_all()
    {
        using var scope = NewDisposeScope();
        foreach (var method in new Method[] { new AmDgn { Steps = 4, Rate = 0.3 }, new AmPpgn { Steps = 4, N = 2, Samples = 2, Apart = 1 } })
        {
            var alone = Paintings.Numbers(method.Run(_tiny.Probe(3)).Value);
            var together = method.Run(_tiny.Probe(1, 3)).Value;
            Assert.That(Paintings.Numbers(together.narrow(0, 1, 1)), Is.EqualTo(alone).Within(1e-12), method.GetType().Name);
            Assert.That(Paintings.Numbers(together.narrow(0, 0, 1)), Is.Not.EqualTo(alone).Within(1e-3), method.GetType().Name);
        }
    }

    [Test]
    public void The_samples_of_a_chain_are_where_shorter_chains_end()
    {
        using var scope = NewDisposeScope();
        double[] Chain(int steps, int samples, int which) =>
            Paintings.Numbers(new AmPpgn { Steps = steps, N = 2, Samples = samples, Apart = 2 }.Run(_tiny.Probe(0)).Value.narrow(3, which * TinyPrior.Side, TinyPrior.Side));
        for (var sample = 0; sample < 3; sample++)
        {
            Assert.That(Chain(6, 3, sample), Is.EqualTo(Chain(2 * (sample + 1), 1, 0)).Within(1e-12), $"first chain, sample {sample}");
            Assert.That(Chain(6, 3, 3 + sample), Is.EqualTo(Chain(2 * (sample + 1), 1, 1)).Within(1e-12), $"second chain, sample {sample}");
        }

        Assert.That(Chain(6, 3, 2), Is.Not.EqualTo(Chain(6, 3, 5)).Within(1e-3), "chains have noise of their own");
    }

    [Test]
    public void The_weights_of_its_generator_are_named()
    {
        var architecture = VizBench.Networks.Zoo.NetworkCatalogue.ArchitectureOf("caffenet-mini");
        var file = VizBench.Networks.Zoo.GeneratorCatalogue.FileOf(VizBench.Networks.Zoo.GeneratorCatalogue.Named("upconv-relu2"));
        var hashes = CompanionFiles.HashesOf(new InvertUpconv(), architecture, "relu2");
        Assert.That(hashes, Is.EqualTo(new Dictionary<string, string>(StringComparer.Ordinal) { ["upconv-relu2"] = VizBench.Files.InputFile.Sha256(file) }));
        Assert.That(CompanionFiles.HashesOf(new AmErhan(), architecture, null), Is.Empty);
    }

    [Test]
    public void A_given_picture_is_where_its_code_is()
    {
        using var scope = NewDisposeScope();
        var init = Paintings.Random("init", 1, 3, TinyPrior.Side, TinyPrior.Side);
        var probe = _tiny.Probe(2) with { Roles = new Dictionary<string, Tensor>(StringComparer.Ordinal) { ["init"] = init } };
        var code = TinyPrior.Affine(_tiny.Encoder, "fc6", Paintings.Numbers(init)).Select(value => Math.Max(0, value)).ToArray();
        // One step that leaves the code where it begins.
        var result = new AmDgn { Steps = 1, Rate = 1e-100, FinalRate = 1e-100, Decay = 0, ClipSigma = 0 }.Run(probe);
        Assert.That(Paintings.Numbers(result.Value), Is.EqualTo(_tiny.Picture(code)).Within(1e-12));
        Assert.That(Paintings.Numbers(result.Value), Is.Not.EqualTo(_tiny.Picture(_tiny.Mean)).Within(1e-3), "and not where the recipe begins without one");
    }

    [TestCase(CodeStart.Mean, false)]
    [TestCase(CodeStart.Typical, true)]
    [TestCase(CodeStart.Normal, true)]
    public void Whether_the_seed_matters_is_said(CodeStart start, bool matters)
    {
        using var scope = NewDisposeScope();
        var method = new AmDgn { Steps = 2, Start = start };
        var (first, second) = (method.Run(_tiny.Probe(2) with { Seed = 1 }), method.Run(_tiny.Probe(2) with { Seed = 2 }));
        Assert.That(method.DependsOnSeed, Is.EqualTo(matters));
        Assert.That(Paintings.Numbers(first.Value), matters ? Is.Not.EqualTo(Paintings.Numbers(second.Value)) : Is.EqualTo(Paintings.Numbers(second.Value)));
        Assert.That(first.Notes.Any(note => note.Contains("another seed gives the same picture", StringComparison.Ordinal)), Is.EqualTo(!matters));
    }

    /// <summary>A decoder of the layer; any where none is named; what is named where one is.</summary>
    [TestCase("", null, "caffenet-mini alexnet-mini-robust")]
    [TestCase("", "relu6", "caffenet-mini alexnet-mini-robust")]
    [TestCase("", "relu2", "caffenet-mini")]
    [TestCase("dgn-fc6-robust", "relu6", "alexnet-mini-robust")]
    public void A_decoder_is_made_for_the_network_whose_codes_it_takes(string generator, string? layer, string networks) =>
        Assert.That(string.Join(' ', new InvertUpconv { Generator = generator }.MadeFor(layer)), Is.EqualTo(networks));

    [Test]
    public void Colors_stay_what_they_are_in_another_networks_units_and_become_grey_for_one_channel()
    {
        using var scope = NewDisposeScope();
        var generator = new CodeGenerator("test", "dgn-fc6", _tiny.Companions);
        var code = Paintings.Random("code", 2, TinyPrior.Codes);
        var own = new Canvas(TinyPrior.Side, TinyPrior.Side, _tiny.Generator.Architecture.Preprocessing, float64, CPU);
        var other = own with { Preprocessing = Preprocessing.Caffe(TinyPrior.Side) };
        var grey = own with { Preprocessing = new Preprocessing(9, 9, [0.3], [0.2]), Height = 9, Width = 12 };
        var colours = own.ToColours(generator.PictureOn(own, code));
        Assert.That(Paintings.Numbers(other.ToColours(generator.PictureOn(other, code))), Is.EqualTo(Paintings.Numbers(colours)).Within(1e-12));
        var expected = SeparableMap.Resized(colours.narrow(1, 0, 1) * 0.299 + colours.narrow(1, 1, 1) * 0.587 + colours.narrow(1, 2, 1) * 0.114, 9, 12);
        Assert.That(Paintings.Numbers(grey.ToColours(generator.PictureOn(grey, code))), Is.EqualTo(Paintings.Numbers(expected)).Within(1e-12));
    }

    [Test]
    public void A_decoder_makes_the_picture_of_the_inputs_code_and_its_numbers_are_of_both()
    {
        using var scope = NewDisposeScope();
        var probe = SmallNetwork.ProbeOf(_tiny.Encoder, 2) with { Layer = "relu6", Companions = _tiny.Companions };
        var result = new InvertUpconv().Run(probe);
        for (var sample = 0; sample < 2; sample++)
        {
            var code = Code(Paintings.Numbers(probe.Input.select(0, sample)));
            var picture = _tiny.Picture(code);
            Assert.That(Paintings.Numbers(result.Value.select(0, sample)), Is.EqualTo(picture).Within(1e-12));
            Assert.That(result.Scalars["code-error"][sample], Is.EqualTo(Norm([.. Code(picture).Zip(code, (a, b) => a - b)]) / Norm(code)).Within(1e-12));
            var squared = picture.Zip(Paintings.Numbers(probe.Input.select(0, sample)), (a, b) => Math.Pow(Color(a) - Color(b), 2)).Average();
            Assert.That(result.Scalars["psnr"][sample], Is.EqualTo(-10 * Math.Log10(squared)).Within(1e-9), "of colors as a file shows them, whose mean is a half and deviation a quarter");
        }

        static double Color(double value) => Math.Clamp(value / 4 + 0.5, 0, 1);
        double[] Code(double[] input) => [.. TinyPrior.Affine(_tiny.Encoder, "fc6", input).Select(value => Math.Max(0, value))];
        static double Norm(double[] values) => Math.Sqrt(values.Sum(value => value * value));
    }

    [TestCase("am-dgn", "generator=dgn-fc7", "there is no generator 'dgn-fc7'; did you mean dgn-fc6?")]
    [TestCase("am-dgn", "generator=ppgn-dae", "am-dgn takes a generator that makes pictures of a layer's codes, and ppgn-dae is none; there are upconv-relu2, ")]
    [TestCase("am-ppgn", "generator=upconv-fc8", "am-ppgn has no autoencoder of upconv-fc8's codes, fc8 of caffenet-mini; choose a generator of other codes")]
    [TestCase("am-dgn", "generator=upconv-relu5 pull=0.1", "am-dgn has no autoencoder of upconv-relu5's codes, relu5 of caffenet-mini; ")]
    [TestCase("invert-upconv", "", "invert-upconv has no decoder for vgg-mini; it has some for caffenet-mini and ")]
    [TestCase("invert-upconv", "generator=upconv-fc6", "vgg-mini has no layer 'relu6'")]
    [TestCase("invert-upconv", "generator=upconv-fc6 layer=features.2", "invert-upconv: upconv-fc6 takes codes of shape (128), and features.2 of vgg-mini gives (24, 32, 32)")]
    [TestCase("invert-upconv", "network=caffenet-mini layer=conv3", "invert-upconv has no decoder for conv3 of caffenet-mini; it has some for relu2, relu5, relu6, fc8")]
    public void What_does_not_fit_is_refused_before_weights_are_read(string id, string settings, string message)
    {
        var given = settings.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(setting => setting.Split('=')).ToDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);
        var architecture = VizBench.Networks.Zoo.NetworkCatalogue.ArchitectureOf(given.GetValueOrDefault("network", "vgg-mini"));
        var method = MethodRegistry.Named(id).Create(given.Where(setting => setting.Key is not ("network" or "layer")).ToDictionary(StringComparer.Ordinal));
        Assert.That(() => method.CheckFits(architecture, given.GetValueOrDefault("layer"), [], 1), Throws.TypeOf<UserError>().With.Message.StartsWith(message));
    }

    [Test]
    public void What_does_not_fit_when_it_runs_is_refused_in_one_line()
    {
        using var scope = NewDisposeScope();
        Assert.That(
            () => new AmPpgn { Steps = 10, Samples = 3, Apart = 5 }.Run(_tiny.Probe(0)),
            Throws.TypeOf<UserError>().With.Message.EqualTo("am-ppgn: 3 samples, 5 steps apart, do not fit into a chain of 10 steps; choose more steps, or fewer samples, with --set"));
        var companions = _tiny.Companions;
        companions["ppgn-dae"] = companions["caffenet-mini"];
        Assert.That(
            () => new AmPpgn { Steps = 1, Generator = "dgn-fc6" }.Run(_tiny.Probe(0) with { Companions = companions }),
            Throws.TypeOf<UserError>().With.Message.StartsWith("am-ppgn: dgn-fc6 takes codes of shape (5), and fc8 of caffenet-mini gives"));
        companions["upconv-fc6"] = companions["ppgn-dae"];
        var larger = SmallNetwork.ProbeOf(_tiny.Encoder, 1) with { Layer = "relu6", Companions = companions };
        Assert.That(
            () => new InvertUpconv().Run(larger),
            Throws.TypeOf<UserError>().With.Message.Contains("upconv-fc6 takes codes of shape (3, 6, 6), and relu6 of caffenet-mini gives (5) for an input of 6×6"));
    }

    /// <summary>Of log p(class) of the climbed network's softmax.</summary>
    private double[] ByPicture(double[] picture, long target)
    {
        var logits = TinyPrior.Affine(_tiny.Climbed, "fc", picture);
        var sum = logits.Sum(Math.Exp);
        var gradient = new double[picture.Length];
        for (var c = 0; c < TinyPrior.Classes; c++)
        {
            var row = _tiny.Row(c);
            for (var p = 0; p < gradient.Length; p++)
                gradient[p] += ((c == target ? 1 : 0) - Math.Exp(logits[c]) / sum) * row[p];
        }

        return gradient;
    }

    private double[] High(double sigmas) => [.. _tiny.Mean.Zip(_tiny.Deviation, (mean, deviation) => mean + sigmas * deviation)];
}
