namespace VizBench;

/// <summary>A file that can't be used: the message names the file, the place inside it and the reason.</summary>
public sealed class FileError : UserError
{
    /// <param name="path">the file as the user named it</param>
    /// <param name="place">where in the file, for example "header" or "tensor 'features.0.weight'"</param>
    /// <param name="reason">what is wrong there, and what would be right</param>
    public FileError(string path, string place, string reason, Exception? inner = null)
        : base($"{path}: {place}: {reason}", inner)
    {
        Path = path;
        Place = place;
        Reason = reason;
    }

    public string Path { get; }

    public string Place { get; }

    public string Reason { get; }
}
