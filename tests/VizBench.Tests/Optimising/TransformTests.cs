using NUnit.Framework;
using VizBench.Methods.Optimising;

namespace VizBench.Tests.Optimising;

/// <summary>Every transform is y = A x + b: its way back must be Aᵀ.</summary>
public sealed class TransformTests
{
    private static IEnumerable<TestCaseData> Transforms()
    {
        yield return new TestCaseData(new PadTransform(3, [0.5, -0.25, 1])).SetArgDisplayNames("pad");
        yield return new TestCaseData(new Jitter(4)).SetArgDisplayNames("jitter");
        yield return new TestCaseData(new CircularJitter(5)).SetArgDisplayNames("circular jitter");
        yield return new TestCaseData(new RandomScale([0.9, 1.1, 1])).SetArgDisplayNames("scale");
        yield return new TestCaseData(new RandomRotation([-7, 10, 33])).SetArgDisplayNames("rotation");
        yield return new TestCaseData(new CentreCropTo(8, 20)).SetArgDisplayNames("centre crop");
        yield return new TestCaseData(new NormalCrop(7, 9, 0.3)).SetArgDisplayNames("normal crop");
        yield return new TestCaseData(new RandomCrops(3, Schedule.Constant(0.4), 10, 10)).SetArgDisplayNames("crops");
        yield return new TestCaseData(new Noise(0.1, 0.2)).SetArgDisplayNames("noise");
    }

    [TestCaseSource(nameof(Transforms))]
    public void The_way_back_is_the_adjoint(object transform)
    {
        using var scope = NewDisposeScope();
        var (x, draws) = (Paintings.Random("x", 2, 3, 12, 16), Paintings.Draws());
        var applied = ((Transform)transform).Apply(x, draws, 3);
        var constant = ((Transform)transform).Apply(zeros_like(x), draws, 3).Value;
        var y = Paintings.Random("y", [.. applied.Value.shape]);
        var left = Paintings.Number(((applied.Value - constant) * y).sum());
        var right = Paintings.Number((x * applied.Back(y)).sum());
        Assert.That(left, Is.EqualTo(right).Within(1e-10));
        Assert.That(Math.Abs(left), Is.GreaterThan(1e-3));
    }

    [Test]
    public void What_changes_nothing_is_the_identity()
    {
        using var scope = NewDisposeScope();
        var x = Paintings.Random("x", 2, 3, 12, 16);
        foreach (var still in new Transform[] { new Jitter(0), new RandomScale([1]), new RandomRotation([0]), new CentreCropTo(12, 16), new CircularJitter(0), new PadTransform(0, [1, 1, 1]) })
            Assert.That(Paintings.Numbers(still.Apply(x, Paintings.Draws(), 0).Value), Is.EqualTo(Paintings.Numbers(x)).Within(1e-15), still.GetType().Name);
    }

    [Test]
    public void Crops_together_are_crops_one_by_one()
    {
        using var scope = NewDisposeScope();
        var (x, offsets) = (Paintings.Random("x", 3, 3, 12, 16), new (long, long)[] { (0, 6), (3, 1), (2, 0) });
        var (single, together) = (OffsetCrop.OneByOne(x, offsets, 9, 10), OffsetCrop.Together(x, offsets, 9, 10));
        Assert.That(Paintings.Numbers(together.Value), Is.EqualTo(Paintings.Numbers(single.Value)));
        Assert.That(Paintings.Numbers(together.Back(single.Value)), Is.EqualTo(Paintings.Numbers(single.Back(single.Value))));
    }

    [Test]
    public void Nothing_that_is_kept_is_left_after_it_is_forgotten([Values] bool rotates)
    {
        using var scope = NewDisposeScope();
        var x = Paintings.Random("x", 2, 3, 12, 16);
        Transform transform = rotates ? new RandomRotation([-7, 10]) : new RandomScale([0.9, 1.1]);
        var before = Tensor.TotalCount;
        using (NewDisposeScope())
            transform.Apply(x, Paintings.Draws(), 3);
        Assert.That(Tensor.TotalCount, Is.GreaterThan(before), "something is kept");
        transform.Forget();
        Assert.That(Tensor.TotalCount, Is.EqualTo(before));
    }

    [Test]
    public void A_quarter_turn_moves_what_is_right_up()
    {
        using var scope = NewDisposeScope();
        var x = zeros([1, 1, 5, 5], float64);
        x.narrow(2, 2, 1).narrow(3, 4, 1).fill_(1);
        var turned = Paintings.Numbers(RandomRotation.Of(x, 90));
        Assert.That(turned[2], Is.EqualTo(1).Within(1e-12), "row 0, column 2");
    }
}
