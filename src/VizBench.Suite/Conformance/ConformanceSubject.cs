using VizBench.Arrays;
using VizBench.Methods.Inputs;
using VizBench.Networks;
using VizBench.Networks.Zoo;

namespace VizBench.Suite;

/// <summary>
/// What the cases of one folder share: its network, its input, its arrays, in the precision and on the device of the
/// check. Read when a case first asks; owns its tensors.
/// </summary>
public sealed class ConformanceSubject(string folder, ScalarType type, Device device) : IDisposable
{
    private readonly Dictionary<string, Tensor> _arrays = new(StringComparer.Ordinal);
    private OpenedNetwork? _network;

    /// <summary>model.onnx with the weights in it; its attributes are taken exactly, as the format says of all its numbers.</summary>
    /// <exception cref="UserError">it is missing or can't be imported</exception>
    public Network Network => (_network ??= NetworkCatalogue.Open(Path.Combine(folder, "model.onnx"), null, type, device, exactAttributes: true)).Network;

    /// <summary>(n, C, H, W): the items of input.npy that the case uses; owned by the caller's dispose scope.</summary>
    /// <exception cref="UserError">the file is missing or broken, or has no such item</exception>
    public Tensor InputOf(ConformanceCase reference)
    {
        var all = InputLayouts.ToChannelsFirst(Network.Architecture, Array("input.npy"));
        if (reference.Samples is not { } samples)
            return all;
        if (samples.FirstOrDefault(sample => sample < 0 || sample >= all.shape[0], -1) is not -1 and var odd)
            throw new UserError($"{reference.Name}: sample {odd} is not in input.npy, which has {all.shape[0]} items");
        using var scope = NewDisposeScope();
        return cat([.. samples.Select(sample => all.narrow(0, sample, 1))], 0).MoveToOuterDisposeScope();
    }

    /// <summary>An array of the folder; booleans stay booleans. It belongs to the subject.</summary>
    /// <param name="path">relative to the folder, as a case names it</param>
    /// <exception cref="UserError">missing, broken, or outside the folder</exception>
    public Tensor Array(string path)
    {
        if (_arrays.TryGetValue(path, out var known))
            return known;
        using var scope = NewDisposeScope();
        var array = NpyFile.Read(Inside(path));
        var read = array.Data is bool[] truths ? tensor(truths, array.Shape, device: device) : TensorArrays.FromNdArray(array, type, device);
        return _arrays[path] = read.DetachFromDisposeScope();
    }

    /// <summary>The full path of a file of the folder.</summary>
    /// <exception cref="UserError">it lies outside</exception>
    public string Inside(string path)
    {
        var root = Path.GetFullPath(folder) + Path.DirectorySeparatorChar;
        var full = Path.GetFullPath(Path.Combine(root, path));
        return full.StartsWith(root, StringComparison.Ordinal)
            ? full
            : throw new UserError($"{folder}: a case names the file {path}, which lies outside the folder; its files must lie inside");
    }

    public void Dispose()
    {
        foreach (var array in _arrays.Values)
            array.Dispose();
        _network?.Dispose();
    }
}
