using System.Globalization;
using VizBench.Methods;

namespace VizBench.Suite;

/// <summary>A registered method applied to the folder's network and input: the parameters are the method's options. Inversions have a kind of their own.</summary>
internal sealed class MethodConformance : ConformanceKind
{
    /// <summary>Those that need further pictures have kinds of their own, which know where a case names them.</summary>
    public override IEnumerable<string> Methods => MethodRegistry.All.Where(info => info.Origin is null && info.Description.NeededRoles.Length == 0 && info.Id is not InversionConformance.Method).Select(info => info.Id);

    public override Tensor Compute(ConformanceCase reference, ConformanceSubject subject, CancellationToken cancellation)
    {
        using var scope = NewDisposeScope();
        var options = new Dictionary<string, string>(reference.Parameters.AsOptions(), StringComparer.Ordinal);
        var info = MethodRegistry.Named(reference.Method);
        var units = UnitsOf(reference, info, options);
        var isSum = IsSum(reference, info, options);
        var method = info.Create(options);
        var network = subject.Network;
        var input = subject.InputOf(reference);
        var probe = new Probe
        {
            Network = network,
            Input = input,
            Layer = reference.Layer,
            Units = units,
            Targets = reference.Target is { } target ? [.. Enumerable.Repeat(target, (int)input.shape[0])] : [],
            Case = reference.Name,
            Cancellation = cancellation,
        };
        var result = method.RunChecked(probe).Value;
        return (isSum ? result.flatten(1).sum(1) : result).MoveToOuterDisposeScope();
    }

    /// <summary>Whether the case states each item's sum alone ("output": "sum").</summary>
    private static bool IsSum(ConformanceCase reference, MethodInfo info, Dictionary<string, string> options)
    {
        if (info.Options.Any(option => option.Name is "output") || !options.Remove("output", out var output))
            return false;
        return output is "sum" ? true : throw new UserError($"{reference.Name}: parameter 'output' is '{output}'; of a method's result it can be sum");
    }

    /// <summary>A unit stands among the parameters of a case; for the product it is none of the method's options.</summary>
    private static IReadOnlyList<Unit> UnitsOf(ConformanceCase reference, MethodInfo info, Dictionary<string, string> options)
    {
        if (info.Options.Any(option => option.Name is "unit") || !options.Remove("unit", out var text))
            return [];
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var channel)
            ? [new Unit(channel)]
            : throw new UserError($"{reference.Name}: parameter 'unit' is '{text}', not the number of a channel; see the case's \"set\" in its cases.json");
    }
}
