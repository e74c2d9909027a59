using VizBench.Engine;
using VizBench.Suite;
using VizBench.Tests.Data;

namespace VizBench.Tests.Suite;

/// <summary>A suite file of a few quick cases in a folder of its own, on weights by formula.</summary>
internal sealed class SmallSuite : IDisposable
{
    internal const string Weights = "formula:1";

    internal const string Methods =
        """
        [ { "method": "forward" }, { "method": "forward", "layer": "features.7" }, { "method": "gradient" }, { "method": "saliency" },
          { "method": "occlusion", "set": { "window": [3, 32, 32], "stride": "3,32,32" } } ]
        """;

    private readonly TestFolder _folder = new();

    internal const string World = """{ "world": { "seed": 1000, "indices": [0, 3] } }""";

    internal SmallSuite(string? methods = null, string more = "", string input = World) => System.IO.File.WriteAllText(
        File,
        $$"""
        { "name": "small", "seed": 7, "networks": ["vgg-mini"], {{more}}
          "inputs": [ {{input}} ],
          "methods": {{methods ?? Methods}} }
        """);

    internal string File => _folder.File("small.json");

    internal string In(string name) => _folder.File(name);

    internal RunRequest Request(string folder = "run", PrecisionClass precision = PrecisionClass.Float64) => new()
    {
        Suite = File,
        Weights = Weights,
        Threads = 1,
        Precision = precision,
        OutputFolder = In(folder),
        CommandLine = "./vizbench run small.json",
    };

    internal RunSummary Run(string folder = "run", PrecisionClass precision = PrecisionClass.Float64) => SuiteRunner.Run(Request(folder, precision));

    public void Dispose() => _folder.Dispose();
}
