using VizBench.Data.Images;

namespace VizBench.Data.Folders;

/// <summary>
/// Other people's pictures in the usual layout: CLASS/picture.png, or SPLIT/CLASS/picture.png where all top folders are named
/// train, val, valid, validation or test. Opening lists names only; a picture is read when it is asked for. Classes are in
/// ordinal order of their names, pictures in that of theirs; hidden files and what is not .png, .jpg or .jpeg are left out.
/// </summary>
public sealed class ImageFolder
{
    /// <summary>More pictures than this are refused.</summary>
    public const int MostImages = 5_000_000;

    /// <summary>More classes than this are refused.</summary>
    public const int MostClasses = 100_000;

    private static readonly string[] Splits = ["train", "val", "valid", "validation", "test"];

    private ImageFolder(string path, IReadOnlyList<string> classes, IReadOnlyList<FolderImage> images) => (Path, Classes, Images) = (path, classes, images);

    public string Path { get; }

    public IReadOnlyList<string> Classes { get; }

    public IReadOnlyList<FolderImage> Images { get; }

    /// <exception cref="FileError">no such folder, no class folders, a class without pictures, or too many of them</exception>
    public static ImageFolder Open(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (!Directory.Exists(path))
            throw new FileError(path, "folder", File.Exists(path) ? "it is a file; name a folder" : "it does not exist; check the path");
        var top = Folders(path);
        if (top.Count == 0)
            throw new FileError(path, "folder", "it has no class folders; put each class's pictures into a folder with the class's name");
        var split = top.All(name => Splits.Contains(name, StringComparer.Ordinal));
        (string? Split, string Class)[] found = split
            ? [.. top.SelectMany(name => Folders(System.IO.Path.Combine(path, name)).Select(kind => ((string?)name, kind)))]
            : [.. top.Select(kind => ((string?)null, kind))];
        if (found.Length == 0)
            throw new FileError(path, "folder", "its splits have no class folders; the layout is SPLIT/CLASS/picture.png");
        string[] classes = [.. found.Select(pair => pair.Class).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        if (classes.Length > MostClasses)
            throw new FileError(path, "folder", $"it has more than {MostClasses} classes");
        var images = new List<FolderImage>();
        foreach (var (part, kind) in found)
            AddImages(images, path, part, kind, Array.BinarySearch(classes, kind, StringComparer.Ordinal));
        return new ImageFolder(path, classes, images);
    }

    /// <summary>The pixels of one of <see cref="Images"/>.</summary>
    /// <exception cref="FileError">it can't be read as a picture, or is a link out of the folder</exception>
    public RgbImage Read(FolderImage image)
    {
        ArgumentNullException.ThrowIfNull(image);
        return ImageFiles.Read(FolderPath.Inside(Path, image.File, Path, "folder"));
    }

    private static void AddImages(List<FolderImage> images, string path, string? split, string kind, int number)
    {
        var inside = split is null ? kind : $"{split}/{kind}";
        var before = images.Count;
        foreach (var name in Listed(System.IO.Path.Combine(path, inside), Directory.EnumerateFiles, MostImages - images.Count).Where(IsPicture))
            images.Add(new FolderImage($"{inside}/{name}", split, number));
        if (images.Count == before)
            throw new FileError(System.IO.Path.Combine(path, inside), "class folder", "it holds no .png, .jpg or .jpeg; fill or remove it");
    }

    private static IReadOnlyList<string> Folders(string path) => Listed(path, Directory.EnumerateDirectories, MostClasses);

    private static string[] Listed(string path, Func<string, IEnumerable<string>> enumerate, int most)
    {
        try
        {
            string[] names = [.. enumerate(path).Select(entry => System.IO.Path.GetFileName(entry)).Where(name => name[0] != '.').Take(most + 1)];
            if (names.Length > most)
                throw new FileError(path, "folder", $"it has more entries than the {most} that are read; divide the data set");
            Array.Sort(names, StringComparer.Ordinal);
            return names;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new FileError(path, "folder", $"cannot be listed: {e.Message}", e);
        }
    }

    private static bool IsPicture(string name) => System.IO.Path.GetExtension(name).ToLowerInvariant() is ".png" or ".jpg" or ".jpeg";
}

/// <summary>A picture that an <see cref="ImageFolder"/> lists.</summary>
/// <param name="File">relative to the folder, with / between the names</param>
/// <param name="Split">null where the folder has none</param>
/// <param name="Class">0-based into <see cref="ImageFolder.Classes"/></param>
public sealed record FolderImage(string File, string? Split, int Class);
