using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace VizBench.Cli.Output;

/// <summary>The process's stdout and stderr, which may be closed: then asking for them throws.</summary>
internal static class ProcessStream
{
    [SuppressMessage("Design", "CA1031", Justification = "Whatever it was: there is no stream.")]
    public static TextWriter Of(Func<TextWriter> open)
    {
        try
        {
            return open();
        }
        catch (Exception e)
        {
            return new ClosedWriter(ReasonOf(e));
        }
    }

    /// <summary>"no space left on device" and the like.</summary>
    public static string ReasonOf(Exception e)
    {
        // What the runtime makes of a bad file descriptor.
        if (e is UnauthorizedAccessException)
            return "it is closed, or open for reading only";
        var message = OneLine.WithoutControls(e.Message).TrimEnd('.');
        return message.Length == 0 ? e.GetType().Name : char.ToLowerInvariant(message[0]) + message[1..];
    }
}

/// <summary>Stands for a stream that isn't there.</summary>
/// <param name="reason">why</param>
internal sealed class ClosedWriter(string reason) : TextWriter(System.Globalization.CultureInfo.InvariantCulture)
{
    public string Reason => reason;

    public override Encoding Encoding => Encoding.UTF8;
}
