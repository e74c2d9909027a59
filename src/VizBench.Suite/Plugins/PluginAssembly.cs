using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.Loader;
using System.Security.Cryptography;
using VizBench.Files;
using VizBench.Methods;

namespace VizBench.Suite;

/// <summary>A .NET assembly whose records that bear a <see cref="MethodAttribute"/> are methods beside the product's own.</summary>
internal sealed class PluginAssembly : IMethodOrigin
{
    private const long LargestFile = 256 << 20;

    // What was loaded stays: .NET gives up an assembly only when nothing of it is in use any more.
    private static readonly ConcurrentDictionary<(string Path, string Sha256), Assembly> s_loaded = new();

    private readonly Assembly _assembly;

    private PluginAssembly(string file, string sha256, Assembly assembly)
    {
        (File, _assembly) = (file, assembly);
        Sha256 = new(StringComparer.Ordinal) { [Path.GetFileName(file)] = sha256 };
        AddWhatLiesBeside(assembly);
    }

    public string File { get; }

    public SortedDictionary<string, string> Sha256 { get; }

    public (string Name, string Version) Itself()
    {
        var name = _assembly.GetName();
        return (name.Name ?? Path.GetFileName(File), _assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? name.Version?.ToString() ?? "unknown");
    }

    /// <param name="file">as it was named</param>
    /// <exception cref="UserError">it is no assembly, or was made for another VizBench, or holds no method</exception>
    internal static IReadOnlyList<Methods.MethodInfo> Read(string file)
    {
        var bytes = InputFile.ReadBytes(file, LargestFile);
        var path = Path.GetFullPath(file);
        try
        {
            var sha256 = Convert.ToHexStringLower(SHA256.HashData(bytes));
            var plugin = new PluginAssembly(file, sha256, s_loaded.GetOrAdd((path, sha256), _ => new Surroundings(path).LoadFromStream(new MemoryStream(bytes))));
            var methods = MethodRegistry.In(plugin._assembly, plugin);
            return methods.Count > 0 ? methods : throw new FileError(file, "assembly", "no public record in it derives from VizBench.Methods.Method and bears [Method(…)]; add one");
        }
        catch (BadImageFormatException e)
        {
            throw new FileError(file, "file", "it is no .NET assembly; name the plugin's .dll, or a description's .json", e);
        }
        catch (Exception e) when (e is ReflectionTypeLoadException or TypeLoadException or MissingMemberException or FileLoadException or FileNotFoundException or InvalidCastException or TargetInvocationException or CustomAttributeFormatException)
        {
            var cause = e is ReflectionTypeLoadException { LoaderExceptions: [{ } first, ..] } ? first : e.InnerException ?? e;
            throw new FileError(file, "assembly", $"its methods can't be loaded: {OneLine.Beginning(cause.Message, 200)}; build it anew against this VizBench", e);
        }
    }

    /// <summary>Assemblies of its own that it refers to, and those that they refer to.</summary>
    private void AddWhatLiesBeside(Assembly assembly)
    {
        foreach (var name in assembly.GetReferencedAssemblies())
        {
            if (Beside(name) is not { } other)
                continue;
            if (AssemblyLoadContext.GetLoadContext(other) is not Surroundings || other.Location is not { Length: > 0 } path || Sha256.ContainsKey(Path.GetFileName(path)))
                continue;
            Sha256.Add(Path.GetFileName(path), Convert.ToHexStringLower(SHA256.HashData(InputFile.ReadBytes(path, LargestFile))));
            AddWhatLiesBeside(other);
        }
    }

    // One that isn't there may not be needed; if it is, the methods that need it can't be loaded, which is told then.
    private Assembly? Beside(AssemblyName name)
    {
        try
        {
            return AssemblyLoadContext.GetLoadContext(_assembly)!.LoadFromAssemblyName(name);
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }

    /// <summary>The product's assemblies are shared with the plugin; what else it needs lies beside it.</summary>
    private sealed class Surroundings(string path) : AssemblyLoadContext(Path.GetFileNameWithoutExtension(path))
    {
        private readonly AssemblyDependencyResolver _beside = new(path);

        protected override Assembly? Load(AssemblyName assemblyName)
        {
            try
            {
                // A second copy of the product's own, which may lie beside the plugin, would have other types.
                return Default.LoadFromAssemblyName(assemblyName);
            }
            catch (Exception e) when (e is FileNotFoundException or FileLoadException)
            {
                return _beside.ResolveAssemblyToPath(assemblyName) is { } found ? LoadFromAssemblyPath(found) : null;
            }
        }
    }
}
