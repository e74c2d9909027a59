using VizBench.Networks;
using VizBench.Networks.Export;

namespace VizBench.Suite;

/// <summary>The folder through which arrays and networks go to external methods and back. It is made when it is first needed, and removed at the end.</summary>
internal sealed class ExchangeFolder : IDisposable
{
    /// <summary>The networks that an evaluation has at work together: its own and the stages of randomization.</summary>
    private const int MostNetworks = 6;

    private readonly List<(WeakReference<Network> Network, string Folder)> _networks = [];
    private string? _root;
    private int _number;

    private string Root => _root ??= Directory.CreateTempSubdirectory("vizbench-exchange-").FullName;

    /// <summary>A network's folder, written once (<see cref="NetworkFolder"/>).</summary>
    /// <exception cref="FileError">it can't be written</exception>
    internal string FolderOf(Network network)
    {
        var place = _networks.FindIndex(entry => entry.Network.TryGetTarget(out var known) && ReferenceEquals(known, network));
        if (place < 0)
        {
            if (_networks.Count == MostNetworks)
            {
                Remove(_networks[0].Folder);
                _networks.RemoveAt(0);
            }

            var folder = NewFolder("network");
            NetworkFolder.Write(folder, network);
            _networks.Add((new WeakReference<Network>(network), folder));
            return folder;
        }

        // The one that was used longest ago stands first.
        var entry = _networks[place];
        _networks.RemoveAt(place);
        _networks.Add(entry);
        return entry.Folder;
    }

    /// <summary>A network as an ONNX file in its folder, written once (<see cref="OnnxFile"/>); null: it has layers that are not written so.</summary>
    /// <exception cref="FileError">it can't be written</exception>
    internal string? OnnxOf(Network network)
    {
        if (OnnxFile.Obstacle(network.Architecture) is not null)
            return null;
        var path = Path.Combine(FolderOf(network), "model.onnx");
        if (!File.Exists(path))
            OnnxFile.Write(path, network);
        return path;
    }

    /// <summary>A folder for the arrays of one request; whoever asked removes it.</summary>
    internal string ForRequest() => NewFolder("request");

    public void Dispose()
    {
        if (_root is not null)
            Remove(_root);
    }

    /// <summary>Removes a folder, as far as the system lets it go.</summary>
    internal static void Remove(string folder)
    {
        if (!Directory.Exists(folder))
            return;
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // What an adapter has put there and keeps busy is the system's to clean: it lies in its folder for temporary files.
        }
    }

    private string NewFolder(string kind) => Directory.CreateDirectory(Path.Combine(Root, $"{kind}-{++_number}")).FullName;
}
