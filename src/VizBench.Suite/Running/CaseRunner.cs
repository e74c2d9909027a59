using System.Diagnostics;
using VizBench.Arrays;
using VizBench.Engine;
using VizBench.Methods;
using VizBench.Methods.Inputs;
using VizBench.Networks.Zoo;

namespace VizBench.Suite;

/// <summary>Computes one case: the method, its numbers, its metrics. No files.</summary>
internal static class CaseRunner
{
    /// <param name="goldens">where the pictures lie from which optimisations take one update; null: none is taken</param>
    /// <exception cref="UserError">the case can't be computed as it is defined</exception>
    internal static CaseResult Run(
        CaseDefinition definition, Workbench workbench, GoldenFolder? goldens = null, IProgress<double>? progress = null, CancellationToken cancellation = default)
    {
        var opened = workbench.NetworkNamed(definition.NetworkName);
        var input = workbench.InputFor(definition);
        using var scope = NewDisposeScope();
        var needsTarget = definition.MethodInfo.NeedsTarget(definition.Method, definition.Layer is not null);
        long? target = needsTarget ? definition.Target ?? input.TrueClass ?? input.Predicted : null;
        var probe = new Probe
        {
            Network = opened.Network,
            Input = input.Value,
            Targets = target is { } chosen ? [chosen] : [],
            Layer = definition.Layer,
            Units = definition.Units,
            Roles = workbench.RolesFor(definition).ToDictionary(role => role.Key, role => role.Value.Value, StringComparer.Ordinal),
            Seed = definition.Seed,
            Case = definition.Id,
            Progress = progress,
            Cancellation = cancellation,
        };

        var watch = Stopwatch.StartNew();
        var result = definition.Method.RunChecked(probe);
        TorchEngine.Synchronize(opened.Network.device);
        var seconds = result.Seconds ?? watch.Elapsed.TotalSeconds;

        var value = TensorArrays.ToNdArray(result.Value.select(0, 0));
        var scalars = new SortedDictionary<string, double>(result.Scalars.ToDictionary(s => s.Key, s => s.Value[0], StringComparer.Ordinal), StringComparer.Ordinal);
        var facts = FactsOf(definition, opened, input, target, value, scalars) with
        {
            LayerSums = [.. result.LayerSums.Select(layer => new LayerTotal(layer.Layer, layer.Values[0]))],
            Roles = definition.Roles.Count == 0 ? null : new SortedDictionary<string, string>(
                workbench.RolesFor(definition).ToDictionary(role => role.Key, role => $"{role.Value.Input.Label} {role.Value.Sha256}", StringComparer.Ordinal), StringComparer.Ordinal),
            Trace = result.Traces.Count == 0 ? [] : result.Traces[0],
            Notes = result.Notes,
            Optimised = definition.MethodInfo.Paints ? OptimisedFacts.Of(definition, probe with { Progress = null }, value, goldens) : null,
        };
        return new CaseResult { Value = value, Seconds = seconds, Facts = facts };
    }

    private static CaseFacts FactsOf(
        CaseDefinition definition, OpenedNetwork opened, PreparedInput input, long? target, NdArray value, SortedDictionary<string, double> scalars)
    {
        var info = definition.MethodInfo;
        var classes = opened.Network.Architecture.Classes;
        var values = value.ToDoubles();
        return new CaseFacts
        {
            Id = definition.Id,
            Label = definition.MethodLabel,
            Method = info.Id,
            Family = info.Description.Family,
            Kind = info.Description.Result.ToString(),
            Options = new SortedDictionary<string, string>(info.Options.ToDictionary(o => o.Name, o => o.TextOf(definition.Method), StringComparer.Ordinal), StringComparer.Ordinal),
            Plugin = info.Origin is { } origin ? PluginFacts.Of(origin) : null,
            SameAs = CounterpartFacts.Of(info, definition.Method),
            Network = opened.Network.Name,
            WeightsSha256 = opened.WeightsSha256,
            Companions = CompanionFiles.HashesOf(definition.Method, opened.Network.Architecture, definition.Layer) is { Count: > 0 } companions ? companions : null,
            Input = definition.Input.Label,
            InputId = definition.Input.Id,
            InputSha256 = input.Sha256,
            Layer = definition.Layer,
            Units = [.. definition.Units.Select(CaseId.TextOf)],
            Seed = definition.Seed,
            Target = target,
            TrueClass = input.TrueClass,
            Predicted = input.Predicted,
            Probability = input.Predicted is { } seen ? input.ProbabilityOf(seen) : null,
            TargetName = NameOf(classes, target),
            TrueClassName = NameOf(classes, input.TrueClass),
            PredictedName = NameOf(classes, input.Predicted),
            MaskShare = input.Mask is { } mask ? mask.Count(inside => inside) / (double)mask.Length : null,
            Shape = value.Shape,
            Type = value.Type.ToString().ToLowerInvariant(),
            Statistics = ValueStatistics.Of(values),
            Colors = MapColors.Of(new ResultView(info.Description.Result, values, value.Shape, opened.Network.Architecture, input.TrueClass)),
            Scalars = scalars,
            Metrics = CaseMetrics.Of(definition, values, value.Shape, input, opened.Network.Architecture),
        };
    }

    private static string? NameOf(IReadOnlyList<string> classes, long? index) => index is { } i && i < classes.Count ? classes[(int)i] : null;
}
