using VizBench.Methods;

namespace VizBench.Suite;

/// <summary>The golden that a case of a plugin's method is held against: that of the same case of the product's method (<see cref="Counterpart"/>).</summary>
internal static class CounterpartGolden
{
    /// <summary>The same network, input, layer, units, target and options by the product's method, among the cases that have goldens; null: there is none.</summary>
    /// <param name="known">the cases of all golden suites</param>
    internal static CaseDefinition? CaseOf(CaseFacts facts, IEnumerable<CaseDefinition> known) => facts.SameAs is not { } same ? null : known
        .Where(candidate => string.Equals(candidate.MethodInfo.Id, same.Method, StringComparison.Ordinal)
            && string.Equals(candidate.NetworkName, facts.Network, StringComparison.Ordinal)
            && string.Equals(candidate.Input.Label, facts.Input, StringComparison.Ordinal)
            && string.Equals(candidate.Layer, facts.Layer, StringComparison.Ordinal)
            && candidate.Units.Select(CaseId.TextOf).SequenceEqual(facts.Units, StringComparer.Ordinal)
            // Where a suite names no class, the case's own is the input's, which the golden's record tells.
            && (candidate.Target is null || candidate.Target == facts.Target)
            && HasOptions(candidate, same))
        // A class that is named fits better than none.
        .MaxBy(candidate => candidate.Target is not null);

    /// <summary>The facts as the product's method would tell them. Of the numbers that methods measure themselves, those are judged that both measure.</summary>
    internal static CaseFacts AsOf(CaseFacts facts, CaseDefinition golden, GoldenRecord expected) => facts with
    {
        Id = golden.Id,
        Label = expected.Method,
        Method = golden.MethodInfo.Id,
        Family = golden.MethodInfo.Description.Family,
        Options = facts.SameAs!.Options,
        Scalars = new(facts.Scalars.Where(scalar => expected.Scalars.ContainsKey(scalar.Key)).ToDictionary(StringComparer.Ordinal), StringComparer.Ordinal),
    };

    /// <summary>The golden without the numbers that the plugin's method does not measure.</summary>
    internal static GoldenRecord Expected(GoldenRecord golden, CaseFacts facts) => golden with
    {
        Scalars = new(golden.Scalars.Where(scalar => facts.Scalars.ContainsKey(scalar.Key)).ToDictionary(StringComparer.Ordinal), StringComparer.Ordinal),
    };

    /// <summary>An option that came after the run was made had its default.</summary>
    private static bool HasOptions(CaseDefinition candidate, CounterpartFacts same) => candidate.MethodInfo.Options.All(option =>
        string.Equals(option.TextOf(candidate.Method), same.Options.GetValueOrDefault(option.Name, option.Default), StringComparison.Ordinal));
}
