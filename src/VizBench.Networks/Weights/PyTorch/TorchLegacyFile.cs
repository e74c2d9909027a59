using System.Buffers.Binary;
using Microsoft.Win32.SafeHandles;
using VizBench.Networks.Weights.Pickle;

namespace VizBench.Networks.Weights.PyTorch;

/// <summary>
/// What torch.save wrote before PyTorch 1.6: five pickles (a magic number, the protocol, the system, the object, the keys of its
/// storages), then for each key the number of elements and the elements (torch/serialization.py, _legacy_save).
/// </summary>
internal static class TorchLegacyFile
{
    private const long Protocol = 1001;
    private const int MaxHeaderOpcodes = 100;
    private static readonly Int128 s_magic = ((Int128)0x1950 << 64) | 0xa86a20f9469cfc6c;

    /// <param name="path">the file, for messages</param>
    /// <param name="file">begins with a pickle</param>
    /// <exception cref="FileError">another pickle, or any rule of the format is broken</exception>
    internal static StateDict Read(string path, SafeFileHandle file)
    {
        var bytes = new FileBytes(file, path, "file", 0, WeightFileHandle.LengthOf(path, file));
        var input = new PickleInput(bytes, path, "pickle");
        var vocabulary = new TorchVocabulary();
        var first = new PickleMachine(input, vocabulary).Run();
        if (!s_magic.Equals(first))
            throw new FileError(path, "start of file", $"a pickle of {Kind.Of(first)}, not one of torch.save's; save torch.save(model.state_dict(), ...) or numpy.savez");
        if (new PickleMachine(input, vocabulary).Run(MaxHeaderOpcodes) is not Protocol)
            throw input.Refuse($"another protocol than {Protocol}; load the file in PyTorch and save it again");
        CheckSystem(input, new PickleMachine(input, vocabulary).Run(MaxHeaderOpcodes));
        var found = Checkpoint.StateDicts(path, new PickleMachine(input, vocabulary).Run());
        var keys = new PickleMachine(input, vocabulary).Run() as PickleList ?? throw input.Refuse("the list of storages is expected here; the file is corrupt");
        var storages = ReadStorages(path, bytes, input.Position, keys, vocabulary.Storages);
        return StateDict.Of(found.Select(state => (state.Place, state.Tensors.Select(tensor => Tensor(path, tensor, storages)))), path, file);
    }

    private static WeightTensor Tensor(string path, KeyValuePair<string, TensorView> tensor, Dictionary<string, WeightBytes> storages)
    {
        var (name, view) = tensor;
        if (!storages.TryGetValue(view.Storage.Key, out var storage))
            throw new FileError(path, $"tensor '{OneLine.Of(name)}'", $"its storage '{OneLine.Of(view.Storage.Key)}' is not in the file; the file is corrupt");
        return new WeightTensor(name, view.Type, view.Shape, view.BytesIn(storage));
    }

    private static void CheckSystem(PickleInput input, object? system)
    {
        if (system is not PickleDict dict)
            throw input.Refuse($"{Kind.Of(system)} where the writing system's description is expected; the file is corrupt");
        if (dict.Items.Any(item => item is { Key: "little_endian", Value: false }))
            throw input.Refuse("the file was written on a big-endian machine; load it in PyTorch and save it again");
    }

    private static Dictionary<string, WeightBytes> ReadStorages(
        string path, FileBytes bytes, long position, PickleList keys, Dictionary<string, StorageReference> known)
    {
        var storages = new Dictionary<string, WeightBytes>(StringComparer.Ordinal);
        Span<byte> count = stackalloc byte[sizeof(long)];
        foreach (var key in keys.Items)
        {
            if (key is not string name || !known.TryGetValue(name, out var storage) || storages.ContainsKey(name))
                throw new FileError(path, $"storages, byte {position}", $"{(key is string text ? $"'{OneLine.Of(text)}'" : Kind.Of(key))} names no storage of the tensors, or one twice; the file is corrupt");
            var place = $"storage '{OneLine.Of(name)}' at byte {position}";
            if (position > bytes.Length - count.Length)
                throw new FileError(path, place, "the file ends here; it is incomplete: fetch it again");
            bytes.Read(position, count);
            position += count.Length;
            var (announced, length) = (BinaryPrimitives.ReadInt64LittleEndian(count), storage.Total * StorageType.SizeOf(storage.Type));
            if (announced != storage.Total)
                throw new FileError(path, place, $"has {announced} elements, the tensors need {storage.Total}; the file is corrupt");
            if (length > bytes.Length - position)
                throw new FileError(path, place, $"needs {length} bytes, {bytes.Length - position} are left; the file is incomplete: fetch it again");
            storages[name] = SliceBytes.Of(bytes, position, length);
            position += length;
        }

        if (position != bytes.Length)
            throw new FileError(path, $"byte {position}", $"{bytes.Length - position} bytes follow the last storage; nothing may follow it");
        return storages;
    }
}
