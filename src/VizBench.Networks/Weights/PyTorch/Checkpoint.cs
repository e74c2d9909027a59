using VizBench.Networks.Weights.Pickle;

namespace VizBench.Networks.Weights.PyTorch;

/// <summary>
/// Finds the state dict in what a file holds: the value itself, or under one of the names that training scripts give it.
/// What DataParallel puts before every name is taken off.
/// </summary>
internal static class Checkpoint
{
    private const string ParallelPrefix = "module.";
    private static readonly string[] s_keys = ["state_dict", "model_state_dict", "model"];

    /// <param name="path">the file, for messages</param>
    /// <param name="value">what the file's pickle holds</param>
    /// <exception cref="FileError">no state dict, or one that holds something else than tensors</exception>
    internal static IReadOnlyList<KeyValuePair<string, TensorView>> Tensors(string path, object? value)
    {
        if (value is not PickleDict dict)
            throw new FileError(path, "value", $"is {Kind.Of(value)}, not a dict of tensors; save torch.save(model.state_dict(), ...)");
        var state = dict;
        foreach (var key in s_keys)
        {
            if (dict.Items.LastOrDefault(item => key.Equals(item.Key)).Value is PickleDict inner)
            {
                state = inner;
                break;
            }
        }

        var tensors = new List<KeyValuePair<string, TensorView>>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (key, item) in state.Items)
        {
            if (key is not string name)
                throw new FileError(path, "state dict", $"has {Kind.Of(key)} as a key; names of tensors are texts: save torch.save(model.state_dict(), ...)");
            if (!names.Add(name))
                throw new FileError(path, $"tensor '{OneLine.Of(name)}'", "is there twice; each name may occur once");
            if (item is not TensorView view)
                throw new FileError(path, $"state dict, '{OneLine.Of(name)}'", $"is {Kind.Of(item)}, not a tensor; save torch.save(model.state_dict(), ...), or that under one of the names {string.Join(", ", s_keys)}");
            tensors.Add(new(name, view));
        }

        return tensors.Count > 0 && names.All(name => name.StartsWith(ParallelPrefix, StringComparison.Ordinal))
            ? [.. tensors.Select(tensor => new KeyValuePair<string, TensorView>(tensor.Key[ParallelPrefix.Length..], tensor.Value))]
            : tensors;
    }
}
