using VizBench.Methods.Optimising;
using VizBench.Randomness;

namespace VizBench.Methods.Fooling;

/// <summary>
/// Regular pictures that fool: MAP-Elites over all classes, each picture the pattern of a small growing network (CPPN), fitness
/// the class's probability. Nguyen, Yosinski and Clune 2015, section 2.2 and figure 1.
/// </summary>
/// <remarks>
/// The paper breeds 400 children in each of 5001 generations: --set population=400 --set generations=5001.
/// Confidence against generations is the trace. Cost: generations · population forward passes.
/// </remarks>
[Method(
    "fooling-cppn", "fooling",
    Summary = "regular patterns bred until the network is sure of a class (MAP-Elites, CPPN encoding)",
    Source = "Nguyen, Yosinski and Clune 2015, Deep Neural Networks are Easily Fooled, section 2.2",
    Result = ResultKind.Image,
    Generates = true,
    Selects = true,
    Needs = Needs.Target)]
public sealed record FoolingCppn : EvolvedFooling
{
    private protected override Genome First(Canvas canvas, RandomStream stream) => CppnGenome.Random((int)canvas.Channels, stream);
}
