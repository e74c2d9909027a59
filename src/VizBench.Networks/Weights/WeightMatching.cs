using VizBench.Networks.Weights.PyTorch;

namespace VizBench.Networks.Weights;

/// <summary>
/// Finds a network's weights in a file: which of the file's state dicts, and behind which prefix of its names. Training tools put
/// prefixes there (module., _orig_mod., model.), and other tensors beside the network's. A classifier of another size than
/// the architecture's makes it an architecture with that many classes.
/// </summary>
public static class WeightMatching
{
    private const int ShownNames = 3;
    private const int MostPrefixes = 16;
    private const int LongestName = 1000;

    // Counters that state dicts hold beside weights and no walk reads: of batch normalization's steps, and a profiler's.
    private static readonly string[] s_ignored = ["num_batches_tracked", "total_ops", "total_params"];

    /// <summary>The file's tensors by the architecture's names. Needs no libtorch, and reads no tensor.</summary>
    /// <param name="optional">parameters that the file need not have</param>
    /// <exception cref="UserError">the weights are those of another architecture: every missing, unexpected and misshapen tensor of the likeliest place is counted, and the first ones are named</exception>
    public static MatchedWeights Of(Architecture architecture, StateDict file, IReadOnlySet<string>? optional = null)
    {
        ArgumentNullException.ThrowIfNull(architecture);
        ArgumentNullException.ThrowIfNull(file);
        var expected = architecture.ParameterShapes.Select(parameter => new Expected(parameter.Key, parameter.Value, optional?.Contains(parameter.Key) ?? false)).ToArray();
        // In the order of preference, which sorting keeps.
        Candidate[] candidates = [.. new[] { file }.Concat(file.Others).SelectMany(state => Candidates(architecture, expected, state))];
        Candidate[] fitting = [.. candidates.Where(candidate => candidate.Faults.Count == 0)];
        var best = fitting.FirstOrDefault() ?? candidates.OrderBy(candidate => candidate.MissingCount).ThenBy(candidate => candidate.Faults.Count).First();
        if (fitting.Length == 0)
            throw Misfit(architecture, file, best);
        var notes = new List<string>();
        if (fitting.Length > 1)
            notes.Add($"{file.Source}: weights that fit {architecture.Name} are at {string.Join(" and at ", fitting.Select(candidate => candidate.Where))}; those at {best.Where} are taken");
        if (best.Outside.Length > 0)
            notes.Add($"{file.Source}: {Counted(best.Outside.Length)} outside '{OneLine.Of(best.Prefix)}' {(best.Outside.Length == 1 ? "is" : "are")} passed over ({Named(best.Outside)})");
        if (best.Architecture.HasClasses && best.Architecture.ClassCount != architecture.ClassCount)
        {
            var count = best.Architecture.ClassCount;
            notes.Add($"{file.Source}: its classifier has {count} {(count == 1 ? "class" : "classes")}, {architecture.Name}'s own has {architecture.ClassCount}: this is {architecture.Name} with {count}, whose names are not known");
        }

        return new MatchedWeights(best.Architecture, best.Tensors(expected), file.Source, notes);
    }

    private static IEnumerable<Candidate> Candidates(Architecture architecture, Expected[] expected, StateDict state)
    {
        var anchors = expected.Where(parameter => !parameter.IsOptional).Select(parameter => parameter.Name).ToArray();
        // Every prefix behind which one of the names stands, by how many do.
        string[] prefixes =
        [
            .. PrefixesOf(anchors, state).GroupBy(prefix => prefix, StringComparer.Ordinal)
                .OrderByDescending(group => group.Count()).ThenBy(group => Checkpoint.IsAveraged(group.Key)).ThenBy(group => group.Key.Length).ThenBy(group => group.Key, StringComparer.Ordinal)
                .Select(group => group.Key).Take(MostPrefixes).DefaultIfEmpty(""),
        ];
        foreach (var prefix in prefixes)
        {
            // The same network once more, behind a longer prefix, is not part of this one.
            string[] nested = [.. prefixes.Where(other => other.Length > prefix.Length && other.StartsWith(prefix, StringComparison.Ordinal) && anchors.All(name => state.TryGet(other + name, out _)))];
            yield return Candidate.Of(architecture, expected, state, prefix, nested);
        }
    }

    private static IEnumerable<string> PrefixesOf(string[] anchors, StateDict state)
    {
        var known = anchors.ToHashSet(StringComparer.Ordinal);
        foreach (var name in state.Names.Where(name => name.Length <= LongestName))
        {
            if (known.Contains(name))
                yield return "";
            for (var dot = name.IndexOf('.', StringComparison.Ordinal); dot >= 0; dot = name.IndexOf('.', dot + 1))
            {
                if (known.Contains(name[(dot + 1)..]))
                    yield return name[..(dot + 1)];
            }
        }
    }

