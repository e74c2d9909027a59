using VizBench.Files;
using VizBench.Networks;
using VizBench.Networks.Zoo;

namespace VizBench.Methods;

/// <summary>The files of a method's further networks.</summary>
public static class CompanionFiles
{
    /// <summary>SHA-256 of the weights of each, in the order of <see cref="Method.CompanionsFor"/>: with the network's own they decide a result.</summary>
    /// <exception cref="UserError">a name is unknown, or a file is missing</exception>
    public static IReadOnlyList<string> HashesOf(Method method, Architecture architecture, string? layer) => [.. method.CompanionsFor(architecture, layer).Select(FileOf).Select(InputFile.Sha256)];

    private static string FileOf(string name) => GeneratorCatalogue.Has(name) ? GeneratorCatalogue.FileOf(GeneratorCatalogue.Named(name)) : NetworkCatalogue.CommittedFile(NetworkCatalogue.Named(name));
}
