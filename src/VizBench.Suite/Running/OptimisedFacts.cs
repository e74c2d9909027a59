using System.Text.Json.Serialization;
using VizBench.Arrays;
using VizBench.Data.Images;
using VizBench.Methods;
using VizBench.Methods.Inputs;
using VizBench.Methods.Optimising;

namespace VizBench.Suite;

/// <summary>
/// What judges an optimisation beside its end, which may amplify rounding beyond any tolerance: one update from a picture of 8 bits,
/// which is the same start everywhere, amplifies nothing; and how far a disturbed start ends from the undisturbed one
/// says what tolerance the end deserves.
/// </summary>
internal sealed record OptimisedFacts
{
    /// <summary>How much a disturbance of the start grows until the end, both relative to what they disturb; measured in float64 alone.</summary>
    public double? Amplification { get; init; }

    /// <summary>Numbers of the picture after one update from this result's own picture: what a golden keeps.</summary>
    [JsonConverter(typeof(PackedDoubles))]
    public double[] FromOwnPicture { get; init; } = [];

    /// <summary>The same from the golden's picture; empty where there is no golden.</summary>
    [JsonConverter(typeof(PackedDoubles))]
    public double[] FromGoldenPicture { get; init; } = [];

    // As large as float32's rounding makes activations: smaller ones miss the ReLUs and maxima within reach of a tie.
    private const double Disturbance = 1e-6;

    // An end this far from the undisturbed one, relative, has stopped growing with the disturbance, as values have bounds, or comes from
    // ties that so large a disturbance decides: what rounding grows by is then seen only from a start disturbed by rounding.
    private const double Spent = 1e-2;
    private const double OneRounding = 2.220446049250313e-16;

    /// <param name="value">the result, without the batch axis</param>
    /// <param name="goldens">null: there are none</param>
    internal static OptimisedFacts Of(CaseDefinition definition, Probe probe, NdArray value, GoldenFolder? goldens)
    {
        var architecture = probe.Network.Architecture;
        var channels = architecture.Preprocessing.Mean.Count;
        var amplification = probe.Network.dtype == ScalarType.Float64 ? AmplificationOf(definition, probe, value) : null as double?;
        // Of channels that are no colors there is no picture of 8 bits to begin at.
        if (!PlanarImage.CanShow(channels))
            return new OptimisedFacts { Amplification = amplification };
        var own = GoldenPicture.Of(new ResultView(ResultKind.Image, value.ToDoubles(), value.Shape, architecture, null));
        var golden = goldens?.ReadVerified(definition.MethodInfo.Description.Family, definition.Id)?.Picture;
        var fromOwn = OneUpdate(definition, probe, own);
        return new OptimisedFacts
        {
            Amplification = amplification,
            FromOwnPicture = fromOwn,
            // A golden of another size is of another case, which its comparison tells.
            FromGoldenPicture = golden is null || (golden.Width, golden.Height) != (own.Width, own.Height) ? []
                : golden.Pixels.AsSpan().SequenceEqual(own.Pixels) ? fromOwn
                : OneUpdate(definition, probe, golden),
        };
    }

    private static double AmplificationOf(CaseDefinition definition, Probe probe, NdArray value)
    {
        var undisturbed = value.ToDoubles();
        var scale = undisturbed.Max(Math.Abs);
        if (scale == 0)
            return 0;
        var large = Growth(Disturbance);
        if (large * Disturbance < Spent)
            return large;
        // Where even one rounding is as much, the start itself is a tie: zeros, whose flat colours have no greatest one. Zeros are the same
        // everywhere, and so is what comes of them.
        var small = Growth(OneRounding);
        return small * OneRounding < Spent ? Math.Max(large, small) : large;

        double Growth(double disturbance)
        {
            using var scope = NewDisposeScope();
            var disturbed = TensorArrays.ToNdArray(definition.Method.RunChecked(probe with { Disturbance = disturbance }).Value.select(0, 0)).ToDoubles();
            return undisturbed.Zip(disturbed, (a, b) => Math.Abs(a - b)).Max() / scale / disturbance;
        }
    }

    /// <summary>Samples and projections of the picture after one update, as a golden takes them of a result; none where the method can't begin at a picture.</summary>
    private static double[] OneUpdate(CaseDefinition definition, Probe probe, RgbImage picture)
    {
        if (definition.Method is ImageOptimisation { CanBeginAtPicture: false })
            return [];
        using var scope = NewDisposeScope();
        var normalised = InputTensors.NormalizationOf(probe.Network.Architecture.Preprocessing).ToNetwork(PlanarImage.FromRgb(picture, probe.Network.Architecture.Preprocessing.Mean.Count));
        var start = tensor(normalised.Values, [1, normalised.Channels, normalised.Height, normalised.Width], probe.Input.dtype, probe.Input.device);
        var roles = new Dictionary<string, Tensor>(probe.Roles, StringComparer.Ordinal) { ["init"] = start };
        var updated = TensorArrays.ToNdArray(definition.Method.RunChecked(probe with { Roles = roles, MostUpdates = 1 }).Value.select(0, 0)).ToDoubles();
        return [.. GoldenProbes.Positions(definition.Id, updated.Length).Take(GoldenProbes.ProjectionCount).Select(position => updated[position]), .. GoldenProbes.Project(definition.Id, updated)];
    }
}
