using System.Collections.Concurrent;
using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;
using VizBench.Engine;

namespace VizBench.Suite;

/// <summary>
/// A running adapter: a process that is spoken to by lines of text. It leads a session of its own, so that it can be killed with all that
/// it has started; the last lines of its stderr are kept for messages. Whatever it prints, only a bounded part of it is held.
/// </summary>
internal sealed class AdapterProcess : IDisposable
{
    /// <summary>What lies on stdout unread: more waits in the pipe, and then the process does.</summary>
    private const int MostLines = 16;

    private const int LongestLine = 1 << 20;
    private const int KeptWords = 12;
    private const int LongestWords = 300;
    private const int KillSignal = 9;

    /// <summary>For what should be done at once, but is another process's to do.</summary>
    private static readonly TimeSpan s_grace = TimeSpan.FromSeconds(2);

    /// <summary>For what an ended process has printed and was not read yet.</summary>
    private static readonly TimeSpan s_lastLines = TimeSpan.FromMilliseconds(200);

    private readonly Process _process;
    private readonly bool _leadsSession;
    private readonly BlockingCollection<Said> _said = new(MostLines);
    private readonly CancellationTokenSource _ended = new();
    private readonly Queue<string> _words = new();
    private readonly Thread _output;
    private readonly Thread _error;
    private bool _isGone;

    private AdapterProcess(Process process, bool leadsSession)
    {
        (_process, _leadsSession) = (process, leadsSession);
        _output = Reader("stdout", () => Lines(process.StandardOutput.BaseStream, LongestLine, (line, isWhole) => Say(new Said(isWhole ? line : null, isWhole ? null : "a line of more than 1 MiB")), () => Say(new Said(null, null))));
        // Its stdout may stay open without it: what it has started holds it too.
        process.Exited += (_, _) =>
        {
            _output.Join(s_lastLines);
            Say(new Said(null, null));
        };
        process.EnableRaisingEvents = true;
        _error = Reader("stderr", () => Lines(process.StandardError.BaseStream, LongestWords, (line, _) => Keep(line), () => { }));
    }

    /// <summary>The last lines of stderr in one; empty: there are none.</summary>
    internal string LastWords
    {
        get
        {
            lock (_words)
                return OneLine.WithoutControls(string.Join(" | ", _words));
        }
    }

    /// <param name="command">the program's path and its arguments</param>
    /// <param name="folder">in which it starts</param>
    /// <exception cref="PluginError">it can't be started</exception>
    internal static AdapterProcess Start(IReadOnlyList<string> command, string folder)
    {
        // Without this tool only the process and its children are found, not what outlives them.
        var session = ProgramPath.Find("setsid", folder);
        string[] words = session is null ? [.. command] : [session, .. command];
        var start = new ProcessStartInfo(words[0], words[1..])
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        ThreadWaiting.AddTo(start.Environment);
        try
        {
            return new AdapterProcess(Process.Start(start)!, session is not null);
        }
        catch (Exception e) when (e is Win32Exception or IOException)
        {
            throw new PluginError($"{command[0]} can't be started: {e.Message}", e);
        }
    }

    /// <summary>Writes a line to its stdin.</summary>
    /// <returns>false: it does not take the line in time, or has ended</returns>
    /// <exception cref="OperationCanceledException">cancellation was requested; a part of the line may be written</exception>
    internal bool Send(string line, TimeSpan patience, CancellationToken cancellation)
    {
        var bytes = Encoding.UTF8.GetBytes(line + "\n");
        // In a task of its own: a process that doesn't read leaves the writer waiting.
        var writing = Task.Run(() =>
        {
            try
            {
                var input = _process.StandardInput.BaseStream;
                input.Write(bytes);
                input.Flush();
                return true;
            }
            catch (Exception e) when (e is IOException or ObjectDisposedException or InvalidOperationException)
            {
                return false;
            }
        }, CancellationToken.None);
        return writing.Wait(Milliseconds(patience), cancellation) && writing.Result;
    }

