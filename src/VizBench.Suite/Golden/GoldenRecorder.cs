using VizBench.Arrays;
using VizBench.Methods;
using VizBench.Networks;

namespace VizBench.Suite;

/// <summary>Makes the record of a result.</summary>
internal static class GoldenRecorder
{
    /// <summary>Of a trace the steps that are kept: later ones say what the end says.</summary>
    private const int TraceSteps = 16;

    internal static GoldenRecord Of(CaseFacts facts, NdArray value, Architecture architecture)
    {
        var values = value.ToDoubles();
        var view = new ResultView(facts.ResultKind, values, value.Shape, architecture, facts.TrueClass);
        return new GoldenRecord
        {
            Case = facts.Id,
            Family = facts.Family,
            Method = facts.Label,
            Options = facts.Options,
            Network = facts.Network,
            WeightsSha256 = facts.WeightsSha256,
            Companions = facts.Companions,
            Input = facts.Input,
            InputSha256 = facts.InputSha256,
            Roles = facts.Roles,
            Seed = facts.Seed,
            Target = facts.Target,
            Layer = facts.Layer,
            Units = facts.Units,
            Shape = value.Shape,
            Min = facts.Statistics.Min,
            Max = facts.Statistics.Max,
            Mean = facts.Statistics.Mean,
            L2 = facts.Statistics.L2,
            Samples = [.. GoldenProbes.Positions(facts.Id, values.Length).Select(position => values[position])],
            Projections = GoldenProbes.Project(facts.Id, values),
            Scalars = facts.Scalars,
            Metrics = facts.Metrics,
            Trace = [.. facts.Trace.Where(row => row.Step <= TraceSteps)],
            Selects = MethodRegistry.Own(facts.Method).Description.Selects,
            Amplification = facts.Optimised?.Amplification,
            Update = facts.Optimised?.FromOwnPicture ?? [],
            UpdateOfGolden = facts.Optimised?.FromGoldenPicture ?? [],
            Picture = GoldenPicture.Of(view),
        };
    }
}
