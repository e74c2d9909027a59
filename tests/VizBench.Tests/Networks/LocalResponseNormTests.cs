using NUnit.Framework;
using VizBench.Networks;
using VizBench.Randomness;

namespace VizBench.Tests.Networks;

public sealed class LocalResponseNormTests
{
    [Test]
    public void An_odd_window_by_hand()
    {
        // Channels 1, 2, 3, 4: squares 1, 4, 9, 16, sums of three neighbours 5, 14, 29, 25; β = 1 makes the power plain.
        var y = Values(new LocalResponseNorm(3) { Alpha = 3, Beta = 1, K = 2 }, [1, 2, 3, 4]);
        Assert.That(y, Is.EqualTo(new[] { 1.0 / 7, 2.0 / 16, 3.0 / 31, 4.0 / 27 }).Within(1e-15));
    }

    [Test]
    public void An_even_window_reaches_one_channel_further_back_as_PyTorchs_does()
    {
        // Windows {c − 1, c}: sums 1, 5, 13, 25. ONNX's would be {c, c + 1}: 5, 13, 25, 16.
        var y = Values(new LocalResponseNorm(2) { Alpha = 2, Beta = 1, K = 1 }, [1, 2, 3, 4]);
        Assert.That(y, Is.EqualTo(new[] { 1.0 / 2, 2.0 / 6, 3.0 / 14, 4.0 / 26 }).Within(1e-15));
    }

    [Test]
    public void A_window_of_one_channel_with_the_default_parameters()
    {
        var y = Values(new LocalResponseNorm(1), [100, -100]);
        Assert.That(y, Is.EqualTo(new[] { 100 / Math.Pow(2, .75), -100 / Math.Pow(2, .75) }).Within(1e-12));
    }

    [TestCase(2)]
    [TestCase(4)]
    [TestCase(5)]
    [TestCase(9)]
    public void Every_value_and_derivative_follows_the_definition(int size)
    {
        const int Channels = 6;
        const int Plane = 3 * 2;
        var norm = new LocalResponseNorm(size) { Alpha = 0.7, Beta = 0.6, K = 1.3 };
        using var scope = NewDisposeScope();
        var values = new StreamKey(1, "lrn", "input").Open().Normal(2 * Channels * Plane);
        var signal = new StreamKey(1, "lrn", "signal").Open().Normal(2 * Channels * Plane);
        var x = tensor(values, [2, Channels, 3, 2]).requires_grad_();
        var y = norm.Forward([x], LayerParameters.None);
        var gradient = autograd.grad([y], [x], [tensor(signal, [2, Channels, 3, 2])])[0];

        var expected = new double[values.Length];
        var expectedGradient = new double[values.Length];
        for (var i = 0; i < values.Length; i++)
        {
            var channel = i / Plane % Channels;
            var window = Enumerable.Range(channel - size / 2, size).Where(c => c is >= 0 and < Channels)
                .Select(c => i + (c - channel) * Plane).ToArray();
            var scale = norm.K + norm.Alpha / size * window.Sum(j => values[j] * values[j]);
            expected[i] = values[i] * Math.Pow(scale, -norm.Beta);
            expectedGradient[i] += signal[i] * Math.Pow(scale, -norm.Beta);
            foreach (var j in window)
                expectedGradient[j] -= signal[i] * values[i] * norm.Beta * Math.Pow(scale, -norm.Beta - 1) * 2 * norm.Alpha / size * values[j];
        }

        Assert.That(y.data<double>().ToArray(), Is.EqualTo(expected).Within(1e-14));
        Assert.That(gradient.data<double>().ToArray(), Is.EqualTo(expectedGradient).Within(1e-14));
    }

    [Test]
    public void It_leaves_the_shape_and_sees_one_position()
    {
        var norm = new LocalResponseNorm(5);
        Assert.That(norm.OutputShape([[7, 3, 2]]), Is.EqualTo(new long[] { 7, 3, 2 }));
        Assert.That(norm.Window([7, 3, 2]), Is.EqualTo(ReceptiveWindow.Point));
        Assert.That(() => norm.OutputShape([[7]]), Throws.ArgumentException);
    }

    private static double[] Values(LocalResponseNorm norm, double[] channels)
    {
        using var scope = NewDisposeScope();
        return norm.Forward([tensor(channels, [1, channels.Length, 1, 1])], LayerParameters.None).data<double>().ToArray();
    }
}
