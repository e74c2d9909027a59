using System.Runtime.InteropServices;
using NUnit.Framework;
using VizBench.Networks.Weights;

namespace VizBench.Tests.Weights;

public sealed class Float16Tests
{
    private const ushort Infinity = 0x7c00;

    [Test]
    public void Every_half_comes_back_as_itself()
    {
        for (ushort bits = 0; bits <= Infinity; bits++)
        {
            var value = (double)BitConverter.UInt16BitsToHalf(bits);
            Assert.That(Float16.Round(value), Is.EqualTo(bits));
            Assert.That(Float16.Round((float)value), Is.EqualTo(bits));
        }
    }

    [Test]
    public void Halfway_goes_to_even_and_a_hair_beyond_to_the_nearer()
    {
        for (ushort bits = 0; bits < Infinity - 1; bits++)
        {
            var middle = ((double)BitConverter.UInt16BitsToHalf(bits) + (double)BitConverter.UInt16BitsToHalf((ushort)(bits + 1))) / 2;
            var even = (ushort)(bits + (bits & 1));
            Assert.That(Float16.Round(middle), Is.EqualTo(even));
            Assert.That(Float16.Round((float)middle), Is.EqualTo(even));
            Assert.That(Float16.Round(-middle), Is.EqualTo(even | 0x8000));
            // A double this near to the middle becomes the middle itself in float: rounding twice would go to even.
            Assert.That(Float16.Round(Math.BitIncrement(middle)), Is.EqualTo(bits + 1));
            Assert.That(Float16.Round(Math.BitDecrement(middle)), Is.EqualTo(bits));
        }
    }

    [TestCase(65519.99, 0x7bff)]
    [TestCase(65520, 0x7c00)]
    [TestCase(1e300, 0x7c00)]
    [TestCase(double.NegativeInfinity, 0xfc00)]
    [TestCase(-0.0, 0x8000)]
    public void The_ends_of_the_range(double value, int bits) => Assert.That(Float16.Round(value), Is.EqualTo(bits));

    [Test]
    public void NaN_stays_NaN() => Assert.That(Half.IsNaN(BitConverter.UInt16BitsToHalf(Float16.Round(double.NaN))));

    [Test]
    public void Real_tensors_are_halved_and_others_are_left()
    {
        using var scope = NewDisposeScope();
        foreach (var type in new[] { float64, float32 })
        {
            var half = Float16.Of(WeightTensor.FromTensor("t", tensor([1, -2, 1 / 3.0], [3, 1]).to(type)));
            Assert.That(half.Dtype, Is.EqualTo(float16));
            Assert.That(half.Shape, Is.EqualTo(new long[] { 3, 1 }));
            Assert.That(MemoryMarshal.Cast<byte, ushort>(half.ToArray()).ToArray(), Is.EqualTo(new ushort[] { 0x3c00, 0xc000, 0x3555 }));
        }

        var integers = WeightTensor.FromTensor("n", tensor([1L], [1]));
        Assert.That(Float16.Of(integers), Is.SameAs(integers));
    }
}
