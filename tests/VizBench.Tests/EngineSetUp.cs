using NUnit.Framework;
using VizBench.Engine;

namespace VizBench.Tests;

/// <summary>Readies libtorch once, before any test: thread counts and flags as every verb of the product sets them.</summary>
[SetUpFixture]
public sealed class EngineSetUp
{
    [OneTimeSetUp]
    public void Initialise() => TorchEngine.Initialise(Math.Min(2, Environment.ProcessorCount));
}
