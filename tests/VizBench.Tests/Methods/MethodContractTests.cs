using NUnit.Framework;
using VizBench.Methods;
using VizBench.Randomness;

namespace VizBench.Tests.Methods;

/// <summary>What every registered method must hold to; a new method is tested by being registered.</summary>
[TestFixtureSource(nameof(Ids))]
public sealed class MethodContractTests(string id)
{
    private const int Batch = 3;
    private readonly MethodInfo _info = MethodRegistry.Named(id);

    private static IEnumerable<string> Ids => MethodRegistry.All.Select(info => info.Id);

    private static IEnumerable<string> Devices() => cuda.is_available() ? ["cpu", "cuda"] : ["cpu"];

    [Test]
    public void Two_runs_are_bit_identical()
    {
        using var scope = NewDisposeScope();
        using var network = Network(float64, CPU);
        var first = Run(network, Batch);
        var second = Run(network, Batch);
        Assert.That(second, Is.EqualTo(first));
    }

    [Test]
    public void A_sample_alone_gives_what_it_gives_in_a_batch()
    {
        using var scope = NewDisposeScope();
        using var network = Network(float64, CPU);
        var together = Run(network, Batch);
        var probe = SmallNetwork.ProbeFor(_info, network, Batch);
        for (var i = 0; i < Batch; i++)
        {
            var alone = Values(probe with { Input = probe.Input.narrow(0, i, 1), Targets = [probe.Targets[i]] });
            var expected = together.AsSpan(i * alone.Length, alone.Length).ToArray();
            Assert.That(alone, Is.EqualTo(expected).Within((_info.Paints ? 1e-9 : 1e-12) * Math.Max(1, expected.Max(Math.Abs))), $"sample {i}");
        }
    }

    [Test]
    public void The_result_has_a_row_for_each_sample_and_lies_in_its_declared_range()
    {
        using var scope = NewDisposeScope();
        using var network = Network(float64, CPU);
        var probe = SmallNetwork.ProbeFor(_info, network, Batch);
        var result = Created().RunChecked(probe).Value;
        var values = result.data<double>().ToArray();
        Assert.That(result.shape[0], Is.EqualTo(Batch));
        Assert.That(values, Has.All.Matches<double>(double.IsFinite));
        Assert.That(values.Any(value => value != 0), "a result of zeros says nothing");
        switch (_info.Description.Result)
        {
            case ResultKind.SignedAttribution:
                Assert.That(result.shape[^2..], Is.EqualTo(probe.Input.shape[^2..]));
                // Winner-take-all probabilities; the contrastive form, an option, is signed.
                if (id is "excitation-backprop")
                    Assert.That(values.Min(), Is.GreaterThanOrEqualTo(0));
                else
                    Assert.That(values.Any(value => value < 0) && values.Any(value => value > 0), "a signed map of a random network has both signs");
                break;
            case ResultKind.ClassActivationMap:
                Assert.That(result.shape, Has.Length.EqualTo(3));
                break;
            case ResultKind.Projection:
                Assert.That(result.shape, Is.EqualTo(probe.Input.shape));
                break;
            case ResultKind.UnsignedAttribution:
                Assert.That(result.shape[^2..], Is.EqualTo(probe.Input.shape[^2..]));
                Assert.That(values.Min(), Is.GreaterThanOrEqualTo(0));
                break;
        }
    }

    [Test]
    public void It_runs_on_a_network_in_bfloat16()
    {
        using var scope = NewDisposeScope();
        using var network = Network(bfloat16, CPU);
        var result = Created().RunChecked(SmallNetwork.ProbeFor(_info, network, Batch)).Value;
        Assert.That(result.shape[0], Is.EqualTo(Batch));
        Assert.That(result.to(float64).data<double>().ToArray(), Has.All.Matches<double>(double.IsFinite));
        // Pictures are painted with more digits than the network has.
        Assert.That(result.dtype, Is.EqualTo(_info.Paints || _info.Description.Generates || _info.Description.Result == ResultKind.Image ? float32 : bfloat16));
    }

    [Test]
    public void Nothing_is_left_alive_but_the_result()
    {
        using var network = Network(float64, CPU);
        using var scope = NewDisposeScope();
        var probe = SmallNetwork.ProbeFor(_info, network, Batch);
        var before = Tensor.TotalCount;
        var result = Created().RunChecked(probe);
        // What a network keeps of its weights is its own.
        network.Forget();
        Assert.That(Tensor.TotalCount, Is.EqualTo(before + 1));
        result.Value.Dispose();
        Assert.That(Tensor.TotalCount, Is.EqualTo(before));
    }

    [Test]
    public void Parameters_input_and_grad_mode_stay_as_they_were()
    {
        using var scope = NewDisposeScope();
        using var network = Network(float64, CPU);
        var probe = SmallNetwork.ProbeFor(_info, network, Batch);
        var before = Snapshot(probe);
        Created().RunChecked(probe);
        Assert.That(Snapshot(probe), Is.EqualTo(before));
        Assert.That(probe.Input.requires_grad, Is.False);
        Assert.That(is_grad_enabled(), Is.True);
    }

