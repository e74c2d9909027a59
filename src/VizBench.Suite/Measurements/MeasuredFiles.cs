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
        [.. first.SelectMany(path => Directory.Exists(path) ? Listed(path) : [path]).Select(file => new MeasuredFiles(file, Partner(file, second, isMask: false), Partner(file, mask, isMask: true)))];

    private static string[] Listed(string folder)
    {
        string[] files = [.. Entries(folder).Where(file => !IsMask(file))];
        return files.Length > 0 ? files : throw new FileError(folder, "folder", "it holds no .png, .jpg or .npy file to measure");
    }

    private static string? Partner(string file, string? path, bool isMask)
    {
        if (path is null || !Directory.Exists(path))
            return path;
        var stem = Path.GetFileNameWithoutExtension(file);
        // Where a region has a name of its own, a file of the same name beside it is the picture; and a region is nothing to be held against.
        string[] names = isMask ? [stem + ".mask", stem] : [stem];
        var entries = Entries(path).ToArray();
        return names.Select(name => entries.FirstOrDefault(other => string.Equals(Path.GetFileNameWithoutExtension(other), name, StringComparison.Ordinal))).FirstOrDefault(found => found is not null)
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
