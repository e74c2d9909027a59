using VizBench.Networks.Weights.Pickle;

namespace VizBench.Networks.Weights.PyTorch;

/// <summary>
/// Finds the state dicts in what a file holds: the value itself, and dicts with tensors inside it, down to two levels, under
/// whatever names training scripts give them. Which of them is meant depends on the network (<see cref="WeightMatching"/>).
/// What DataParallel puts before every name is taken off.
/// </summary>
internal static class Checkpoint
{
    private const string ParallelPrefix = "module.";
    private const int Levels = 2;

    // The usual names first: where several dicts fit a network, the first of them is taken.
    private static readonly string[] s_keys = ["state_dict", "model_state_dict", "model", "model_state", "net", "network", "module", "params", "weights"];

    // Running means of weights over the steps of a training, which stand beside the weights themselves.
    private static readonly string[] s_averaged = ["ema", "swa", "avg", "average", "averaged", "teacher"];

    /// <summary>The state dicts, the likeliest first.</summary>
    /// <param name="path">the file, for messages</param>
    /// <param name="value">what the file's pickle holds</param>
    /// <exception cref="FileError">no state dict, or one with two tensors of one name</exception>
    internal static IReadOnlyList<NamedTensors> StateDicts(string path, object? value)
    {
        if (value is not PickleDict dict)
            throw new FileError(path, "value", $"is {Kind.Of(value)}, not a dict of tensors; save torch.save(model.state_dict(), ...)");
        var found = new List<NamedTensors>();
        Collect(path, dict, [], found, new HashSet<PickleDict>(ReferenceEqualityComparer.Instance));
        if (found.Count > 0)
            return [.. found.OrderBy(state => Rank(state.Keys))];
        if (dict.Items.Count == 0)
            return [new NamedTensors([], [])];
        var (key, item) = dict.Items[0];
        throw key is string name
            ? new FileError(path, $"state dict, '{OneLine.Of(name)}'", $"is {Kind.Of(item)}, not a tensor, and nothing else is one; save torch.save(model.state_dict(), ...), or that under a name such as {s_keys[0]}")
            : new FileError(path, "state dict", $"has {Kind.Of(key)} as a key; names of tensors are texts: save torch.save(model.state_dict(), ...)");
    }

    /// <summary>Whether a name is that of averaged weights.</summary>
    internal static bool IsAveraged(string name) =>
        name.Split('.', '_', '-').Any(part => s_averaged.Contains(part, StringComparer.OrdinalIgnoreCase));

    // Each dict once, however often the file refers to it.
    private static void Collect(string path, PickleDict dict, string[] keys, List<NamedTensors> found, HashSet<PickleDict> seen)
    {
        if (!seen.Add(dict))
            return;
        var tensors = new List<KeyValuePair<string, TensorView>>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (key, item) in dict.Items)
        {
            if (key is not string name)
                continue;
            if (item is TensorView view)
            {
                if (!names.Add(name))
                    throw new FileError(path, $"tensor '{OneLine.Of(name)}'", "is there twice; each name may occur once");
                tensors.Add(new(name, view));
            }
            else if (item is PickleDict inner && keys.Length < Levels)
            {
                Collect(path, inner, [.. keys, name], found, seen);
            }
        }

        if (tensors.Count > 0)
            found.Add(new NamedTensors(keys, WithoutParallel(tensors)));
    }

    private static IReadOnlyList<KeyValuePair<string, TensorView>> WithoutParallel(List<KeyValuePair<string, TensorView>> tensors) =>
        tensors.TrueForAll(tensor => tensor.Key.StartsWith(ParallelPrefix, StringComparison.Ordinal))
            ? [.. tensors.Select(tensor => new KeyValuePair<string, TensorView>(tensor.Key[ParallelPrefix.Length..], tensor.Value))]
            : tensors;

    private static int Rank(string[] keys)
    {
        if (keys.Any(IsAveraged))
            return 2 * s_keys.Length + 1;
        if (keys.Length == 0)
            return s_keys.Length;
        var place = Array.IndexOf(s_keys, keys[0]);
        return place >= 0 ? place : s_keys.Length + 1;
    }
}

/// <summary>A dict of tensors in a file.</summary>
/// <param name="Keys">under which it stands, from the outermost on; none: it is the file's own value</param>
internal sealed record NamedTensors(string[] Keys, IReadOnlyList<KeyValuePair<string, TensorView>> Tensors)
{
    /// <summary>The keys as Python would write them; empty for the file's own value.</summary>
    internal string Place => string.Concat(Keys.Select(key => $"['{OneLine.Of(key)}']"));
}
