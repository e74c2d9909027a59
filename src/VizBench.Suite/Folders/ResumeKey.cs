using System.Security.Cryptography;
using System.Text;

namespace VizBench.Suite;

/// <summary>SHA-256 of everything that decides a case's bytes: definition, weights, input, code, and what computes it.</summary>
internal static class ResumeKey
{
    /// <param name="companions">SHA-256 of the weights of the method's further networks, by name; null: it has none</param>
    internal static string Of(CaseDefinition definition, string? weights, string? input, Manifest manifest, SortedDictionary<string, string>? companions)
    {
        var options = definition.MethodInfo.Options.Select(option => $"{option.Name}={option.TextOf(definition.Method)}");
        string?[] parts =
        [
            "vizbench-case-2",
            definition.Id, definition.MethodInfo.Id, .. options, definition.NetworkName, definition.Input.Label, .. definition.Roles.Select(role => $"{role.Key}={role.Value.Label}"), definition.Layer,
            .. definition.Units.Select(CaseId.TextOf), definition.Target?.ToString(), definition.Seed.ToString(),
            weights, input, .. companions?.Select(companion => $"{companion.Key}={companion.Value}") ?? [],
            .. definition.MethodInfo.Origin is { } origin ? [PluginFacts.Of(origin).Key] : Array.Empty<string>(),
            manifest.Version, manifest.Precision, manifest.Device, manifest.Machine.Architecture, manifest.Machine.Cpu,
            manifest.Engine.Stack, manifest.Engine.Version, manifest.Engine.Blas, manifest.Engine.Threads.ToString(), manifest.Engine.BlasThreads.ToString(),
        ];
        // A length before each part keeps ("ab", "c") and ("a", "bc") apart.
        var text = string.Concat(parts.Select(part => part is null ? "-\n" : $"{part.Length}:{part}\n"));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }
}
