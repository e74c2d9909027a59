using VizBench.Data.Images;
using VizBench.Files;

namespace VizBench.Suite;

/// <summary>The files of goldens, by Verify's conventions: FAMILY/CASE.verified.json|png, and .received. beside them while they differ.</summary>
public sealed class GoldenFolder(string path)
{
    private const string Verified = ".verified";
    private const string Received = ".received";

    /// <summary>The product's own.</summary>
    public static GoldenFolder Committed => new(ProductFiles.Golden);

    public string Path => path;

    /// <summary>The golden of a case; null: there is none.</summary>
    /// <exception cref="UserError">a damaged file, or another case's</exception>
    public GoldenRecord? ReadVerified(string family, string id) => Read(family, id, Verified);

    /// <summary>Makes the record the golden, both files atomically, the JSON last: where it is, the picture is too.</summary>
    internal void WriteVerified(GoldenRecord record) => Write(record, Verified);

    internal void WriteReceived(GoldenRecord record) => Write(record, Received);

    internal GoldenRecord? ReadReceived(string family, string id) => Read(family, id, Received);

    /// <summary>The path of something that a failing case leaves, for example "npy" or "diff.png".</summary>
    internal string ReceivedFile(string family, string id, string suffix) => FileOf(family, id, $"{Received}.{suffix}");

    internal void RemoveReceived(string family, string id)
    {
        var files = new[] { "json", "png", "npy", "diff.png" }.Select(suffix => ReceivedFile(family, id, suffix));
        foreach (var file in files.Where(File.Exists))
            File.Delete(file);
    }

    /// <summary>Family and case of every golden.</summary>
    internal IReadOnlyList<(string Family, string Case)> AllVerified() => All(Verified);

    internal IReadOnlyList<(string Family, string Case)> AllReceived() => All(Received);

    private (string Family, string Case)[] All(string kind)
    {
        if (!Directory.Exists(path))
            return [];
        // A picture alone counts as well: it must not be left behind unseen.
        var files = new[] { ".json", ".png" }.SelectMany(extension => Directory.EnumerateFiles(path, $"*{kind}{extension}", SearchOption.AllDirectories));
        return [.. files.Select(file => (System.IO.Path.GetFileName(System.IO.Path.GetDirectoryName(file))!, NameOf(file, kind))).Distinct().Order()];
    }

    private static string NameOf(string file, string kind) => System.IO.Path.GetFileNameWithoutExtension(file)[..^kind.Length];

    private string FileOf(string family, string id, string ending) => System.IO.Path.Combine(path, family, id + ending);

    private void Write(GoldenRecord record, string kind)
    {
        Directory.CreateDirectory(System.IO.Path.Combine(path, record.Family));
        var file = FileOf(record.Family, record.Case, kind + ".png");
        if (record.Picture is { } picture)
            AtomicFile.WriteBytes(file, IndexedPng.Encode(picture) ?? ImageFiles.Codec.EncodePng(picture));
        else
            File.Delete(file);
        JsonText.Write(FileOf(record.Family, record.Case, kind + ".json"), record);
    }

    private GoldenRecord? Read(string family, string id, string kind)
    {
        var file = FileOf(family, id, kind + ".json");
        if (!File.Exists(file))
            return null;
        var record = JsonText.Read<GoldenRecord>(file);
        // The place decides: what a file says of itself must not make another golden, or a file outside of the folder.
        if ((record.Family, record.Case) != (family, id))
            throw new FileError(file, "family and case", $"they are '{record.Family}' and '{record.Case}', and this is the place of '{family}' and '{id}'; make the file again, or move it where it belongs");
        var picture = FileOf(family, id, kind + ".png");
        return record with { Picture = File.Exists(picture) ? ImageFiles.Read(picture) : null };
    }
}
