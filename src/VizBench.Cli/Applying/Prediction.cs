using System.Runtime.InteropServices;
using VizBench.Networks;
using VizBench.Networks.Walks;

namespace VizBench.Cli.Applying;

/// <summary>What the network itself says of the inputs.</summary>
/// <param name="Class">the class of the greatest logit</param>
/// <param name="Probability">its softmax</param>
internal readonly record struct Prediction(long Class, double Probability)
{
    /// <returns>one for each sample</returns>
    /// <exception cref="UserError">the network can't take inputs of this size</exception>
    public static IReadOnlyList<Prediction> Of(Network network, Tensor input)
    {
        using var scope = NewDisposeScope();
        using var grad = no_grad();
        var logits = Logits(network, input).to(ScalarType.Float64, CPU);
        var (samples, classes) = (logits.shape[0], logits.shape[1]);
        var values = logits.softmax(1).data<double>().ToArray();
        return [.. Enumerable.Range(0, (int)samples).Select(sample => Best(values.AsSpan((int)(sample * classes), (int)classes)))];
    }

    private static Tensor Logits(Network network, Tensor input)
    {
        try
        {
            return ForwardWalk.Logits(network, input);
        }
        catch (ExternalException e) when (!input.shape.AsSpan(1).SequenceEqual(network.Architecture.InputShape.ToArray()))
        {
            throw new UserError(
                $"{network.Name} can't take inputs of shape ({string.Join(", ", input.shape)}): it is made for (N, {string.Join(", ", network.Architecture.InputShape)}); give a picture, which is resized, or an array of that shape", e);
        }
    }

    private static Prediction Best(ReadOnlySpan<double> probabilities)
    {
        var best = 0;
        for (var i = 1; i < probabilities.Length; i++)
        {
            if (probabilities[i] > probabilities[best])
                best = i;
        }

        return new Prediction(best, probabilities[best]);
    }
}
