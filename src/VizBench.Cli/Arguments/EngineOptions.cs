using System.CommandLine;
using VizBench.Engine;

namespace VizBench.Cli.Arguments;

/// <summary>The options of every verb that computes: precision, device, threads.</summary>
/// <param name="precision">the default precision's name</param>
internal sealed class EngineOptions(string precision = "float32")
{
    private const int MostThreads = 1024;

    private readonly Option<string> _precision = new("--dtype")
    {
        Description = "float32, float64, bfloat16 or tf32 (the last on CUDA)",
        HelpName = "DTYPE",
        DefaultValueFactory = _ => precision,
    };

    private readonly Option<string> _device = new("--device")
    {
        Description = "cpu, cuda or cuda:INDEX",
        HelpName = "DEVICE",
        DefaultValueFactory = _ => "cpu",
    };

    private readonly Option<long?> _threads = NumberParsing.WholeNumber("--threads", "Threads inside one operator [default: the processor's]", 1, MostThreads);

    public void AddTo(Command command)
    {
        command.Options.Add(_precision);
        command.Options.Add(_device);
        command.Options.Add(_threads);
    }

    public PrecisionClass PrecisionOf(ParseResult arguments) => Precision.Parse(arguments.GetRequiredValue(_precision));

    public Device DeviceOf(ParseResult arguments) => DeviceArgument.Parse(arguments.GetRequiredValue(_device));

    public int ThreadsOf(ParseResult arguments) => (int?)arguments.GetValue(_threads) ?? Environment.ProcessorCount;
}
