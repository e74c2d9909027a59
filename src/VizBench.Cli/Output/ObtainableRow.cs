using VizBench.Networks.Obtaining;
using VizBench.Networks.Zoo;

namespace VizBench.Cli.Output;

/// <summary>How a network's weights are obtained, as JSON shows it.</summary>
/// <param name="Package">NuGet's id</param>
/// <param name="PackageBytes">what is downloaded</param>
/// <param name="Sha256">of the file</param>
/// <param name="Path">where the file is, or would be</param>
/// <param name="Obtained">whether it is there</param>
internal sealed record ObtainableRow(string Name, string Package, string Version, string License, long PackageBytes, long Bytes, string Sha256, string Path, bool Obtained)
{
    /// <summary>Null for a network that is not obtained.</summary>
    public static ObtainableRow? Of(NetworkEntry entry) => entry.Obtainable is not { } file ? null : new ObtainableRow(
        entry.Name, file.Package, file.Version, file.License, file.PackageBytes, file.Bytes, file.Sha256, ObtainedFiles.Default.PathOf(file), ObtainedFiles.Default.Has(file));
}
