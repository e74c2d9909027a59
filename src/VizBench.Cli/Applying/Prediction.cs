using System.Runtime.InteropServices;
using VizBench.Networks;
using VizBench.Networks.Walks;

namespace VizBench.Cli.Applying;

/// <summary>What the network itself says of the inputs.</summary>
/// <param name="Class">the class of the greatest logit</param>
/// <param name="Probability">of that class</param>
internal readonly record struct Prediction(long Class, double Probability)
{
    /// <returns>one for each sample</returns>
    /// <exception cref="UserError">the network can't take inputs of this size</exception>
    public static IReadOnlyList<Prediction> Of(Network network, Tensor input)
    {
        using var scope = NewDisposeScope();
        using var grad = no_grad();
        var logits = Logits(network, input).to(ScalarType.Float64, CPU);
        var classes = (int)logits.shape[1];
        return [.. logits.contiguous().data<double>().ToArray().Chunk(classes).Select(values => Best(network.Architecture.Probability, values))];
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

    // By the logits: probabilities near 1 may be equal.
    private static Prediction Best(ClassProbability kind, double[] logits)
    {
        var best = 0;
        for (var i = 1; i < logits.Length; i++)
        {
            if (logits[i] > logits[best])
                best = i;
        }

        return new Prediction(best, kind.OfSample(logits)[best]);
    }
}
