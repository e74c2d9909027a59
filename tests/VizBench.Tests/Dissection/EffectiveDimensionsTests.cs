using NUnit.Framework;
using VizBench.Metrics;
using VizBench.Randomness;

namespace VizBench.Tests.Dissection;

public sealed class EffectiveDimensionsTests
{
    /// <summary>Independent units with variances λ: (Σ λ)² / Σ λ².</summary>
    [Test]
    public void Planted_variances_have_a_closed_form()
    {
        using var scope = NewDisposeScope();
        // Four points whose axes are independent exactly: variances 4, 1 and 0, means of no matter.
        double[] first = [12, 12, 8, 8], second = [1, -1, 1, -1], third = [5, 5, 5, 5];
        var dimensions = new EffectiveDimensions(3);
        dimensions.Add(tensor([.. first[..2], .. second[..2], .. third[..2]], [1, 3, 1, 2]));
        dimensions.Add(tensor([.. first[2..], .. second[2..], .. third[2..]], [1, 3, 2, 1]));
        Assert.That(dimensions.Value, Is.EqualTo(25.0 / 17).Within(1e-12));
        Assert.That(EffectiveDimensions.Of(tensor([.. first, .. second, .. third], [1, 3, 4])), Is.EqualTo(25.0 / 17).Within(1e-12));
    }

    [Test]
    public void Every_basis_has_as_many()
    {
        using var scope = NewDisposeScope();
        var values = tensor(new StreamKey(2, "dimensions", "values").Open().Normal(6 * 5 * 9), [6, 5, 9]);
        var (own, rotated) = (new EffectiveDimensions(5), new EffectiveDimensions(5));
        own.Add(values);
        rotated.Add(tensor(BasisRotation.Random(5, 1), [5, 5]).matmul(values));
        Assert.That(rotated.Value, Is.EqualTo(own.Value).Within(1e-12).And.InRange(1, 5));
    }

    [Test]
    public void What_does_not_vary_has_none()
    {
        using var scope = NewDisposeScope();
        var dimensions = new EffectiveDimensions(2);
        dimensions.Add(zeros([1, 2, 3], float64));
        Assert.That(dimensions.Value, Is.NaN);
        Assert.That(() => dimensions.Add(zeros([1, 3, 3], float64)), Throws.ArgumentException.With.Message.StartsWith("activations of shape (1, 3, 3) are not those of 2 units"));
    }
}
