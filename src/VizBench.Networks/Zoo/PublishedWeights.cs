namespace VizBench.Networks.Zoo;

/// <summary>A weights file that torchvision publishes, known by its name and by how its hash begins.</summary>
/// <param name="FileName">as published; its last part before the extension is the beginning of the file's SHA-256</param>
/// <param name="Name">what torchvision calls these weights of the network</param>
/// <param name="Resize">the shorter side of pictures after resizing, as published with the file, pixels</param>
public sealed record PublishedWeights(string FileName, string Name, int Resize)
{
    private const int PrefixLength = 8;

    /// <summary>The first eight hexadecimal digits of the file's SHA-256, lower case: torchvision writes them into the name.</summary>
    public string Sha256Prefix => Path.GetFileNameWithoutExtension(FileName)[^PrefixLength..];

    /// <summary>Where torchvision gets the file from.</summary>
    public string Url => $"https://download.pytorch.org/models/{FileName}";

    internal bool IsOf(string sha256) => sha256.StartsWith(Sha256Prefix, StringComparison.Ordinal);
}
