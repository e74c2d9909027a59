using VizBench.Methods;

namespace VizBench.Cli.Output;

/// <summary>One method for a person who is about to apply it: what it computes, from which paper, what it takes, its options.</summary>
internal static class MethodPage
{
    public static void Write(TextWriter output, MethodInfo info)
    {
        TextTable.Write(output, Facts(info));
        output.WriteLine();
        if (info.Options.Count == 0)
        {
            output.WriteLine("It has no options for --set.");
            return;
        }

        output.WriteLine("Options for --set KEY=VALUE, with their defaults:");
        TextTable.Write(output, info.Options.Select(option => new[] { $"  {option.Name}={option.Default}", Values(option), option.Help }));
    }

    private static IEnumerable<string[]> Facts(MethodInfo info)
    {
        var about = info.Description;
        yield return [info.Id, about.Summary];
        yield return ["source", about.Source];
        yield return ["family", about.Family];
        yield return ["result", ResultOf(about.Result)];
        yield return ["takes", string.Join("; ", Takes(info))];
        if (info.Origin is { } origin)
            yield return ["plugin", origin.File];
        if (info.SameAsLabel is { } same)
            yield return ["same as", $"{same}, against whose goldens vizbench verify holds it"];
    }

    private static IEnumerable<string> Takes(MethodInfo info)
    {
        var about = info.Description;
        yield return about.Generates ? "no input: it paints from nothing" : "--input";
        foreach (var (need, words) in s_needs)
        {
            if (about.Needs.HasFlag(need))
                yield return words;
            else if (about.Optional.HasFlag(need))
                yield return $"{words} (may be left out)";
        }

        foreach (var role in info.Roles)
            yield return $"--input {role}=FILE{(about.NeededRoles.Contains(role, StringComparer.Ordinal) ? "" : " (may be left out)")}";
        if (about.AnySize)
            yield return "--size";
        if (info.HasTrace)
            yield return "--trace";
    }

    private static readonly (Needs Need, string Words)[] s_needs =
    [
        (Needs.Target, "--target, by default the predicted class"),
        (Needs.TargetOrLayer, "--target, or --layer with --unit in its place"),
        (Needs.Layer, "--layer"),
        (Needs.Unit, "--unit"),
    ];

    private static string ResultOf(ResultKind kind) => kind switch
    {
        ResultKind.Activations => "activations: (N, classes) or (N, C, h, w)",
        ResultKind.SignedAttribution => "signed attribution: (N, 3, H, W) or (N, H, W)",
        ResultKind.UnsignedAttribution => "attribution of 0 or more: (N, H, W)",
        ResultKind.ClassActivationMap => "map of a layer's positions: (N, h, w)",
        ResultKind.Projection => "signal carried back to the pixels: (N, 3, H, W)",
        _ => "picture in the network's normalised units: (N, 3, H, W)",
    };

    private static string Values(OptionInfo option) =>
        option.Choices.Count > 0 ? string.Join('|', option.Choices) : option.Range.Length > 0 ? $"{option.Type}, {option.Range}" : option.Type;
}
