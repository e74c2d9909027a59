namespace VizBench.Methods.Relevance;

/// <summary>Options that the relevance methods share.</summary>
internal static class RelevanceChecks
{
    /// <exception cref="UserError">something else than "bias" is to count as zero</exception>
    internal static void ZeroParams(string method, string[] names)
    {
        if (names.FirstOrDefault(name => name is not "bias") is { } odd)
            throw new UserError($"{method}: zero_params can be bias or nothing, and got '{odd}'");
    }

    /// <exception cref="UserError">one of the numbers is below zero</exception>
    internal static void NotNegative(string method, params (string Name, double Value)[] options)
    {
        foreach (var (name, value) in options)
        {
            if (value < 0)
                throw new UserError($"{method}: {name} must be at least 0, and is {value}");
        }
    }
}
