using VizBench.Engine;

namespace VizBench.Suite;

/// <summary>The libtorch of a run.</summary>
internal sealed record EngineFacts(string Stack, string Version, string Build, string Blas, string Location, int Threads, int BlasThreads)
{
    internal static EngineFacts Here() => new(
        TorchEngine.Stack, TorchEngine.Version, TorchEngine.Build, TorchEngine.Blas, TorchEngine.Location, TorchEngine.Threads, TorchEngine.BlasThreads);
}
