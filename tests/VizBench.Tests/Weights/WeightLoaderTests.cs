using NUnit.Framework;
using VizBench.Arrays;
using VizBench.Networks;
using VizBench.Networks.Weights;
using MemoryMarshal = System.Runtime.InteropServices.MemoryMarshal;

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

    [TestCase(float.NaN)]
    [TestCase(float.NegativeInfinity)]
    public void A_file_of_any_format_with_NaN_or_infinity_is_named_with_the_tensor(float value)
    {
        using var folder = new TemporaryFolder();
        var (weight, bias) = (new float[6], new[] { 1, value });
        byte[][] data = [MemoryMarshal.AsBytes(weight.AsSpan()).ToArray(), MemoryMarshal.AsBytes(bias.AsSpan()).ToArray()];
        var pickle = PickleBytes.Dict(
            ("conv.weight", PickleBytes.Tensor(PickleBytes.Storage("FloatStorage", "0", 6), 0, [2, 3, 1, 1], [3, 1, 1, 1])),
            ("conv.bias", PickleBytes.Tensor(PickleBytes.Storage("FloatStorage", "1", 2), 0, [2], [1])));
        byte[][] files =
        [
            PickleBytes.ZipFile(PickleBytes.Whole(pickle), ("data/0", data[0]), ("data/1", data[1])),
            PickleBytes.LegacyFile(pickle, ["0", "1"], [.. PickleBytes.LegacyStorage(6, data[0]), .. PickleBytes.LegacyStorage(2, data[1])]),
            ZipBytes.Of(new("conv.weight.npy", NpzRefusalTests.Npy(NdArray.Of(weight, 2, 3, 1, 1))), new("conv.bias.npy", NpzRefusalTests.Npy(NdArray.Vector(bias)))),
        ];
        foreach (var file in files)
        {
            var path = folder.File("a", file);
            using var state = WeightsFile.Read(path);
            Assert.That(
                () => WeightLoader.Load(s_architecture, state, float64, CPU),
                Throws.InstanceOf<UserError>().With.Message.EqualTo($"{path}: tensor 'conv.bias' holds NaN or infinity; the file is damaged or the training diverged"));
        }
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
