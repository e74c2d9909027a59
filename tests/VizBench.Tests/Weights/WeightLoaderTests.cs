using NUnit.Framework;
using VizBench.Networks;
using VizBench.Networks.Weights;

namespace VizBench.Tests.Weights;

public sealed class WeightLoaderTests
{
    private static readonly Architecture s_architecture = new(
        "pair", [3, 4, 4], Preprocessing.ConceptWorld(4),
        [new Layer("conv", new Convolution(3, 2, 1), [Architecture.InputName]), new Layer("relu", new ReLU(), ["conv"])]);

    [Test]
    public void Weights_that_fit_are_loaded_and_training_counters_are_passed_over()
    {
        using var network = Load(
            ("conv.weight", ones([2, 3, 1, 1], float32)), ("conv.bias", ones([2], float32)), ("bn.num_batches_tracked", ones([], int64)));
        Assert.That(network.Parameters.Keys, Is.EquivalentTo(new[] { "conv.weight", "conv.bias" }));
        Assert.That(network.dtype, Is.EqualTo(float64));
    }

    [Test]
    public void Every_fault_is_named_with_what_was_expected_and_found()
    {
        var message = "these weights: these are not the weights of pair: tensor 'conv.weight' has shape (2, 3, 3, 3), expected (2, 3, 1, 1); "
            + "tensor 'conv.bias' (2) is missing; tensor 'fc.weight' belongs to no layer; name the architecture that they were made for";
        Assert.That(
            () => Load(("conv.weight", ones([2, 3, 3, 3], float32)), ("fc.weight", ones([1], float32))),
            Throws.InstanceOf<UserError>().With.Message.EqualTo(message));
    }

    [Test]
    public void A_weight_that_is_not_a_number_is_named()
    {
        var bad = full([2], double.NaN, float32);
        Assert.That(
            () => Load(("conv.weight", ones([2, 3, 1, 1], float32)), ("conv.bias", bad)),
            Throws.InstanceOf<UserError>().With.Message.EqualTo("these weights: tensor 'conv.bias' holds NaN or infinity; the file is damaged or the training diverged"));
    }

    private static Network Load(params (string Name, Tensor Value)[] tensors)
    {
        using var scope = NewDisposeScope();
        foreach (var (_, value) in tensors)
            scope.Attach(value);
        using var state = new StateDict(tensors.Select(t => WeightTensor.FromTensor(t.Name, t.Value)));
        return WeightLoader.Load(s_architecture, state, float64, CPU);
    }
}
