using System.Globalization;
using VizBench.Arrays;
using VizBench.Suite;
using VizBench.Tests.Data;

namespace VizBench.Tests.Plugins;

/// <summary>The description of an external method in a folder of its own, with the adapter of these tests: a shell script that does what an option says.</summary>
internal sealed class TestAdapter : IDisposable
{
    private readonly TestFolder _folder = new();

    /// <param name="hello">how the adapter shakes hands</param>
    /// <param name="more">further keys of the method</param>
    /// <param name="id">of the method</param>
    /// <param name="patience">seconds that the handshake may take</param>
    internal TestAdapter(string hello = "good", string more = "", string id = "ext-echo", string result = "signed-attribution", string patience = "60")
    {
        File.Copy(TestFiles.Path("Plugins", "adapter.sh"), _folder.File("adapter.sh"));
        File.WriteAllText(Description, $$"""
            { "format": 1, "command": ["sh", "adapter.sh", "{{hello}}"], "onnx": true, "startTimeout": {{patience}}, "timeout": 60,
              {{Method(id, more, result)}} }
            """);
    }

    /// <summary>Two methods of one adapter, of which the second, "ext-hasty", has little time.</summary>
    internal static TestAdapter WithHasty()
    {
        var adapter = new TestAdapter();
        File.WriteAllText(adapter.Description, $$"""
            { "format": 1, "command": ["sh", "adapter.sh"], "methods": [
              { {{Method("ext-echo", "", "signed-attribution")}} },
              { {{Method("ext-hasty", "\"timeout\": 0.4,", "signed-attribution")}} } ] }
            """);
        return adapter;
    }

    private static string Method(string id, string more, string result) => $$"""
        "id": "{{id}}", "family": "attribution", "summary": "the input", "source": "none", "result": "{{result}}", "needs": ["target"], {{more}}
        "options": [
          { "name": "behavior", "type": "text", "default": "echo", "help": "what becomes of the request" },
          { "name": "file", "type": "text", "help": "the array that is given" },
          { "name": "factor", "type": "number", "default": 2.5, "above": 0, "greatest": 10, "help": "a number" }
        ]
        """;

    internal string Description => _folder.File("method.json");

    internal string Script => _folder.File("adapter.sh");

    /// <summary>What the adapter has started and is still there, itself too. An ended process that nobody has waited for is none.</summary>
    internal IReadOnlyList<int> Alive => !File.Exists(_folder.File("pids")) ? [] :
        [.. File.ReadLines(_folder.File("pids")).Select(line => int.Parse(line, CultureInfo.InvariantCulture)).Where(IsAlive)];

    /// <summary>How often it was started.</summary>
    internal int Starts => File.ReadLines(_folder.File("pids")).Count();

    internal PluginSet Load() => PluginSet.Load([Description]);

    /// <summary>An array that the adapter can give.</summary>
    internal void Give(string name, NdArray array) => NpyFile.Write(_folder.File(name), array);

    public void Dispose() => _folder.Dispose();

    private static bool IsAlive(int process)
    {
        try
        {
            // Behind the name in parentheses stands the state.
            var status = File.ReadAllText($"/proc/{process}/stat");
            return status[status.LastIndexOf(')') + 2] is not ('Z' or 'X');
        }
        catch (IOException)
        {
            return false;
        }
    }
}
