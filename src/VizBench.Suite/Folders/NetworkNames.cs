namespace VizBench.Suite;

/// <summary>The names of several networks that are looked at together.</summary>
public static class NetworkNames
{
    /// <summary>Refuses networks that results can't be told apart by: their folders and rows would be one.</summary>
    /// <param name="names">names of networks, or paths of ONNX files</param>
    /// <exception cref="UserError">two of them are the same, or files of the same name</exception>
    public static void Check(IReadOnlyList<string> names)
    {
        ArgumentNullException.ThrowIfNull(names);
        var folders = names.GroupBy(name => Slug.Of(name.EndsWith(".onnx", StringComparison.OrdinalIgnoreCase) ? Path.GetFileNameWithoutExtension(name) : name), StringComparer.Ordinal);
        if (folders.FirstOrDefault(folder => folder.Count() > 1) is not { } alike)
            return;
        var (one, other) = (alike.First(), alike.ElementAt(1));
        throw new UserError(string.Equals(one, other, StringComparison.Ordinal)
            ? $"{one} is named twice; name each network once"
            : $"{one} and {other} are networks of the same name, {alike.Key}; rename one of the files");
    }
}
