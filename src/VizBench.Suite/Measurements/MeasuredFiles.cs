namespace VizBench.Suite;

/// <summary>The files that belong together: what is measured, what it is held against, its mask.</summary>
/// <param name="First">the file that is measured</param>
/// <param name="Second">that it is held against; null: none</param>
/// <param name="Mask">the region of truth; null: none</param>
internal sealed record MeasuredFiles(string First, string? Second, string? Mask)
{
    /// <summary>Of files and folders: a folder stands for its files, and its partners come from a folder by their names, or are one file for all.</summary>
    /// <exception cref="FileError">something isn't there, a folder holds nothing to measure, or a file has no partner</exception>
    internal static IReadOnlyList<MeasuredFiles> Of(IReadOnlyList<string> first, string? second, string? mask) =>
        [.. first.SelectMany(path => Directory.Exists(path) ? Listed(path) : [path]).Select(file => new MeasuredFiles(file, Partner(file, second), Partner(file, mask)))];

    private static string[] Listed(string folder)
    {
        string[] files = [.. Entries(folder).Where(file => !IsMask(file))];
        return files.Length > 0 ? files : throw new FileError(folder, "folder", "it holds no .png, .jpg or .npy file to measure");
    }

    private static string? Partner(string file, string? path)
    {
        if (path is null || !Directory.Exists(path))
            return path;
        var stem = Path.GetFileNameWithoutExtension(file);
        return Entries(path).FirstOrDefault(other => Path.GetFileNameWithoutExtension(other) is var name && (string.Equals(name, stem, StringComparison.Ordinal) || string.Equals(name, stem + ".mask", StringComparison.Ordinal)))
            ?? throw new FileError(path, "folder", $"it holds no partner of {file}; a partner has the same name, {stem}.png, .jpg or .npy");
    }

    private static IEnumerable<string> Entries(string folder)
    {
        try
        {
            return Directory.EnumerateFiles(folder).Where(file => Path.GetExtension(file).ToLowerInvariant() is ".png" or ".jpg" or ".jpeg" or ".npy" && !Path.GetFileName(file).StartsWith('.'))
                .Order(StringComparer.Ordinal).ToArray();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new FileError(folder, "folder", $"cannot be listed: {e.Message}", e);
        }
    }

    private static bool IsMask(string file) => file.EndsWith(".mask.png", StringComparison.OrdinalIgnoreCase);
}