    private static UserError Misfit(Architecture architecture, StateDict file, Candidate best)
    {
        const int ShownFaults = 5;
        var where = best.Where.Length == 0 || best.Where is Candidate.All ? "" : $" (looked for at {best.Where})";
        return new UserError(
            $"{file.Source}: these are not the weights of {architecture.Name}{where}: {string.Join("; ", best.Faults.Take(ShownFaults))}"
            + (best.Faults.Count > ShownFaults ? $"; and {best.Faults.Count - ShownFaults} more" : "") + "; name the architecture that they were made for");
    }

    private static string Counted(int count) => count == 1 ? "1 tensor" : FormattableString.Invariant($"{count} tensors");

    private static string Named(string[] names) => string.Join(", ", names.Take(ShownNames).Select(name => OneLine.Of(name))) + (names.Length > ShownNames ? ", …" : "");

    private sealed record Expected(string Name, long[] Shape, bool IsOptional);

    /// <summary>A state dict of the file and a prefix, held against the architecture.</summary>
    private sealed record Candidate(Architecture Architecture, StateDict State, string Prefix, IReadOnlyList<string> Faults, int MissingCount, string[] Outside)
    {
        internal const string All = "the file's top";

        /// <summary>For messages.</summary>
        internal string Where => (State.Place, Prefix) switch
        {
            ("", "") => All,
            ("", _) => $"'{OneLine.Of(Prefix)}'",
            (_, "") => State.Place,
            _ => $"{State.Place}, '{OneLine.Of(Prefix)}'",
        };

        internal static Candidate Of(Architecture architecture, Expected[] expected, StateDict state, string prefix, string[] nested)
        {
            var target = HeadFrom(architecture, state, prefix) ?? architecture;
            var shapes = target.ParameterShapes.ToDictionary(StringComparer.Ordinal);
            var (faults, missing) = (new List<string>(), 0);
            foreach (var parameter in expected)
            {
                var shape = shapes[parameter.Name];
                if (!state.TryGet(prefix + parameter.Name, out var tensor))
                {
                    if (parameter.IsOptional)
                        continue;
                    faults.Add($"tensor '{parameter.Name}' ({Text(shape)}) is missing");
                    missing++;
                }
                else if (!tensor.Shape.AsSpan().SequenceEqual(shape))
                {
                    faults.Add($"tensor '{parameter.Name}' has shape ({Text(tensor.Shape)}), expected ({Text(shape)})");
                }
            }

            var outside = new List<string>();
            foreach (var name in state.Names)
            {
                if (!name.StartsWith(prefix, StringComparison.Ordinal) || nested.Any(other => name.StartsWith(other, StringComparison.Ordinal)))
                    outside.Add(name);
                else if (name[prefix.Length..] is var own && !shapes.ContainsKey(own) && !s_ignored.Any(suffix => own.EndsWith(suffix, StringComparison.Ordinal))
                    && !architecture.UnusedParameters.Any(start => own.StartsWith(start, StringComparison.Ordinal)))
                    faults.Add($"tensor '{OneLine.Of(name)}' belongs to no layer");
            }

            return new Candidate(target, state, prefix, faults, missing, [.. outside.Where(name => !s_ignored.Any(suffix => name.EndsWith(suffix, StringComparison.Ordinal)))]);
        }

        internal Dictionary<string, WeightTensor> Tensors(Expected[] expected)
        {
            var tensors = new Dictionary<string, WeightTensor>(StringComparer.Ordinal);
            foreach (var parameter in expected)
            {
                if (State.TryGet(Prefix + parameter.Name, out var tensor))
                    tensors[parameter.Name] = tensor;
            }

            return tensors;
        }

        /// <summary>The architecture with as many classes as the file's classifier; null where that is no other number, or nothing fits.</summary>
        private static Architecture? HeadFrom(Architecture architecture, StateDict state, string prefix)
        {
            if (architecture.Classifier is not { } head || !state.TryGet(prefix + head.ParameterName("weight"), out var weight)
                || weight.Shape is not [> 0 and var count, ..] || count == architecture.ClassCount)
                return null;
            return architecture.WithClassCount(count);
        }

        private static string Text(long[] shape) => string.Join(", ", shape);
    }
}

/// <summary>A file's tensors by the names of an architecture.</summary>
/// <param name="Architecture">with as many classes as the weights are for</param>
/// <param name="Tensors">by full name; those that the file need not have may be missing</param>
/// <param name="Source">the file's path, for messages</param>
/// <param name="Notes">what a person should know of the choice, a line each</param>
public sealed record MatchedWeights(
    Architecture Architecture, IReadOnlyDictionary<string, WeightTensor> Tensors, string Source, IReadOnlyList<string> Notes);
