using VizBench.Methods.Optimising;
using VizBench.Randomness;

namespace VizBench.Methods.Fooling;

/// <summary>
/// Noise that fools: MAP-Elites over all classes, each pixel a gene of its own, fitness the class's probability. Nguyen, Yosinski
/// and Clune 2015, section 2.2 and figure 4.
/// </summary>
/// <remarks>
/// The paper breeds 200 children in each of 5010 generations: --set population=200 --set generations=5010. Confidence against
/// generations is the trace. Cost: generations · population forward passes.
/// </remarks>
[Method(
    "fooling-direct", "fooling",
    Summary = "noise bred until the network is sure of a class (MAP-Elites, direct encoding)",
    Source = "Nguyen, Yosinski and Clune 2015, Deep Neural Networks are Easily Fooled, section 2.2",
    Result = ResultKind.Image,
    Generates = true,
    Selects = true,
    Needs = Needs.Target)]
public sealed record FoolingDirect : EvolvedFooling
{
    private protected override Genome First(Canvas canvas, RandomStream stream) => DirectGenome.Random((int)(canvas.Channels * canvas.Height * canvas.Width), stream);
}
