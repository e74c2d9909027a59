using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using VizBench.Engine;
using VizBench.Methods;

namespace VizBench.Suite;

/// <summary>
/// The program behind external methods, spoken to as docs/external-methods.md says: one message a line, JSON objects on stdin and stdout. It
/// is started when it is first needed and serves one request after another; after a fault it is killed, and started anew for the next.
/// </summary>
/// <param name="file">its description, as it was named</param>
/// <param name="sha256">of the files that belong to it</param>
/// <param name="command">program and arguments</param>
/// <param name="folder">the description's, in which the program starts</param>
/// <param name="startTimeout">from the start to the handshake</param>
internal sealed class Adapter(string file, SortedDictionary<string, string> sha256, IReadOnlyList<string> command, string folder, TimeSpan startTimeout, ExchangeFolder exchange) : IMethodOrigin, IDisposable
{
    internal const int Protocol = 1;

    private const int LongestWords = 400;

    private readonly Lock _one = new();
    private AdapterProcess? _process;
    private (string Name, string Version)? _itself;
    private PluginError? _neverStarted;
    private long _requests;

    public string File => file;

    public SortedDictionary<string, string> Sha256 => sha256;

    internal ExchangeFolder Exchange => exchange;

    /// <summary>Whether it is given networks as ONNX files too.</summary>
    internal bool WantsOnnx { get; init; }

    public (string Name, string Version) Itself()
    {
        lock (_one)
        {
            if (_itself is null)
                Started(default);
            return _itself!.Value;
        }
    }

    /// <summary>Sends a request and waits for its result.</summary>
    /// <param name="request">all but its kind and its number</param>
    /// <param name="method">the id, for messages</param>
    /// <param name="timeout">for this request; the start is counted apart</param>
    /// <returns>the message that answers it</returns>
    /// <exception cref="PluginError">it gives none: the adapter says that it can't, or has a fault, and then was killed</exception>
    /// <exception cref="OperationCanceledException">cancellation was requested; then it was killed</exception>
    internal JsonElement Ask(JsonObject request, string method, TimeSpan timeout, IProgress<double>? progress, CancellationToken cancellation)
    {
        lock (_one)
        {
            var process = Started(cancellation);
            var id = ++_requests;
            var message = new JsonObject { ["message"] = "run", ["id"] = id };
            foreach (var (key, value) in request)
                message[key] = value?.DeepClone();
            var watch = Stopwatch.StartNew();
            if (!UnlessCancelled(process, () => process.Send(message.ToJsonString(), timeout, cancellation)))
                throw Fault(process, method, watch.Elapsed < timeout ? "ended before it was asked" : NoAnswer("it does not read its stdin", timeout));
            while (true)
            {
                var answer = Heard(process, method, timeout - watch.Elapsed, NoAnswer("no result", timeout), cancellation);
                if (answer.TryGetProperty("id", out var number) && (number.ValueKind != JsonValueKind.Number || !number.TryGetInt64(out var given) || given != id))
                    throw Fault(process, method, $"answered request {OneLine.Of(number.GetRawText())}, and {id} was asked");
                switch (Text(answer, "message"))
                {
                    case "progress" when answer.TryGetProperty("share", out var share) && share.ValueKind == JsonValueKind.Number:
                        progress?.Report(Math.Clamp(share.GetDouble(), 0, 1));
                        break;
                    case "result":
                        return answer;
                    case "error":
                        throw new PluginError($"{method}: {OneLine.Beginning(Text(answer, "reason") ?? "its adapter gives no reason", LongestWords)}");
                    case var other:
                        throw Fault(process, method, $"said '{OneLine.Of(other ?? answer.GetRawText())}' where a result was due; messages are progress, result and error");
                }
            }
        }
    }

    /// <summary>Kills the program because of what it answered.</summary>
    /// <returns>the error to be thrown</returns>
    internal PluginError Refuse(string method, string fault)
    {
        lock (_one)
            return _process is { } process ? Fault(process, method, fault) : new PluginError($"{method}: its adapter {fault}");
    }

    public void Dispose() => Forget();

    private void Forget()
    {
        _process?.Dispose();
        _process = null;
    }

    /// <exception cref="PluginError">it does not start, or does not shake hands</exception>
    private AdapterProcess Started(CancellationToken cancellation)
    {
        if (_process is not null)
            return _process;
        // What has never shaken hands won't at the next case either, and may take its whole time again.
        if (_neverStarted is not null)
            throw _neverStarted;
        try
        {
            return Start(cancellation);
        }
        catch (PluginError e) when (_itself is null)
        {
            _neverStarted = e;
            throw;
        }
    }

