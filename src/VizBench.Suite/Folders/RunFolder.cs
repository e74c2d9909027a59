using System.Globalization;

namespace VizBench.Suite;

/// <summary>Where the things of a run lie.</summary>
internal sealed class RunFolder(string path)
{
    internal const string ReportPage = "report.html";
    internal const string ManifestFile = "manifest.json";
    private const string LockFile = "run.lock";

    internal string Path => path;

    internal string Manifest => In(ManifestFile);

    internal string Journal => In("journal.jsonl");

    internal string Sheet => In("sheet.png");

    internal string ReportJson => In("report.json");

    internal string Report => In(ReportPage);

    /// <summary>A picture of the input as a network sees it; networks differ in size, so each has its own.</summary>
    internal static string InputPicture(string network, string inputId) => $"inputs/{Slug.Of(network)}.{inputId}.png";

    internal static string Result(string id) => $"cases/{id}/result.npy";

    internal static string Facts(string id) => $"cases/{id}/result.json";

    internal static string Picture(string id) => $"cases/{id}/result.png";

    internal static string Overlay(string id) => $"cases/{id}/overlay.png";

    internal string In(string relative) => System.IO.Path.Combine(path, relative);

    /// <summary>The full path of a file of the folder; its own folder is made.</summary>
    internal string MakeRoomFor(string relative)
    {
        var full = In(relative);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(full)!);
        return full;
    }

    /// <summary>A run's own folder, new or empty.</summary>
    /// <exception cref="UserError">it holds something already, or can't be made</exception>
    internal static RunFolder Create(string? given, string suite, DateTimeOffset now)
    {
        var path = given ?? System.IO.Path.Combine("runs", $"{Slug.Of(suite)}-{now.ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture)}");
        if (path.Length == 0)
            throw new UserError("--out names no folder; give a new one, or leave the option out");
        if (File.Exists(path))
            throw new UserError($"{path} is a file; name a folder with --out");
        if (Directory.Exists(path) && Directory.EnumerateFileSystemEntries(path).Any())
            throw new UserError($"{path} is not empty; name a new folder with --out, or remove it first");
        try
        {
            return new RunFolder(Directory.CreateDirectory(path).FullName);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserError($"{path} can't be made: {e.Message}; name another folder with --out", e);
        }
    }

    /// <summary>Keeps other runs out of the folder until it is disposed of, or the process ends.</summary>
    /// <exception cref="UserError">a run is writing there</exception>
    internal IDisposable Hold()
    {
        try
        {
            // Not the journal itself: reports of a run that goes on may read that.
            return new FileStream(In(LockFile), FileMode.OpenOrCreate, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose);
        }
        catch (IOException e)
        {
            throw new UserError($"{path} can't be held: {e.Message} If another run writes there, wait for its end, or name a new folder with --out", e);
        }
    }

    /// <summary>Whether a run is writing here.</summary>
    internal bool IsHeld
    {
        get
        {
            if (!File.Exists(In(LockFile)))
                return false;
            try
            {
                using var held = new FileStream(In(LockFile), FileMode.Open, FileAccess.Read, FileShare.None);
                return false;
            }
            catch (FileNotFoundException)
            {
                // It has just ended.
                return false;
            }
            catch (IOException)
            {
                return true;
            }
        }
    }

    /// <summary>The folder of a run to go on with; where it isn't there or is empty, a new run's.</summary>
    /// <exception cref="UserError">it holds something that isn't a run, or can't be made, or none is named</exception>
    internal static RunFolder Reopen(string? given, string suite, DateTimeOffset now)
    {
        if (given is null)
            throw new UserError("--resume: name the run's folder with --out");
        return Directory.Exists(given) && Directory.EnumerateFileSystemEntries(given).Any() ? Open(given) : Create(given, suite, now);
    }

    /// <exception cref="UserError">the folder isn't there, or isn't a run's</exception>
    internal static RunFolder Open(string path)
    {
        if (!Directory.Exists(path))
            throw new UserError($"{path}: there is no such folder; name the folder of a run");
        var folder = new RunFolder(System.IO.Path.GetFullPath(path));
        return File.Exists(folder.Manifest) ? folder : throw new UserError($"{path} has no {ManifestFile}, so it isn't a run's folder; vizbench run writes one");
    }
}
