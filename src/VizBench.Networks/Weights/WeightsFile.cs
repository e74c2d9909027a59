using System.Buffers.Binary;
using Microsoft.Win32.SafeHandles;
using VizBench.Networks.Weights.PyTorch;
using VizBench.Networks.Weights.Zip;

namespace VizBench.Networks.Weights;

/// <summary>Weight files of every format that the product reads, told apart by their first bytes, never by their names.</summary>
public static class WeightsFile
{
    private const int StartBytes = 512;
    private const byte PickleStart = 0x80;

    private const string Readable =
        "read are .safetensors, .pth of torch.save(model.state_dict(), ...) and .npz of numpy.savez";

    /// <summary>The tensors by name; they stay in the file until they are asked for.</summary>
    /// <exception cref="FileError">the file is missing, can't be read, is of no known format, or breaks a rule of its format</exception>
    public static StateDict Read(string path) => WeightFileHandle.Read(path, file => Read(path, file));

    private static StateDict Read(string path, SafeFileHandle file)
    {
        var length = WeightFileHandle.LengthOf(path, file);
        if (length == 0)
            throw new FileError(path, "start of file", "it is empty; fetch or write it again");
        var start = new byte[(int)Math.Min(length, StartBytes)];
        FileBytes.ReadExactly(file, path, "start of file", 0, start);
        if (IsSafetensors(start))
            return SafetensorsFile.Read(path, file);
        if (start.AsSpan().StartsWith("PK\u0003\u0004"u8) || start.AsSpan().StartsWith("PK\u0005\u0006"u8))
            return ReadArchive(path, file);
        if (start is [PickleStart, >= 2 and <= 5, ..])
            return TorchLegacyFile.Read(path, file);
        throw new FileError(path, "start of file", ForeignFormat.Of(start) is { } format
            ? $"{format}; {Readable}"
            : $"no format of weights is recognised; {Readable}");
    }

    private static StateDict ReadArchive(string path, SafeFileHandle file)
    {
        var archive = ZipArchiveFile.Open(path, file);
        if (TorchZipFile.FolderOf(archive) is { } folder)
            return TorchZipFile.Read(path, file, archive, folder);
        if (NpzFile.Fits(archive))
            return NpzFile.Read(path, file, archive);
        throw new FileError(path, "zip archive", $"is neither PyTorch's (no FOLDER/data.pkl) nor NumPy's (not only NAME.npy); {Readable}");
    }

    // Eight bytes of length, then JSON. A length in 32 bits: the longest header that is read has 100 MB.
    private static bool IsSafetensors(ReadOnlySpan<byte> start) =>
        start.Length > sizeof(ulong) && start[sizeof(ulong)] == '{' && BinaryPrimitives.ReadUInt64LittleEndian(start) <= uint.MaxValue;
}
