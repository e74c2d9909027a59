using VizBench.Engine;
using VizBench.Files;
using VizBench.Networks.Zoo;

namespace VizBench.Suite;

/// <summary>
/// Whether a run was made as goldens are: in float64 on the CPU, and each case as its golden suite defines it, on the
/// committed weights. A case's id can't tell, since it names neither weights nor seed.
/// </summary>
/// <param name="run">the run's folder in error messages</param>
internal sealed class GoldenOrigin(string run)
{
    private const string Cpu = "cpu";
    private readonly Dictionary<string, string> _committed = new(StringComparer.Ordinal);

    /// <exception cref="UserError">another precision or device</exception>
    internal void Check(Manifest manifest)
    {
        if (manifest.PrecisionClass != PrecisionClass.Float64)
            throw new UserError($"{run} is a run in {manifest.Precision}; goldens are float64: run it again with --dtype float64");
        if (!string.Equals(manifest.Device, Cpu, StringComparison.Ordinal))
            throw new UserError($"{run} is a run on {manifest.Device}; goldens are made on the CPU: run it again with --device cpu");
    }

    /// <param name="facts">a case of the run</param>
    /// <param name="golden">the same id's in the golden suite</param>
    /// <exception cref="UserError">what differs, and what to do about it</exception>
    internal void Check(CaseFacts facts, CaseDefinition golden)
    {
        if (!string.Equals(facts.WeightsSha256, CommittedWeights(golden.NetworkName), StringComparison.Ordinal))
            throw Differs(facts, "the SHA-256 of the weights", facts.WeightsSha256, $"{CommittedWeights(golden.NetworkName)} ({OwnFile(golden.NetworkName)})", "without --weights");
        if (facts.Seed != golden.Seed)
            throw Differs(facts, "the seed", $"{facts.Seed}", $"{golden.Seed}", "without --seed");
        foreach (var (what, here, there) in Definition(facts, golden))
        {
            if (!string.Equals(here, there, StringComparison.Ordinal))
                throw Differs(facts, what, here, there, "from the golden suite's own file");
        }
    }

    /// <summary>A case's name may stand for all of these, so a suite of one's own can give other ones the same id.</summary>
    private static IEnumerable<(string What, string Here, string There)> Definition(CaseFacts facts, CaseDefinition golden)
    {
        yield return ("the network", facts.Network, golden.NetworkName);
        yield return ("the input", facts.Input, golden.Input.Label);
        yield return (
            "the further inputs", string.Join(' ', facts.Roles?.Select(role => $"{role.Key}={LabelOf(role.Value)}") ?? []),
            string.Join(' ', golden.Roles.Select(role => $"{role.Key}={role.Value.Label}")));
        yield return ("the method", facts.Method, golden.MethodInfo.Id);
        foreach (var option in golden.MethodInfo.Options)
            yield return ($"option {option.Name}", facts.Options.GetValueOrDefault(option.Name, "missing"), option.TextOf(golden.Method));
        yield return ("the layer", facts.Layer ?? "none", golden.Layer ?? "none");
        yield return ("the units", string.Join(' ', facts.Units), string.Join(' ', golden.Units.Select(CaseId.TextOf)));
        if (golden.Target is { } target)
            yield return ("the target", $"{facts.Target}", $"{target}");
    }

    /// <summary>Of a label and a hash with a space between; the label may have some of its own.</summary>
    internal static string LabelOf(string role) => role.LastIndexOf(' ') is >= 0 and var end ? role[..end] : role;

    private UserError Differs(CaseFacts facts, string what, string here, string there, string how) =>
        new($"{run}: case {facts.Id}: {what} is {here}, and goldens are made with {there}; run it again {how}");

    private static string OwnFile(string network) => NetworkCatalogue.Named(network).Obtainable?.FileName ?? $"models/{network}.safetensors";

    private string CommittedWeights(string network)
    {
        if (_committed.TryGetValue(network, out var hash))
            return hash;
        var entry = NetworkCatalogue.Named(network);
        return _committed[network] = entry.Obtainable?.Sha256 ?? InputFile.Sha256(NetworkCatalogue.CommittedFile(entry));
    }
}