    private AdapterProcess Start(CancellationToken cancellation)
    {
        var program = ProgramPath.Find(command[0], folder)
            ?? throw new PluginError($"{file}: its command '{command[0]}' is no program {(command[0].Contains('/', StringComparison.Ordinal) ? $"of {folder}" : "in PATH")}; install it, or mend \"command\"");
        var process = AdapterProcess.Start([program, .. command.Skip(1)], folder);
        _process = process;
        var hello = new JsonObject { ["message"] = "hello", ["protocol"] = Protocol, ["host"] = $"VizBench {ProductVersion.Text}", ["threads"] = TorchEngine.Threads };
        var watch = Stopwatch.StartNew();
        var patience = NoAnswer("no handshake", startTimeout, "startTimeout");
        if (!UnlessCancelled(process, () => process.Send(hello.ToJsonString(), startTimeout, cancellation)) && watch.Elapsed >= startTimeout)
            throw Fault(process, file, patience);
        var answer = Heard(process, file, startTimeout - watch.Elapsed, patience, cancellation);
        if (!string.Equals(Text(answer, "message"), "hello", StringComparison.Ordinal))
            throw Fault(process, file, $"said '{OneLine.Of(answer.GetRawText())}' where its hello was due");
        if (!answer.TryGetProperty("protocol", out var protocol) || protocol.ValueKind != JsonValueKind.Number || !protocol.TryGetInt32(out var version) || version != Protocol)
            throw Fault(process, file, $"speaks protocol {(protocol.ValueKind == JsonValueKind.Undefined ? "of no version" : OneLine.Of(protocol.GetRawText()))}, and this VizBench {Protocol}; use an adapter made for it");
        if (Text(answer, "name") is not { Length: > 0 } name || Text(answer, "version") is not { Length: > 0 } itsVersion)
            throw Fault(process, file, "gives no name or no version of itself in its hello");
        _itself = (OneLine.Of(name), OneLine.Of(itsVersion));
        return process;
    }

    private JsonElement Heard(AdapterProcess process, string who, TimeSpan patience, string late, CancellationToken cancellation)
    {
        var said = UnlessCancelled(process, () => process.Next(patience, cancellation)) ?? throw Fault(process, who, late);
        if (said.Fault is { } fault)
            throw Fault(process, who, $"printed {fault} to stdout, which is for messages alone");
        if (said.Line is not { } line)
            throw Fault(process, who, process.CodeAtEnd() is { } code ? Ending(code) : "closed its stdout");
        try
        {
            using var document = JsonDocument.Parse(line);
            if (document.RootElement.ValueKind == JsonValueKind.Object)
                return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            // Told below, with what was printed.
        }

        throw Fault(process, who, $"printed '{OneLine.Of(line)}' to stdout, which is for messages alone; print to stderr");
    }

    /// <summary>A program that is given up in the middle of a request is killed: its late answer would be taken for that of the next.</summary>
    private T UnlessCancelled<T>(AdapterProcess process, Func<T> step)
    {
        try
        {
            return step();
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            Forget();
            throw;
        }
    }

    /// <summary>Kills the program, with what it has started.</summary>
    private PluginError Fault(AdapterProcess process, string who, string fault)
    {
        var hasEnded = process.HasEnded;
        process.Kill();
        var words = process.LastWords;
        Forget();
        // Of a program that ended by itself the silence is news, of one that answered wrongly it is not.
        return new PluginError($"{who}: its adapter {fault}{(words.Length > 0 ? $"; its stderr ends: {LastOf(words)}" : hasEnded ? "; it said nothing on stderr" : "")}");
    }

    private static string LastOf(string words) => words.Length > LongestWords ? "…" + words[^LongestWords..] : words;

    private static string NoAnswer(string what, TimeSpan timeout, string key = "timeout") =>
        string.Create(CultureInfo.InvariantCulture, $"was killed: {what} in {timeout.TotalSeconds:0.###} s (its \"{key}\")");

    /// <summary>How a shell would say it.</summary>
    private static string Ending(int code) => code > 128 ? $"was ended by signal {code - 128}" : $"ended with exit code {code}";

    private static string? Text(JsonElement message, string key) => message.TryGetProperty(key, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
