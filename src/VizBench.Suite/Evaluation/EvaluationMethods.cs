using VizBench.Methods;

namespace VizBench.Suite;

/// <summary>The methods that explain a class, and the settings in which the slow ones are evaluated.</summary>
internal static class EvaluationMethods
{
    private static readonly (string Id, (string Name, string Value)[] Settings)[] s_entries =
    [
        ("gradient", []), ("saliency", []), ("input-x-gradient", []), ("smoothgrad", [("n", "16")]), ("smoothgrad", [("n", "16"), ("kind", "square")]),
        ("integrated-gradients", [("steps", "16")]), ("guided-backprop", []), ("deconvnet", []), ("grad-cam", []), ("grad-cam++", []), ("layer-cam", []), ("score-cam", []),
        ("guided-grad-cam", []), ("occlusion", []), ("rise", [("masks", "500")]), ("deeplift-rescale", []), ("excitation-backprop", []), ("excitation-backprop", [("contrastive", "true")]),
        ("lrp", []), ("lrp", [("composite", "epsilon-alpha2-beta1")]), ("lrp", [("composite", "epsilon-gamma-box")]), ("lrp", [("rule", "epsilon")]), ("deep-taylor", []),
    ];

    /// <summary>The methods whose label matches, and those that explain a class but have no settings here, with their defaults.</summary>
    /// <exception cref="UserError">none matches</exception>
    internal static IReadOnlyList<(string Label, Method Method)> Matching(string? pattern)
    {
        var others = MethodRegistry.All
            .Where(info => info.Description.Result.IsAttribution() && !s_entries.Any(entry => string.Equals(entry.Id, info.Id, StringComparison.Ordinal)))
            .Select(info => info.Create()).Where(method => MethodRegistry.Of(method) is var info && info.NeedsOf(method) is var needs && (needs == Needs.Target || (needs == Needs.TargetOrLayer && info.Origin is not null)));
        return EvaluationChoice.Matching(s_entries.Select(EvaluationChoice.Make).Concat(others), pattern, "evaluated method");
    }
}
