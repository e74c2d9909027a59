using VizBench.Data.Broden;
using VizBench.Data.Images;

namespace VizBench.Data.Folders;

/// <summary>
/// Pictures of a person's own: files and folders, in the order given, each folder's pictures in ordinal order of their paths. In a
/// folder, a sub-folder's name is the class of the pictures in it, as torchvision's ImageFolder has it (CLASS/picture.jpg, or
/// SPLIT/CLASS/picture.jpg). NAME.mask.png beside NAME.png or NAME.jpg is that picture's region. A folder with an index.csv is a data
/// set in Broden's layout. Opening lists names only; pictures and masks are read when they are asked for.
/// </summary>
public sealed class PictureSet
{
    private const string MaskEnding = ".mask.png";
    private const int Levels = 2;
    private const int NamedInNote = 3;

    private PictureSet(IReadOnlyList<OwnPicture> pictures, IReadOnlyList<string> notes) => (Pictures, Notes) = (pictures, notes);

    public IReadOnlyList<OwnPicture> Pictures { get; }

    /// <summary>What was passed over, a line for each folder.</summary>
    public IReadOnlyList<string> Notes { get; }

    /// <summary>Whether a path is a folder of pictures rather than one file.</summary>
    public static bool IsFolder(string path) => Directory.Exists(path);

    /// <param name="paths">files (.png, .jpg, .jpeg, or of these formats by content) and folders</param>
    /// <param name="limit">only the first so many pictures; null: all</param>
    /// <exception cref="FileError">a file or folder that isn't there, a folder without pictures or with too many, an index that can't be read</exception>
    public static PictureSet Of(IReadOnlyList<string> paths, long? limit = null)
    {
        ArgumentNullException.ThrowIfNull(paths);
        var (pictures, notes) = (new List<OwnPicture>(), new List<string>());
        foreach (var path in paths)
        {
            if (!Directory.Exists(path))
                pictures.Add(Single(path));
            else if (File.Exists(Path.Combine(path, "index.csv")))
                pictures.AddRange(OfBroden(path));
            else
                pictures.AddRange(OfFolder(path, notes));
        }

        return new PictureSet(limit is { } most && most < pictures.Count ? pictures[..(int)most] : pictures, notes);
    }

    private static OwnPicture Single(string path)
    {
        if (!File.Exists(path))
            throw new FileError(path, "file", "it does not exist; check the path");
        var mask = Path.Combine(Path.GetDirectoryName(path) ?? "", Path.GetFileNameWithoutExtension(path) + MaskEnding);
        return new OwnPicture(Path.GetFileName(path), path, null, File.Exists(mask) && !IsMask(path) ? new MaskTruth(mask) : null);
    }

    private static IEnumerable<OwnPicture> OfBroden(string path)
    {
        var dataset = BrodenDataset.Open(path);
        return dataset.Images.Select(image => new OwnPicture(image.File, Path.Combine(path, "images", image.File), null, new BrodenTruth(dataset, image)));
    }

    private static IEnumerable<OwnPicture> OfFolder(string path, List<string> notes)
    {
        var files = Listed(path);
        var masks = files.Where(IsMask).ToHashSet(StringComparer.Ordinal);
        string[] pictures = [.. files.Where(file => !IsMask(file) && IsPicture(file))];
        if (pictures.Length == 0)
            throw new FileError(path, "folder", "it holds no .png, .jpg or .jpeg picture; name a folder of pictures, or one whose sub-folders hold them");
        var used = new HashSet<string>(StringComparer.Ordinal);
        var found = new List<OwnPicture>(pictures.Length);
        foreach (var name in pictures)
        {
            var mask = Path.ChangeExtension(name, null) + MaskEnding;
            if (masks.Contains(mask))
                used.Add(mask);
            var parts = name.Split('/');
            found.Add(new OwnPicture(name, Path.Combine(path, name), parts.Length > 1 ? parts[^2] : null, masks.Contains(mask) ? new MaskTruth(Path.Combine(path, mask)) : null));
        }

        string[] passedOver = [.. files.Where(file => IsMask(file) ? !used.Contains(file) : !IsPicture(file))];
        if (passedOver.Length > 0)
        {
            notes.Add(
                $"{path}: {(passedOver.Length == 1 ? "1 file that is no picture is" : FormattableString.Invariant($"{passedOver.Length} files that are no pictures are"))} passed over "
                + $"({string.Join(", ", passedOver.Take(NamedInNote).Select(OneLine.Of))}{(passedOver.Length > NamedInNote ? ", …" : "")})");
        }

        return found;
    }

    /// <summary>All files down to the second level, hidden ones left out, with / between the names, in ordinal order.</summary>
    private static string[] Listed(string path)
    {
        try
        {
            var options = new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = Levels, AttributesToSkip = FileAttributes.Hidden, IgnoreInaccessible = false };
            string[] names = [.. Directory.EnumerateFiles(path, "*", options).Take(ImageFolder.MostImages + 1).Select(file => Path.GetRelativePath(path, file).Replace(Path.DirectorySeparatorChar, '/'))];
            if (names.Length > ImageFolder.MostImages)
                throw new FileError(path, "folder", $"it has more entries than the {ImageFolder.MostImages} that are read; divide it");
            Array.Sort(names, StringComparer.Ordinal);
            return names;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new FileError(path, "folder", $"cannot be listed: {e.Message}", e);
        }
    }

    private static bool IsPicture(string name) => Path.GetExtension(name).ToLowerInvariant() is ".png" or ".jpg" or ".jpeg";

    private static bool IsMask(string name) => name.EndsWith(MaskEnding, StringComparison.OrdinalIgnoreCase);
}

/// <summary>A picture of a person's own, not yet read.</summary>
/// <param name="Name">its path in its folder, with / between the names; a single file's name</param>
/// <param name="File">where it lies</param>
/// <param name="Class">its class's name, which is its sub-folder's; null: none</param>
/// <param name="Truth">its regions; null: not known</param>
public sealed record OwnPicture(string Name, string File, string? Class, PictureTruth? Truth)
{
    /// <exception cref="FileError">it can't be read as a picture</exception>
    public RgbImage Read() => ImageFiles.Read(File);
}
