using System.Text;
using Microsoft.Win32.SafeHandles;
using VizBench.Networks.Weights.Pickle;
using VizBench.Networks.Weights.Zip;

namespace VizBench.Networks.Weights.PyTorch;

/// <summary>
/// What torch.save has written since PyTorch 1.6: a zip archive of one folder with data.pkl, which describes the tensors, and
/// data/KEY, the bytes of each storage (https://github.com/pytorch/pytorch, torch/serialization.py).
/// </summary>
internal static class TorchZipFile
{
    private const string PickleName = "data.pkl";
    private const int MaxPickle = 1 << 26;
    private const int MaxRecord = 1 << 10;

    /// <summary>The archive's folder, with its '/', if it is such a file.</summary>
    internal static string? FolderOf(ZipArchiveFile archive)
    {
        var pickle = archive.Entries.FirstOrDefault(entry =>
            entry.Name.EndsWith('/' + PickleName, StringComparison.Ordinal) && entry.Name.Count(c => c == '/') == 1);
        return pickle?.Name[..^PickleName.Length];
    }

    /// <exception cref="FileError">any rule of the format is broken</exception>
    internal static StateDict Read(string path, SafeFileHandle file, ZipArchiveFile archive, string folder)
    {
        if (archive.TryGet(folder + "constants.pkl", out _) || archive.Entries.Any(entry => entry.Name.StartsWith(folder + "code/", StringComparison.Ordinal)))
            throw new FileError(path, folder, "a TorchScript program, not weights; load it in PyTorch and save torch.save(model.state_dict(), ...)");
        archive.TryGet(folder + PickleName, out var pickle);
        var isBigEndian = IsBigEndian(path, archive, folder);
        var vocabulary = new TorchVocabulary();
        var input = new PickleInput(new MemoryBytes(archive.ReadAll(pickle!, MaxPickle)), path, PickleName);
        var found = Checkpoint.StateDicts(path, new PickleMachine(input, vocabulary).Run());
        var storages = new Dictionary<string, WeightBytes>(StringComparer.Ordinal);
        foreach (var storage in found.SelectMany(state => state.Tensors).Select(tensor => tensor.Value.Storage))
        {
            if (!storages.ContainsKey(storage.Key))
                storages[storage.Key] = Storage(path, archive, folder, storage);
        }

        return StateDict.Of(
            found.Select(state => (state.Place, state.Tensors.Select(tensor => new WeightTensor(
                tensor.Key, tensor.Value.Type, tensor.Value.Shape, tensor.Value.BytesIn(storages[tensor.Value.Storage.Key], isBigEndian))))),
            path,
            file);
    }

    private static WeightBytes Storage(string path, ZipArchiveFile archive, string folder, StorageReference storage)
    {
        var place = $"storage '{OneLine.Of(storage.Key)}'";
        if (!archive.TryGet($"{folder}data/{storage.Key}", out var entry))
            throw new FileError(path, place, "is missing in the archive; the file is incomplete: fetch it again");
        var size = ElementTypes.SizeOf(storage.Type);
        if (entry.Length != storage.Total * size)
            throw new FileError(path, place, $"has {entry.Length} bytes for {storage.Total} elements of {size}; the file is corrupt");
        return archive.BytesOf(entry);
    }

    // Written since PyTorch 2.1; before, only little-endian machines wrote files that others could read.
    private static bool IsBigEndian(string path, ZipArchiveFile archive, string folder)
    {
        if (!archive.TryGet(folder + "byteorder", out var entry))
            return false;
        var order = Encoding.Latin1.GetString(archive.ReadAll(entry, MaxRecord));
        return order switch
        {
            "little" => false,
            "big" => true,
            _ => throw new FileError(path, entry.Place, $"is '{OneLine.Of(order)}'; little and big are the orders of bytes"),
        };
    }
}
