using System.IO.Compression;
using System.Security.Cryptography;
using VizBench.Files;

namespace VizBench.Networks.Obtaining;

/// <summary>The folder of the user's that holds obtained files. A file in it counts where its hash is the pinned one.</summary>
/// <param name="folder">made when the first file is put there</param>
public sealed class ObtainedFiles(string folder)
{
    /// <summary>The variable that names the folder outright.</summary>
    public const string Variable = "VIZBENCH_NETWORKS";

    private const int BufferBytes = 1 << 16;

    /// <summary>VIZBENCH_NETWORKS, or vizbench/networks in the user's data folder ($XDG_DATA_HOME, by default ~/.local/share).</summary>
    public static ObtainedFiles Default => new(Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } named
        ? Path.GetFullPath(named)
        : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify), "vizbench", "networks"));

    public string Folder => folder;

    /// <summary>The command that obtains a network.</summary>
    public static string CommandFor(string network) => $"./vizbench get {network}";

    public string PathOf(ObtainableFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        return Path.Combine(folder, file.FileName);
    }

    /// <summary>Whether a file of that name is there; its content is not looked at.</summary>
    public bool Has(ObtainableFile file) => File.Exists(PathOf(file));

    /// <summary>Whether the file that is there is the pinned one.</summary>
    /// <exception cref="FileError">it can't be read</exception>
    public bool IsWhole(ObtainableFile file)
    {
        var path = PathOf(file);
        return File.Exists(path) && new FileInfo(path).Length == file.Bytes && IsPinned(file, InputFile.Sha256(path));
    }

    /// <summary>The path of a network's file.</summary>
    /// <exception cref="UserError">it has not been obtained, or is damaged; the message names the command that mends it</exception>
    public string Require(string network, ObtainableFile file)
    {
        var path = PathOf(file);
        if (!Has(file))
            throw new UserError($"the weights of {network} are not on this machine; {CommandFor(network)} obtains them ({file.Terms}), or give --weights formula:1 for weights by formula");
        return IsWhole(file) ? path : throw new FileError(path, "content", $"its SHA-256 is not {file.Sha256}: it is damaged; {CommandFor(network)} fetches it again");
    }

    /// <summary>Puts a file into the folder, wholly or not at all.</summary>
    /// <param name="source">the file itself, or the package that has it (.nupkg)</param>
    /// <exception cref="FileError">the source can't be read or is another file, or the folder can't be written</exception>
    public void Place(ObtainableFile file, string source)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentException.ThrowIfNullOrEmpty(source);
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new FileError(folder, "folder", $"cannot be made: {e.Message}; name another folder in {Variable}", e);
        }

        using var stream = InputFile.Open(source);
        AtomicFile.Write(PathOf(file), target =>
        {
            try
            {
                if (string.Equals(Path.GetExtension(source), ".nupkg", StringComparison.OrdinalIgnoreCase))
                    CopyFromPackage(file, source, stream, target);
                else
                    CopyChecked(file, source, stream, target);
            }
            catch (InvalidDataException e)
            {
                throw new FileError(source, "package", $"is damaged: {e.Message}", e);
            }
        });
    }

    private static void CopyFromPackage(ObtainableFile file, string source, Stream stream, Stream target)
    {
        using var archive = new ZipArchive(stream, ZipArchiveMode.Read);
        var entry = archive.GetEntry(file.PathInPackage)
            ?? throw new FileError(source, "package", $"has no {file.PathInPackage}; take {file.Package} {file.Version}");
        using var content = entry.Open();
        CopyChecked(file, source, content, target);
    }

    /// <summary>No more than the pinned length is copied: a compressed file may be of any size.</summary>
    private static void CopyChecked(ObtainableFile file, string source, Stream content, Stream target)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[BufferBytes];
        var total = 0L;
        for (int count; total <= file.Bytes && (count = content.Read(buffer)) > 0; total += count)
        {
            hash.AppendData(buffer, 0, count);
            target.Write(buffer, 0, count);
        }

        var actual = Convert.ToHexStringLower(hash.GetHashAndReset());
        if (total != file.Bytes || !IsPinned(file, actual))
            throw new FileError(source, "content", $"is not {Path.GetFileName(file.PathInPackage)} of {file.Package} {file.Version}: {Difference(file, total, actual)}; nothing was changed");
    }

    private static string Difference(ObtainableFile file, long total, string actual) => total > file.Bytes ? $"it has more than {file.Bytes} bytes"
        : total < file.Bytes ? $"it has {total} bytes, not {file.Bytes}"
        : $"its SHA-256 is {actual}, not {file.Sha256}";

    private static bool IsPinned(ObtainableFile file, string sha256) => string.Equals(file.Sha256, sha256, StringComparison.Ordinal);
}
