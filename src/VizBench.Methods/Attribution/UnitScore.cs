using VizBench.Methods.Activation;
using VizBench.Networks.Walks;

namespace VizBench.Methods.Attribution;

/// <summary>
/// What an attribution explains where it is given a unit of a layer in the place of a class: the unit's activation, of a channel
/// without a position the mean over its map.
/// </summary>
internal static class UnitScore
{
    /// <summary>The gradient of the score by the layer's output: 1 at the unit's position, or 1 / (h w) over its map, 0 elsewhere.</summary>
    /// <param name="output">the layer's, (N, C, h, w) or (N, C)</param>
    /// <returns>of the output's shape, owned by the caller's dispose scope</returns>
    /// <exception cref="UserError">no such unit</exception>
    internal static Tensor Seed(Probe probe, Tensor output)
    {
        // RunChecked lets exactly one through.
        var unit = probe.Units.Single();
        UnitChecks.AreIn(output.shape.AsSpan(1), probe.Layer!, [unit]);
        var seed = zeros_like(output);
        var channel = seed.select(1, unit.Channel);
        if (unit is { Y: { } y, X: { } x })
            channel = channel.select(1, y).select(1, x);
        channel.add_(channel.shape.Skip(1).Aggregate(1.0, (share, extent) => share / extent));
        return seed;
    }

    /// <summary>The score of each input, (N), owned by the caller's dispose scope.</summary>
    /// <param name="inputs">(N, C, H, W), as the network takes them</param>
    internal static Tensor Of(Probe probe, Tensor inputs)
    {
        using var scope = NewDisposeScope();
        using var grad = no_grad();
        var output = ForwardWalk.Outputs(probe.Network, inputs, [probe.Layer!], probe.Cancellation)[0];
        return (output * Seed(probe, output)).flatten(1).sum(1).MoveToOuterDisposeScope();
    }
}
