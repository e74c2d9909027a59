namespace VizBench.Networks.Walks;

/// <summary>Walks a recording from its last layer to the input, sending a signal through each layer by the rule of its operation.</summary>
public static class BackwardWalk
{
    /// <summary>The signal that arrives at the wanted layers. Where a layer feeds several others, their signals add up.</summary>
    /// <param name="seeds">signals to start from, by layer: of the shape of that layer's output</param>
    /// <param name="wanted">layers, or <see cref="Architecture.InputName"/>; the input alone where null</param>
    /// <param name="observe">told each layer's whole signal before it goes on, from the last layer to the input; it must not keep the tensor</param>
    /// <returns>in the order of <paramref name="wanted"/>, owned by the caller's dispose scope; zero where no signal arrives</returns>
    /// <exception cref="UserError">the table has no rule for a layer on the way</exception>
    public static IReadOnlyList<Tensor> Run(
        Recording recording, IReadOnlyDictionary<string, Tensor> seeds, RuleTable rules, IReadOnlyList<string>? wanted = null,
        CancellationToken cancellation = default, Action<string, Tensor>? observe = null)
    {
        var architecture = recording.Network.Architecture;
        wanted = [.. (wanted ?? [Architecture.InputName]).Select(architecture.NameOf)];
        using var scope = NewDisposeScope();
        using var grad = no_grad();
        var signals = seeds.ToDictionary(seed => architecture.NameOf(seed.Key), seed => seed.Value.alias(), StringComparer.Ordinal);
        // Where the input isn't asked for, the walk ends at the last of the wanted layers.
        var (arrived, ahead) = (0, wanted.Contains(Architecture.InputName, StringComparer.Ordinal) ? -1 : wanted.Distinct(StringComparer.Ordinal).Count());
        foreach (var record in recording.Records.Reverse())
        {
            cancellation.ThrowIfCancellationRequested();
            if (!signals.TryGetValue(record.Layer.Name, out var signal))
                continue;
            observe?.Invoke(record.Layer.Name, signal);
            if (wanted.Contains(record.Layer.Name, StringComparer.Ordinal) && ++arrived == ahead)
                break;
            Through(record, signal, rules, signals);
            if (wanted.Contains(record.Layer.Name, StringComparer.Ordinal))
                continue;
            signals.Remove(record.Layer.Name);
            signal.Dispose();
        }

        var results = wanted.Select(name => (signals.GetValueOrDefault(name) ?? Silence(recording, name)).alias().MoveToOuterDisposeScope()).ToArray();
        if (observe is not null && signals.TryGetValue(Architecture.InputName, out var atInput))
            observe(Architecture.InputName, atInput);
        return results;
    }

    /// <summary>Adds what a layer sends to its inputs; what its rule needed on the way is freed at once.</summary>
    private static void Through(LayerRecord record, Tensor signal, RuleTable rules, Dictionary<string, Tensor> signals)
    {
        using var scope = NewDisposeScope();
        var parts = rules.For(record.Layer)(record, signal);
        for (var i = 0; i < parts.Count; i++)
        {
            var input = record.Layer.Inputs[i];
            signals.Remove(input, out var others);
            // A rule may hand on the signal itself: the alias is a handle of its own.
            signals[input] = (others is null ? parts[i].alias() : others + parts[i]).MoveToOuterDisposeScope();
            others?.Dispose();
        }
    }

    private static Tensor Silence(Recording recording, string name)
    {
        if (!string.Equals(name, Architecture.InputName, StringComparison.Ordinal))
            return zeros_like(recording[name].Output);
        var reader = recording.Records.First(record => record.Layer.Inputs.Contains(name, StringComparer.Ordinal));
        return zeros_like(reader.Inputs[0]);
    }
}
