using VizBench.Methods;

namespace VizBench.Suite;

/// <summary>
/// The plugins that a person has named: assemblies (.dll) and descriptions of external methods (.json). Their methods are beside the
/// product's own (<see cref="MethodRegistry"/>) until it is disposed of; then their programs end.
/// </summary>
public sealed class PluginSet : IDisposable
{
    /// <summary>The environment variable that names plugins, separated by colons.</summary>
    public const string Variable = "VIZBENCH_PLUGINS";

    private readonly ExchangeFolder _exchange = new();
    private readonly List<Adapter> _adapters = [];
    private readonly IDisposable _registered;

    private PluginSet(IEnumerable<string> files)
    {
        Methods = [.. files.DistinctBy(Path.GetFullPath, StringComparer.Ordinal).SelectMany(Read)];
        _registered = MethodRegistry.With(Methods);
    }

    /// <summary>In the order of the files.</summary>
    public IReadOnlyList<MethodInfo> Methods { get; }

    /// <summary>Reads plugins; of external methods the descriptions alone, their programs start when they are first used.</summary>
    /// <exception cref="UserError">a file that is no plugin, or two methods of one id</exception>
    public static PluginSet Load(IEnumerable<string> files) => new(files);

    public void Dispose()
    {
        _registered.Dispose();
        _adapters.ForEach(adapter => adapter.Dispose());
        _exchange.Dispose();
    }

    private IReadOnlyList<MethodInfo> Read(string file)
    {
        if (file.Length == 0)
            throw new UserError("--plugin names no file; give a .dll or the .json of an external method");
        if (file.EndsWith(".dll", StringComparison.OrdinalIgnoreCase))
            return PluginAssembly.Read(file);
        if (!file.EndsWith(".json", StringComparison.OrdinalIgnoreCase))
            throw new UserError($"{file}: a plugin is a .NET assembly (.dll) or the description of an external method (.json)");
        var (adapter, methods) = PluginDescription.Read(file, _exchange);
        _adapters.Add(adapter);
        return methods;
    }
}
