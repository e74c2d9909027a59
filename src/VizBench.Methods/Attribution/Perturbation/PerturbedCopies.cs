using VizBench.Networks;
using VizBench.Networks.Walks;

namespace VizBench.Methods.Attribution;

/// <summary>
/// Runs many perturbed copies of every sample through the network, many at once: at most <see cref="MostScored"/> or
/// <see cref="MostDifferentiated"/> inputs lie in memory together. Tells progress after each batch and hears cancellation.
/// </summary>
internal static class PerturbedCopies
{
    /// <summary>Inputs of one forward pass.</summary>
    internal const long MostScored = 64;

    /// <summary>Inputs of one pass forward and back, which keeps every activation.</summary>
    internal const long MostDifferentiated = 32;

    /// <summary>The target's score of every copy.</summary>
    /// <param name="copies">of each sample</param>
    /// <param name="perturbed">a block's inputs, (samples, copies, C, H, W)</param>
    /// <returns>(N, copies), owned by the caller's dispose scope</returns>
    internal static Tensor Scores(Probe probe, long copies, ScoreOf score, Func<CopyBlock, Tensor> perturbed)
    {
        using var scope = NewDisposeScope();
        using var grad = no_grad();
        var scores = zeros([probe.BatchSize, copies], probe.Input.dtype, probe.Input.device);
        var targets = tensor(probe.Targets.ToArray(), [probe.BatchSize, 1], null, probe.Input.device);
        ForEach(probe, copies, MostScored, block =>
        {
            var logits = ForwardWalk.Outputs(probe.Network, perturbed(block).flatten(0, 1), [probe.Network.Architecture.Output.Name], probe.Cancellation)[0];
            var values = score == ScoreOf.Logit ? logits : probe.Network.Architecture.Probability.Of(logits);
            var chosen = values.gather(1, block.SamplesOf(targets).expand(block.Samples, block.Copies).reshape(-1, 1));
            block.SamplesOf(scores).narrow(1, block.FirstCopy, block.Copies).copy_(chosen.reshape(block.Samples, block.Copies));
        });
        return scores.MoveToOuterDisposeScope();
    }

    /// <summary>The gradient of the target's logit, or of a unit where the probe names a layer, by every copy.</summary>
    /// <param name="copies">of each sample</param>
    /// <param name="perturbed">a block's inputs, (samples, copies, C, H, W)</param>
    /// <param name="collect">told a block's gradients, (samples, copies, C, H, W), copies in order; it must not keep the tensor</param>
    internal static void Gradients(Probe probe, long copies, Func<CopyBlock, Tensor> perturbed, Action<CopyBlock, Tensor> collect)
    {
        using var grad = no_grad();
        ForEach(probe, copies, MostDifferentiated, block =>
        {
            var inputs = perturbed(block);
            var targets = probe.Targets.Skip((int)block.FirstSample).Take((int)block.Samples).SelectMany(target => Enumerable.Repeat(target, (int)block.Copies));
            var gradients = InputGradient.Of(probe, inputs.flatten(0, 1), [.. targets], ScoreOf.Logit);
            collect(block, gradients.reshape(inputs.shape));
        });
    }

    private static void ForEach(Probe probe, long copies, long most, Action<CopyBlock> run)
    {
        var done = 0L;
        foreach (var block in CopyBlock.Of(probe.BatchSize, copies, most))
        {
            probe.Cancellation.ThrowIfCancellationRequested();
            using var scope = NewDisposeScope();
            run(block);
            done += block.Samples * block.Copies;
            probe.Progress?.Report((double)done / (probe.BatchSize * copies));
        }
    }
}
