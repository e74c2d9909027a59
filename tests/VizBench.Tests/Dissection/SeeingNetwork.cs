using VizBench.Networks;

namespace VizBench.Tests.Dissection;

/// <summary>Three units that each see one channel as it is.</summary>
internal static class SeeingNetwork
{
    /// <param name="side">of the input</param>
    internal static Network Of(int side, double weight = 1)
    {
        var architecture = new Architecture("seeing", [3, side, side], Preprocessing.ConceptWorld(side), [new Layer("see", new Convolution(3, 3, 1) { HasBias = false }, [Architecture.InputName])]);
        return new Network(architecture, new Dictionary<string, Tensor>(StringComparer.Ordinal) { ["see.weight"] = tensor(new[] { weight, 0, 0, 0, weight, 0, 0, 0, weight }, [3, 3, 1, 1]) }, float64, CPU);
    }
}
