using VizBench.Methods.Optimising;
using VizBench.Networks;

namespace VizBench.Tests.Optimising;

/// <summary>Small canvases, random numbers and optimisations for the tests.</summary>
internal static class Paintings
{
    internal static Canvas Canvas(long height = 12, long width = 16) => new(height, width, Preprocessing.ConceptWorld(16), float64, CPU);

    internal static Draws Draws(int samples = 2, long seed = 1) => new(seed, "test", [.. Enumerable.Range(0, samples).Select(i => (long)i)]);

    internal static Tensor Random(string purpose, params long[] shape) => Draws(1).Normal(purpose, shape, Canvas()).squeeze(0);

    internal static double Number(Tensor tensor) => tensor.to(float64).item<double>();

    internal static double[] Numbers(Tensor tensor) => tensor.to(float64, CPU).contiguous().data<double>().ToArray();

    /// <summary>A channel of the small network, climbed by Adam on pixels.</summary>
    internal static Optimisation Of(Network network, int steps, Draws? draws = null, Optimiser? optimiser = null) => new()
    {
        Network = network,
        Parameterisation = new ColourPicture(Canvas(16, 16), 0.3),
        Objective = new UnitObjective("features.2", [new(1), new(4)]),
        Optimiser = optimiser ?? new Adam(),
        Rate = Schedule.Constant(0.05),
        Steps = steps,
        Transforms = [new PadTransform(2, [0, 0, 0]), new Jitter(4), new RandomRotation([-5, 0, 5])],
        Draws = draws ?? Draws(),
    };
}
