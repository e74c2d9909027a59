using VizBench.Methods;

namespace VizBench.Suite;

/// <summary>The methods of an evaluation, and which of them are wanted.</summary>
internal static class EvaluationChoice
{
    internal static Method Make((string Id, (string Name, string Value)[] Settings) entry) =>
        MethodRegistry.Named(entry.Id).Create(entry.Settings.ToDictionary(setting => setting.Name, setting => setting.Value, StringComparer.Ordinal));

    /// <summary>Those whose id or label matches, with their labels.</summary>
    /// <param name="what">they are, for the message</param>
    /// <exception cref="UserError">none matches</exception>
    internal static IReadOnlyList<(string Label, Method Method)> Matching(IEnumerable<Method> methods, string? pattern, string what)
    {
        (string Label, Method Method)[] all = [.. methods.Select(method => (MethodRegistry.Of(method).Label(method), method))];
        (string Label, Method Method)[] chosen = [.. all.Where(entry => Glob.Matches(pattern, entry.Label) || Glob.Matches(pattern, MethodRegistry.Of(entry.Method).Id))];
        return chosen.Length > 0
            ? chosen
            : throw new UserError($"no {what} matches '{pattern}'; there are {string.Join(", ", all.Select(entry => entry.Label))}");
    }
}
