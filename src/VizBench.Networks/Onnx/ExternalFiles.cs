using System.Globalization;
using Microsoft.Win32.SafeHandles;
using VizBench.Files;
using VizBench.Networks.Weights;

namespace VizBench.Networks.Onnx;

/// <summary>
/// The files in which a model keeps weights outside its own. A location is a path inside the model's folder: anything that
/// leads out of it, by its words or by a link, is refused, since a model is somebody else's file.
/// </summary>
internal sealed class ExternalFiles(string model) : IDisposable
{
    private const int MaxLinks = 40;

    private readonly Dictionary<string, (SafeFileHandle Handle, long Length)> _open = new(StringComparer.Ordinal);
    private readonly List<string> _paths = [];

    /// <summary>Those that were opened, in the order of their first use.</summary>
    internal IReadOnlyList<string> Paths => _paths;

    public void Dispose()
    {
        foreach (var (handle, _) in _open.Values)
            handle.Dispose();
    }

    /// <summary>The bytes of a tensor; the file that holds them is opened when they are first read.</summary>
    /// <param name="needed">how many bytes the tensor's shape and type need</param>
    /// <exception cref="FileError">the location is not allowed, or its length is not that of the tensor</exception>
    internal WeightBytes BytesOf(OnnxTensor tensor, long needed)
    {
        var entries = tensor.External!;
        var path = Resolved(tensor, entries.GetValueOrDefault("location") ?? "");
        var offset = Number(tensor, entries, "offset") ?? 0;
        var given = Number(tensor, entries, "length");
        return given is { } bytes && bytes != needed
            ? throw Wrong(tensor, $"its external data has length {bytes}, its shape ({string.Join(", ", tensor.Shape)}) of {tensor.Type} needs {needed}")
            : new ExternalBytes(() => Opened(tensor, path, offset, needed), needed);
    }

    private FileBytes Opened(OnnxTensor tensor, string path, long offset, long needed)
    {
        var (handle, length) = Opened(tensor, path);
        return offset <= length && needed <= length - offset
            ? new FileBytes(handle, path, tensor.Place, offset, needed)
            : throw Wrong(tensor, $"its {needed} bytes from offset {offset} pass the end of '{OneLine.Of(path)}' ({length} bytes); the file is incomplete: fetch it again");
    }

    private long? Number(OnnxTensor tensor, IReadOnlyDictionary<string, string> entries, string key)
    {
        if (!entries.TryGetValue(key, out var text))
            return null;
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw Wrong(tensor, $"its external data has {key} '{OneLine.Of(text)}', which is no count of bytes");
    }

    private (SafeFileHandle Handle, long Length) Opened(OnnxTensor tensor, string path)
    {
        if (_open.TryGetValue(path, out var open))
            return open;
        PipeCheck.Refuse(path);
        SafeFileHandle? handle = null;
        try
        {
            handle = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
            open = (handle, RandomAccess.GetLength(handle));
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw Wrong(tensor, $"its external data is missing: there is no '{OneLine.Of(path)}'; put it there, beside the model", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            handle?.Dispose();
            throw Wrong(tensor, $"its external data '{OneLine.Of(path)}' can't be read: {e.Message}", e);
        }

        _open[path] = open;
        _paths.Add(path);
        return open;
    }

    private string Resolved(OnnxTensor tensor, string location)
    {
        var parts = location.Split('/', '\\');
        if (location.Length == 0 || location.Contains('\0', StringComparison.Ordinal) || Path.IsPathRooted(location) || location[0] == '\\'
            || parts.Contains("..", StringComparer.Ordinal) || parts[0].EndsWith(':'))
        {
            throw Wrong(tensor, $"its external data lies at '{OneLine.Of(location)}'; a location is a path inside the model's folder");
        }

        var folder = Path.GetDirectoryName(Path.GetFullPath(model))!;
        var path = Path.Combine(folder, location);
        var (realFolder, realPath) = (RealPath(folder), RealPath(path));
        return realPath.StartsWith(realFolder.TrimEnd('/') + "/", StringComparison.Ordinal)
            ? path
            : throw Wrong(tensor, $"its external data '{OneLine.Of(location)}' is a link that leads out of the model's folder; copy the file into the folder");
    }

    // The path with every link on it followed; parts that don't exist stay as they are.
    private string RealPath(string path, int links = 0)
    {
        if (links > MaxLinks)
            throw new FileError(model, "external data", $"'{OneLine.Of(path)}' can't be followed: more than {MaxLinks} links");
        try
        {
            var real = "/";
            foreach (var part in path.Split('/', StringSplitOptions.RemoveEmptyEntries).Where(part => part is not "."))
            {
                // As the system does: the parent of where the links led so far.
                var next = part is ".." ? Path.GetDirectoryName(real) ?? "/" : Path.Combine(real, part);
                real = new FileInfo(next).LinkTarget is { } target ? RealPath(Path.Combine(real, target), links + 1) : next;
            }

            return real;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new FileError(model, "external data", $"'{OneLine.Of(path)}' can't be followed: {e.Message}", e);
        }
    }

    private FileError Wrong(OnnxTensor tensor, string reason, Exception? inner = null) => new(model, tensor.Place, reason, inner);
}
