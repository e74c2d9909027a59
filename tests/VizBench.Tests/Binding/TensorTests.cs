using System.Runtime.InteropServices;
using NUnit.Framework;

namespace VizBench.Tests.Binding;

public sealed class TensorTests
{
    [Test]
    public void A_convolution_by_hand()
    {
        using var scope = NewDisposeScope();
        var x = tensor([1.0, 2, 3, 4, 5, 6, 7, 8, 9], [1, 1, 3, 3]);
        var w = tensor([1.0, 0, 0, -1], [1, 1, 2, 2]);
        Assert.That(nn.functional.conv2d(x, w).data<double>().ToArray(), Is.EqualTo(new[] { -4.0, -4, -4, -4 }));
    }

    [Test]
    public void A_gradient_by_hand()
    {
        using var scope = NewDisposeScope();
        var x = tensor([1.0, -2, 3], [3]).requires_grad_();
        var y = (x * x * x).sum();
        var gradient = autograd.grad([y], [x])[0];
        Assert.That(gradient.data<double>().ToArray(), Is.EqualTo(new[] { 3.0, 12, 27 }));
    }

    [Test]
    public void No_grad_is_left_when_it_is_disposed()
    {
        using (no_grad())
            Assert.That(is_grad_enabled(), Is.False);
        Assert.That(is_grad_enabled(), Is.True);
    }

    [Test]
    public void A_scope_frees_what_was_made_in_it_and_what_moved_out_survives()
    {
        var before = Tensor.TotalCount;
        Tensor kept;
        using (NewDisposeScope())
        {
            Tensor inner;
            using (NewDisposeScope())
            {
                var a = ones([4], float64);
                inner = (a + a).MoveToOuterDisposeScope();
            }

            Assert.That(Tensor.TotalCount, Is.EqualTo(before + 1));
            kept = inner.DetachFromDisposeScope();
        }

        Assert.That(kept.sum().item<double>(), Is.EqualTo(8));
        kept.Dispose();
        Assert.That(() => kept.shape, Throws.InstanceOf<ObjectDisposedException>());
    }

    [Test]
    public void A_failing_operator_says_what_was_wrong_in_few_words()
    {
        using var scope = NewDisposeScope();
        var x = ones([2, 3], float64);
        var failure = Assert.Throws<ExternalException>(() => x.matmul(x));
        Assert.That(failure!.Message, Does.Contain("2x3").And.Not.Contain("frame #"));
    }

    [Test]
    public void Elements_of_a_view_come_in_row_major_order()
    {
        using var scope = NewDisposeScope();
        var x = tensor([1.0, 2, 3, 4, 5, 6], [2, 3]).transpose(0, 1);
        Assert.That(x.data<double>().ToArray(), Is.EqualTo(new[] { 1.0, 4, 2, 5, 3, 6 }));
        Assert.That(x.sum().item<double>(), Is.EqualTo(21));
    }

    [Test]
    public void A_single_value_has_the_elements_own_type_and_a_cast_converts()
    {
        using var scope = NewDisposeScope();
        var x = ones([1], float32);
        Assert.That(x.item<float>(), Is.EqualTo(1));
        Assert.That((double)x, Is.EqualTo(1));
        Assert.That(() => x.item<double>(), Throws.InstanceOf<ArgumentException>());
        Assert.That(() => ones([2], float32).item<float>(), Throws.InstanceOf<ArgumentException>());
    }

    [Test]
    public void Every_operator_in_use_exists_in_this_libtorch() =>
        Assert.That(VizBench.Engine.TorchEngine.MissingOperators(), Is.Empty);
}
