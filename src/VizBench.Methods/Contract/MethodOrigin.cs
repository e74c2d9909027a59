namespace VizBench.Methods;

/// <summary>The plugin that a method comes from.</summary>
public interface IMethodOrigin
{
    /// <summary>The plugin's file, as it was named.</summary>
    string File { get; }

    /// <summary>SHA-256 of the file, and of the files beside it that belong to it, by their names, lower-case hexadecimal.</summary>
    SortedDictionary<string, string> Sha256 { get; }

    /// <summary>What the plugin calls itself, and its version.</summary>
    /// <exception cref="UserError">it does not say: its program does not start</exception>
    (string Name, string Version) Itself();
}
