using System.Globalization;

namespace VizBench.Networks.Obtaining;

/// <summary>A file of a NuGet package with a network's trained weights, pinned by its hash.</summary>
public sealed record ObtainableFile
{
    private const double Megabyte = 1e6;

    /// <summary>The package's id.</summary>
    public required string Package { get; init; }

    public required string Version { get; init; }

    /// <summary>The file in the package, with forward slashes.</summary>
    public required string PathInPackage { get; init; }

    /// <summary>What the file is called on this machine.</summary>
    public required string FileName { get; init; }

    /// <summary>Of the file, lower-case hexadecimal.</summary>
    public required string Sha256 { get; init; }

    /// <summary>The file's length.</summary>
    public required long Bytes { get; init; }

    /// <summary>The package's length: what is downloaded.</summary>
    public required long PackageBytes { get; init; }

    /// <summary>The package's license, by its SPDX identifier.</summary>
    public required string License { get; init; }

    /// <summary>Who holds the copyright, as the package's license says.</summary>
    public required string Holder { get; init; }

    /// <summary>Size of the download and license, for people.</summary>
    public string Terms => $"{(PackageBytes / Megabyte).ToString("0.0", CultureInfo.InvariantCulture)} MB to download, {License} license";
}
