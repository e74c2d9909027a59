using VizBench.Methods;

namespace VizBench.Suite;

/// <summary>The methods that paint a class from nothing, and variants that lack one of their parts: what each regulariser buys.</summary>
internal static class PaintedEntries
{
    private static readonly (string Id, (string Name, string Value)[] Settings)[] s_entries =
    [
        ("am-fourier-centred", []), ("am-fourier-centred", [("score", "logit")]), ("am-fourier-centred", [("window", "8")]),
        ("am-fourier", [("steps", "256")]), ("am-fourier", [("steps", "256"), ("transform", "false")]), ("am-fourier", [("steps", "256"), ("decay", "0")]),
        ("am-fourier", [("steps", "256"), ("parameterisation", "pyramid")]), ("am-fourier", [("steps", "256"), ("parameterisation", "colours")]), ("am-fourier", [("steps", "256"), ("parameterisation", "pixels")]),
        ("am-fourier", [("steps", "256"), ("parameterisation", "cppn"), ("rate", "0.005")]),
        ("am-erhan", [("tries", "1")]),
        ("am-simonyan", [("lambda", "0")]), ("am-simonyan", []), ("am-simonyan", [("lambda", "100")]),
        ("am-yosinski", [("set", "1"), ("steps", "300")]), ("am-yosinski", [("set", "2"), ("steps", "300")]), ("am-yosinski", [("set", "3"), ("steps", "300")]), ("am-yosinski", [("set", "4"), ("steps", "300")]),
        ("am-mahendran", [("lambda_tv", "0")]), ("am-mahendran", []), ("am-mahendran", [("lambda_tv", "10")]),
        ("am-octaves", []),
        ("am-regularised", [("steps", "512"), ("scale", "0")]), ("am-regularised", [("steps", "512")]), ("am-regularised", [("steps", "512"), ("scale", "0.1")]),
        ("am-maco", [("crops", "8")]),
        ("am-dgn", []), ("am-dgn", [("decay", "0.05")]), ("am-dgn", [("generator", "dgn-fc6"), ("rate", "3")]),
        ("am-ppgn", [("steps", "100")]), ("am-ppgn", [("steps", "100"), ("prior", "noiseless-joint")]),
        ("am-diversity", [("n", "3"), ("steps", "128")]), ("am-intra-class", [("modes", "3"), ("images", "120"), ("steps", "96")]), ("am-multifaceted", [("facets", "3"), ("images", "100"), ("steps", "96")]),
        ("fooling-gradient", []), ("fooling-cppn", [("generations", "60"), ("population", "64")]), ("fooling-direct", [("generations", "60"), ("population", "64")]),
    ];

    /// <summary>The methods, those of plugins with their defaults, whose id or label matches, and that can paint what is asked for.</summary>
    /// <exception cref="UserError">none does</exception>
    internal static IReadOnlyList<(string Label, Method Method)> Matching(string? pattern, bool ofUnits) => EvaluationChoice.Matching(
        s_entries.Select(EvaluationChoice.Make).Concat(MethodRegistry.All.Where(info => info is { Origin: not null, Description.Generates: true }).Select(info => info.Create())).Where(method => !ofUnits || MethodRegistry.Of(method).NeedsOf(method) == Needs.TargetOrLayer), pattern, "evaluated method that paints");
}
