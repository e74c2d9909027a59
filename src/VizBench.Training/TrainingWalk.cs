using VizBench.Networks;
using VizBench.Randomness;

namespace VizBench.Training;

/// <summary>
/// A forward pass as training needs it: batch normalisation by the batch's own statistics, dropout by masks drawn from the
/// stream that is given.
/// </summary>
internal static class TrainingWalk
{
    /// <summary>The network's output, differentiable by the parameters and the input; owned by the caller's dispose scope.</summary>
    /// <param name="statistics">takes what batch normalisation found; its tensors are owned by the caller's dispose scope too</param>
    /// <param name="fixedLayers">batch normalisation that goes by its running statistics all the same; null: none</param>
    internal static Tensor Output(Network network, Tensor input, RandomStream dropout, BatchStatistics statistics, IReadOnlySet<string>? fixedLayers = null)
    {
        var outputs = new Dictionary<string, Tensor>(StringComparer.Ordinal) { [Architecture.InputName] = input };
        foreach (var layer in network.Architecture.Layers)
        {
            Tensor[] inputs = [.. layer.Inputs.Select(name => outputs[name])];
            var parameters = network.ParametersOf(layer.Name);
            outputs[layer.Name] = layer.Operation switch
            {
                BatchNorm norm when fixedLayers?.Contains(layer.Name) != true => Normalised(norm, inputs[0], parameters, statistics.Of(layer.Name, parameters)),
                Dropout drop => inputs[0] * Mask(inputs[0], drop.Probability, dropout),
                var operation => operation.Forward(inputs, parameters),
            };
        }

        return outputs[network.Architecture.Output.Name];
    }

    private static Tensor Normalised(BatchNorm norm, Tensor input, LayerParameters parameters, (Tensor Mean, Tensor Variance) found) =>
        nn.functional.batch_norm(input, found.Mean, found.Variance, parameters.Weight, parameters.Bias, true, 1, norm.Epsilon);

    /// <summary>0 with the given probability, else 1 / (1 − probability), so that the mean is kept.</summary>
    private static Tensor Mask(Tensor like, double probability, RandomStream stream)
    {
        var threshold = (uint)(probability * uint.MaxValue);
        var keep = (float)(1 / (1 - probability));
        var values = new float[like.NumberOfElements];
        for (var i = 0; i < values.Length; i++)
            values[i] = stream.NextUInt32() < threshold ? 0 : keep;
        return tensor(values, like.shape, like.dtype, like.device);
    }
}
