using VizBench.Files;
using VizBench.Networks;
using VizBench.Networks.Zoo;

namespace VizBench.Methods;

/// <summary>The files of a method's further networks.</summary>
public static class CompanionFiles
{
    /// <summary>SHA-256 of the weights of each of <see cref="Method.CompanionsFor"/>, by name: with the network's own they decide a result.</summary>
    /// <exception cref="UserError">a name is unknown, or a file is missing</exception>
    public static SortedDictionary<string, string> HashesOf(Method method, Architecture architecture, string? layer)
    {
        ArgumentNullException.ThrowIfNull(method);
        return new(method.CompanionsFor(architecture, layer).ToDictionary(name => name, name => InputFile.Sha256(FileOf(name)), StringComparer.Ordinal), StringComparer.Ordinal);
    }

    private static string FileOf(string name) => GeneratorCatalogue.Has(name) ? GeneratorCatalogue.FileOf(GeneratorCatalogue.Named(name)) : NetworkCatalogue.CommittedFile(NetworkCatalogue.Named(name));
}
