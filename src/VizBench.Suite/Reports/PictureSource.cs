using VizBench.Files;

namespace VizBench.Suite;

/// <summary>A run's pictures as data URIs, so that the page is one file.</summary>
internal sealed class PictureSource(RunFolder folder)
{
    private const long LargestPicture = 64 << 20;

    /// <param name="relative">as report.json names it</param>
    /// <exception cref="FileError">it is missing, or a path that leaves the folder</exception>
    internal string DataUri(string relative)
    {
        // report.json may come from elsewhere: it must not make the page carry other files of this machine.
        var full = Path.GetFullPath(folder.In(relative));
        if (!full.StartsWith(folder.Path.TrimEnd('/') + "/", StringComparison.Ordinal) || !full.EndsWith(".png", StringComparison.Ordinal))
            throw new FileError(folder.ReportJson, relative, "the picture lies outside of the run's folder");
        return "data:image/png;base64," + Convert.ToBase64String(InputFile.ReadBytes(full, LargestPicture));
    }
}