    /// <summary>What it says next; null: nothing in time.</summary>
    /// <exception cref="OperationCanceledException">cancellation was requested</exception>
    internal Said? Next(TimeSpan patience, CancellationToken cancellation) => _said.TryTake(out var said, Milliseconds(patience), cancellation) ? said : null;

    /// <summary>Whether it is gone without having been killed.</summary>
    internal bool HasEnded => !_isGone && _process.HasExited;

    /// <summary>Kills it with all that it has started, and waits until it is gone.</summary>
    internal void Kill()
    {
        if (_isGone)
            return;
        _isGone = true;
        _ended.Cancel();
        if (!_process.HasExited)
            Attempt(() => _process.Kill(entireProcessTree: true));
        // What its parent no longer knows is still of the same session.
        if (_leadsSession)
            _ = SendSignal(-_process.Id, KillSignal);
        _process.WaitForExit(Milliseconds(s_grace));
        _error.Join(s_grace);
    }

    /// <summary>The exit code of a process that has closed its stdout; null: it goes on without.</summary>
    internal int? CodeAtEnd() => _process.WaitForExit(Milliseconds(s_grace)) ? _process.ExitCode : null;

    /// <summary>Lets it end by itself, as it should when its stdin ends, and kills what is left.</summary>
    public void Dispose()
    {
        Attempt(() => _process.StandardInput.Close());
        _process.WaitForExit(Milliseconds(s_grace));
        Kill();
        _output.Join(s_grace);
        _process.Dispose();
        _said.Dispose();
        _ended.Dispose();
    }

    private static int Milliseconds(TimeSpan span) => (int)Math.Clamp(span.TotalMilliseconds, 0, int.MaxValue);

    private static void Attempt(Action step)
    {
        try
        {
            step();
        }
        catch (Exception e) when (e is IOException or InvalidOperationException or Win32Exception or AggregateException)
        {
            // It has ended meanwhile.
        }
    }

    private static Thread Reader(string name, Action read)
    {
        var thread = new Thread(() => read()) { IsBackground = true, Name = $"adapter's {name}" };
        thread.Start();
        return thread;
    }

    /// <summary>Reads to the end. Of a line that is too long the beginning is handed on as soon as it is, and the rest passed over.</summary>
    private static void Lines(Stream stream, int longest, Action<string, bool> take, Action end)
    {
        var (buffer, line, isPassedOver) = (new byte[1 << 14], new MemoryStream(), false);
        try
        {
            for (var count = stream.Read(buffer); count > 0; count = stream.Read(buffer))
            {
                foreach (var letter in buffer.AsSpan(0, count))
                {
                    if (letter == '\n')
                        Finish(isWhole: true);
                    else if (!isPassedOver)
                        line.WriteByte(letter);
                    if (line.Length > longest)
                        Finish(isWhole: false);
                }
            }

            if (line.Length > 0)
                Finish(isWhole: true);
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or OperationCanceledException)
        {
            // The pipe was closed from this side.
        }

        end();

        void Finish(bool isWhole)
        {
            if (!isPassedOver)
                take(Encoding.UTF8.GetString(line.GetBuffer().AsSpan(0, (int)line.Length)).TrimEnd('\r'), isWhole);
            line.SetLength(0);
            isPassedOver = !isWhole;
        }
    }

    private void Say(Said said)
    {
        try
        {
            _said.Add(said, _ended.Token);
        }
        catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException)
        {
            // Nobody listens any more.
        }
    }

    private void Keep(string line)
    {
        if (string.IsNullOrWhiteSpace(line))
            return;
        lock (_words)
        {
            _words.Enqueue(line.Trim());
            if (_words.Count > KeptWords)
                _words.Dequeue();
        }
    }

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int SendSignal(int process, int signal);
}

/// <summary>A line of an adapter's stdout.</summary>
/// <param name="Line">null: its stdout has ended, or the line has a fault</param>
/// <param name="Fault">what is wrong with the line</param>
internal readonly record struct Said(string? Line, string? Fault);