    [Test]
    public void Cancellation_is_heard_and_leaks_nothing()
    {
        using var network = Network(float64, CPU);
        using var scope = NewDisposeScope();
        var probe = SmallNetwork.ProbeFor(_info, network, Batch) with { Cancellation = new CancellationToken(canceled: true) };
        var before = Tensor.TotalCount;
        Assert.That(() => Created().RunChecked(probe), Throws.InstanceOf<OperationCanceledException>());
        Assert.That(Tensor.TotalCount, Is.EqualTo(before));
        Assert.That(is_grad_enabled(), Is.True);
    }

    [Test]
    public void Float32_is_near_float64()
    {
        using var scope = NewDisposeScope();
        using var wide = Network(float64, CPU);
        using var narrow = Network(float32, CPU);
        var expected = Run(wide, Batch);
        // The formula's weights are exact in float32, the input is rounded: a few units of float32's last place remain. An
        // optimisation goes on from them, and where it divides by a gradient's size, a small one is its rounding. A decoder goes on from
        // the rounding of a whole network, by as much as it makes of a disturbance of that size.
        var allowed = _info.Description.Selects ? 2 : _info.Paints ? 0.2 : 2e-5;
        var decoded = id is "invert-upconv" ? OfDisturbance(wide, expected) : 0;
        Assert.That(Run(narrow, Batch), Is.EqualTo(expected).Within(allowed * expected.Max(Math.Abs) + decoded));
    }

    /// <summary>The most that a result changes when the input is disturbed by sixteen units of float32's last place: two for each of the eight layers with sums.</summary>
    private double OfDisturbance(VizBench.Networks.Network network, double[] expected)
    {
        var probe = SmallNetwork.ProbeFor(_info, network, Batch);
        var noise = tensor(new StreamKey(1, "contract", "disturbance").Open().Normal(probe.Input.NumberOfElements), probe.Input.shape);
        var disturbed = probe with { Input = probe.Input + noise * probe.Input.abs().mean() * Math.Pow(2, -19) };
        return Values(disturbed).Zip(expected, (other, value) => Math.Abs(other - value)).Max();
    }

    /// <summary>On the CPU a fresh thread stands for the other device: grad modes and dispose scopes are thread-local.</summary>
    [TestCaseSource(nameof(Devices))]
    public void Another_device_or_thread_gives_the_same(string where)
    {
        using var scope = NewDisposeScope();
        using var network = Network(float64, CPU);
        var expected = Run(network, Batch);
        double[] actual = [];
        var worker = new Thread(() =>
        {
            using var inner = NewDisposeScope();
            using var moved = Network(float64, device(where));
            actual = Run(moved, Batch);
        });
        worker.Start();
        worker.Join();
        Assert.That(actual, Is.EqualTo(expected).Within(1e-10 * expected.Max(Math.Abs)));
    }

    [Test]
    public void Every_option_can_be_set_from_its_own_text()
    {
        var method = _info.Create();
        foreach (var option in _info.Options.Where(option => option.Default.Length > 0))
        {
            var again = _info.Create(new Dictionary<string, string>(StringComparer.Ordinal) { [option.Name] = option.Default });
            Assert.That(option.TextOf(again), Is.EqualTo(option.TextOf(method)), option.Name);
            foreach (var choice in option.Choices)
                Assert.That(option.TextOf(_info.Create(new Dictionary<string, string>(StringComparer.Ordinal) { [option.Name] = choice })), Is.EqualTo(choice));
        }
    }

    [Test]
    public void Its_description_can_be_read()
    {
        Assert.That(_info.Id, Does.Match("^[a-z][a-z0-9+]*(-[a-z0-9+]+)*$"));
        Assert.That(_info.Description.Summary, Has.Length.GreaterThan(10));
        Assert.That(_info.Description.Source, Is.Not.Empty);
        Assert.That(_info.Options.Where(option => option.Help.Length <= 10), Is.Empty);
    }

    /// <summary>An optimisation is shortened: what must hold holds from the first step on.</summary>
    private Method Created() => _info.Create(new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["steps"] = "3",
        ["n"] = "2",
        ["octaves"] = "2",
        ["crops"] = "2",
        ["images"] = "70",
        ["modes"] = "2",
        ["facets"] = "2",
        ["patches"] = "16",
        ["generations"] = "3",
        ["population"] = "8",
        ["sigma"] = "0.1",
    }.Where(setting => (_info.Paints || _info.Description.Selects) && _info.Options.Any(option => string.Equals(option.Name, setting.Key, StringComparison.Ordinal)))
        .ToDictionary(StringComparer.Ordinal));

    // Trained networks that a method runs besides see as much as ConceptWorld's least pictures.
    private VizBench.Networks.Network Network(ScalarType type, Device device) => _info.Networks is [var name, ..] ? SmallNetwork.OfCatalogue(name, type, device)
        : _info.Description.Generates || _info.Create().Companions.Count > 0 ? SmallNetwork.OfWorld(type, device) : SmallNetwork.Create(type, device);

    private double[] Run(VizBench.Networks.Network network, int batch)
    {
        using var scope = NewDisposeScope();
        return Values(SmallNetwork.ProbeFor(_info, network, batch));
    }

    private double[] Values(Probe probe) => Created().RunChecked(probe).Value.to(float64, CPU).data<double>().ToArray();

    private static double[] Snapshot(Probe probe) =>
        [.. probe.Network.Parameters.Values.Append(probe.Input).SelectMany(t => t.data<double>().ToArray())];
}
