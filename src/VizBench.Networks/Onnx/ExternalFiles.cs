using System.Globalization;
using Microsoft.Win32.SafeHandles;
using VizBench.Networks.Weights;

namespace VizBench.Networks.Onnx;

/// <summary>
/// The files in which a model keeps weights outside its own. A location is a path inside the model's folder: anything that
/// leads out of it, by its words or by a link, is refused, since a model is somebody else's file.
/// </summary>
internal sealed class ExternalFiles(string model) : IDisposable
{
    private const int MaxLinks = 40;

    private readonly Dictionary<string, (SafeFileHandle Handle, string Path, long Length)> _open = new(StringComparer.Ordinal);
    private readonly List<string> _paths = [];

    /// <summary>Those that were opened, in the order of their first use.</summary>
    internal IReadOnlyList<string> Paths => _paths;

    public void Dispose()
    {
        foreach (var (handle, _, _) in _open.Values)
            handle.Dispose();
    }

    /// <param name="needed">how many bytes the tensor's shape and type need</param>
    /// <exception cref="FileError">the location is not allowed, or the file lacks the bytes</exception>
    internal WeightBytes BytesOf(OnnxTensor tensor, long needed)
    {
        var entries = tensor.External!;
        var (handle, path, length) = Opened(tensor, entries.GetValueOrDefault("location") ?? "");
        var offset = Number(tensor, entries, "offset") ?? 0;
        var given = Number(tensor, entries, "length");
        if (given is { } bytes && bytes != needed)
            throw Wrong(tensor, $"its external data has length {bytes}, its shape ({string.Join(", ", tensor.Shape)}) of {tensor.Type} needs {needed}");
        if (offset > length || needed > length - offset)
            throw Wrong(tensor, $"its {needed} bytes from offset {offset} pass the end of '{OneLine.Of(path)}' ({length} bytes); the file is incomplete: fetch it again");
        return new FileBytes(handle, path, tensor.Place, offset, needed);
    }

    private long? Number(OnnxTensor tensor, IReadOnlyDictionary<string, string> entries, string key)
    {
        if (!entries.TryGetValue(key, out var text))
            return null;
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw Wrong(tensor, $"its external data has {key} '{OneLine.Of(text)}', which is no count of bytes");
    }

    private (SafeFileHandle Handle, string Path, long Length) Opened(OnnxTensor tensor, string location)
    {
        if (_open.TryGetValue(location, out var open))
            return open;
        var path = Resolved(tensor, location);
        SafeFileHandle? handle = null;
        try
        {
            handle = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
            open = (handle, path, RandomAccess.GetLength(handle));
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new FileError(model, tensor.Place, $"its external data '{OneLine.Of(location)}' is missing beside the model; put it into the model's folder", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            handle?.Dispose();
            throw new FileError(model, tensor.Place, $"its external data '{OneLine.Of(location)}' can't be read: {e.Message}", e);
        }

        _open[location] = open;
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
            foreach (var part in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
            {
                var next = Path.Combine(real, part);
                var target = new FileInfo(next).ResolveLinkTarget(returnFinalTarget: true);
                real = target is null ? next : RealPath(target.FullName, links + 1);
            }

            return real;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new FileError(model, "external data", $"'{OneLine.Of(path)}' can't be followed: {e.Message}", e);
        }
    }

    private FileError Wrong(OnnxTensor tensor, string reason) => new(model, tensor.Place, reason);
}
