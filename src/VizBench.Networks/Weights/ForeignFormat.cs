namespace VizBench.Networks.Weights;

/// <summary>Files that people try as weights, by their first bytes, each with what it is and the way to use it.</summary>
internal static class ForeignFormat
{
    /// <summary>What the file is; null: unknown.</summary>
    internal static string? Of(ReadOnlySpan<byte> start)
    {
        if (start is [0x1f, 0x8b, ..])
            return "a gzip-compressed file: unpack it with gunzip";
        if (start is [0x89, (byte)'H', (byte)'D', (byte)'F', ..])
            return "an HDF5 file: convert it, as with h5py and numpy.savez";
        if (start is [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y', ..])
            return "a .npy file, one array without a name: save all with numpy.savez(file, **{name: array})";
        if (start.Length > 262 && start[257..].StartsWith("ustar"u8))
            return "a tar archive, which PyTorch before 0.1.10 wrote: load it in a PyTorch that reads it and save it again";
        if (start.StartsWith("version https://git-lfs"u8))
            return "a pointer of Git LFS, not the file itself: fetch it with git lfs pull";
        // Servers put blank lines before their pages.
        if (start.TrimStart(" \t\r\n"u8).StartsWith("<"u8))
            return "a web page or other markup: the download went wrong, fetch the file again";
        if (start.StartsWith("GGUF"u8))
            return "a GGUF file: convert it to .safetensors";
        if (start is [0x08, >= 1 and <= 20, 0x12 or 0x1a or 0x22 or 0x3a, ..])
            return "an ONNX network, it seems: give it with --network";
        return null;
    }
}
