namespace VizBench.Suite;

/// <summary>A suite made of other suites: their cases in order, one that several have, once.</summary>
internal static class SuiteParts
{
    /// <summary>Suites of suites of suites: deeper is a circle.</summary>
    private const int Deepest = 4;

    internal static SuiteDefinition Read(SuiteDefinition suite, SuiteNode names, int depth)
    {
        if (depth >= Deepest)
            throw names.Error($"suites name one another more than {Deepest} deep; name the parts themselves");
        SuiteDefinition[] parts = [.. names.NotEmptyItems().Select(name => Part(name, depth).WithSeed(suite.Seed))];
        return suite with { Parts = parts, Networks = [.. parts.SelectMany(part => part.Networks).Distinct(StringComparer.Ordinal)] };
    }

    /// <exception cref="FileError">two parts have different cases of one id</exception>
    internal static IReadOnlyList<CaseDefinition> CasesOf(SuiteDefinition suite)
    {
        var cases = new List<CaseDefinition>();
        var known = new Dictionary<string, (CaseDefinition Case, string Suite)>(StringComparer.Ordinal);
        foreach (var part in suite.Parts)
        {
            foreach (var candidate in part.Cases)
            {
                if (known.TryAdd(candidate.Id, (candidate, part.Name)))
                    cases.Add(candidate);
                else if (!IsSame(candidate, known[candidate.Id].Case))
                    throw new FileError(suite.File, "suites", $"case '{candidate.Id}' of {part.Name} is another in {known[candidate.Id].Suite}; give one of the two a \"name\" of its own");
            }
        }

        return cases;
    }

    private static SuiteDefinition Part(SuiteNode name, int depth)
    {
        try
        {
            return SuiteReader.Read(SuiteCatalogue.FileOf(name.Text()), depth + 1).Expanded();
        }
        catch (UserError e) when (e is not FileError)
        {
            throw name.Error(e.Message);
        }
    }

    /// <summary>Equal text, because an option may be a list, and lists are equal only to themselves.</summary>
    private static bool IsSame(CaseDefinition one, CaseDefinition other) => string.Equals(TextOf(one), TextOf(other), StringComparison.Ordinal);

    private static string TextOf(CaseDefinition definition) =>
        $"{definition.NetworkName}|{definition.MethodInfo.Label(definition.Method)}|{definition.Input}|{string.Join(' ', definition.Roles.Select(role => $"{role.Key}={role.Value}"))}|{definition.Layer}|{string.Join(' ', definition.Units.Select(CaseId.TextOf))}|{definition.Target}|{definition.Seed}";
}
