using VizBench.Methods.Activation;
using VizBench.Methods.Optimising;
using VizBench.Metrics;
using VizBench.Networks;

namespace VizBench.Methods.Inversion;

/// <summary>What an inversion starts from: the output of a layer for a given input, or a part of it.</summary>
/// <param name="Layer">its name</param>
/// <param name="Values">(N, C, h, w) or (N, features)</param>
/// <param name="Mask">(1, …) of the layer's shape: 1 where the code is known, 0 where it isn't; null: all of it is</param>
internal sealed record InvertedCode(string Layer, Tensor Values, Tensor? Mask)
{
    /// <summary>The code of the probe's input at its layer, where none is named the last one with rows and columns; with units, theirs alone.</summary>
    /// <param name="method">for messages</param>
    /// <param name="neighborhood">only so many rows and columns in the middle, first (size − kept)/2; 0: all</param>
    /// <exception cref="UserError">the layer can't be inverted, or has no such part</exception>
    internal static InvertedCode Of(Probe probe, string method, int neighborhood = 0)
    {
        using var scope = NewDisposeScope();
        using var grad = no_grad();
        var architecture = probe.Network.Architecture;
        var layer = LayerOf(architecture, probe.Layer);
        if (WhyNot(architecture, layer) is { } reason)
            throw new UserError($"{method}: {reason}");
        var values = Sight.Outputs(probe.Network, probe.Input, [layer], probe.Cancellation)[0].detach();
        var mask = MaskOf(probe, method, layer, values, neighborhood);
        return new InvertedCode(layer, values.MoveToOuterDisposeScope(), mask?.MoveToOuterDisposeScope());
    }

    internal static string LayerOf(Architecture architecture, string? named) => named is null ? LastSpatialLayer.Of(architecture).Name : architecture.LayerNamed(named).Name;

    /// <summary>Whether a layer computes something new: dropout and flatten hand on what they get, a softmax tells nothing that its input doesn't.</summary>
    internal static bool Computes(Layer layer) => layer.Operation is not (Dropout or Flatten or Reshape or Softmax or LogSoftmax);

    /// <summary>Why a layer can't be inverted; null: it can.</summary>
    internal static string? WhyNot(Architecture architecture, string layer) => architecture.LayerNamed(layer) is { Operation: Softmax or LogSoftmax } softmax
        ? $"{layer} is a softmax, which forgets how large its inputs are and saturates, so it can't be inverted; name the layer before it, {softmax.Inputs[0]}"
        : null;

    /// <summary>The samples of which nothing is known but that all is zero; a note on each.</summary>
    /// <param name="method">for messages</param>
    /// <exception cref="UserError">so it is for all of them</exception>
    internal IReadOnlyList<string> NotesOnSilent(string method)
    {
        using var scope = NewDisposeScope();
        var largest = Known(Values).abs().flatten(1).amax(1).to(ScalarType.Float64, CPU).data<double>().ToArray();
        var what = $"{(Mask is null ? "all" : "the chosen part")} of {Layer} is zero";
        return largest.Any(value => value != 0)
            ? [.. largest.Index().Where(entry => entry.Item == 0).Select(entry => $"sample {entry.Index}: {what}, so its picture says nothing")]
            : throw new UserError($"{method}: {what}{(largest.Length > 1 ? " for every sample" : "")}, so there is nothing to invert; take another layer, other units or another input");
    }

    /// <summary>‖Φ(x) − Φ0‖ / ‖Φ0‖ of pictures, (N), over what is known of the code; infinite or no number where all of that is zero.</summary>
    /// <param name="pictures">(N, C, H, W) in the network's units</param>
    internal double[] ErrorOf(Probe probe, Tensor pictures)
    {
        using var scope = NewDisposeScope();
        using var grad = no_grad();
        return CodeError.Of(Known(Sight.Outputs(probe.Network, pictures, [Layer], probe.Cancellation)[0]), Known(Values));
    }

    private Tensor Known(Tensor code) => Mask is null ? code : code * Mask;

    private static Tensor? MaskOf(Probe probe, string method, string layer, Tensor values, int neighborhood)
    {
        var shape = values.shape;
        UnitChecks.AreIn(shape.AsSpan(1), layer, probe.Units);
        if (neighborhood == 0 && probe.Units.Count == 0)
            return null;
        if (neighborhood > 0 && shape.Length != 4)
            throw new UserError($"{method}: {layer} has no rows and columns, so it has no neighborhood; leave out --set neighborhood={neighborhood}, or take a layer with maps");
        if (neighborhood > 0 && neighborhood > Math.Min(shape[2], shape[3]))
            throw new UserError($"{method}: {layer} has {shape[2]} rows and {shape[3]} columns, so it has no neighborhood of {neighborhood}; choose at most {Math.Min(shape[2], shape[3])}");
        var mask = probe.Units.Count == 0 ? ones([1, .. shape[1..]], values.dtype, values.device) : zeros([1, .. shape[1..]], values.dtype, values.device);
        foreach (var unit in probe.Units)
        {
            var channel = mask.select(1, unit.Channel);
            (unit is { Y: { } y, X: { } x } ? channel.select(1, y).select(1, x) : channel).fill_(1);
        }

        if (neighborhood == 0)
            return mask;
        var kept = zeros_like(mask);
        Tensor Middle(Tensor all) => all.narrow(2, (shape[2] - neighborhood) / 2, neighborhood).narrow(3, (shape[3] - neighborhood) / 2, neighborhood);
        Middle(kept).copy_(Middle(mask));
        return kept;
    }
}
