using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace VizBench.Cli.Output;

/// <summary>
/// A writer that no failure of the one behind it stops: a full disk or a closed stream must not keep a verb from writing the
/// files that it was asked for. The first failure is remembered, and what comes after it is dropped.
/// </summary>
[SuppressMessage("Design", "CA1031", Justification = "Whatever a stream throws, its text alone is lost.")]
internal sealed class GuardedWriter(TextWriter inner) : TextWriter(inner.FormatProvider)
{
    private readonly Lock _lock = new();

    /// <summary>Why it could not be written, in a few words; null: it could.</summary>
    public string? Failure { get; private set; } = (inner as ClosedWriter)?.Reason;

    public override Encoding Encoding => inner.Encoding;

    [AllowNull]
    public override string NewLine
    {
        get => inner.NewLine;
        set => inner.NewLine = value;
    }

    public override void Write(char value) => Guarded(() => inner.Write(value));

    public override void Write(char[] buffer, int index, int count) => Guarded(() => inner.Write(buffer, index, count));

    public override void Write(string? value) => Guarded(() => inner.Write(value));

    public override void WriteLine(string? value) => Guarded(() => inner.WriteLine(value));

    public override void Flush() => Guarded(inner.Flush);

    private void Guarded(Action write)
    {
        lock (_lock)
        {
            if (Failure is not null)
                return;
            try
            {
                write();
            }
            catch (Exception e)
            {
                Failure = ProcessStream.ReasonOf(e);
            }
        }
    }
}
