namespace VizBench.Networks.Weights;

/// <summary>Weight files of every format that the product reads, told apart by their first bytes.</summary>
public static class WeightsFile
{
    /// <summary>The tensors by name; they stay in the file until they are asked for.</summary>
    /// <exception cref="FileError">the file is missing, can't be read, is of no known format, or breaks a rule of its format</exception>
    public static StateDict Read(string path) => SafetensorsFile.Read(path);
}
