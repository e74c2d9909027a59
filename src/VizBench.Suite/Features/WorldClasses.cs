using VizBench.Data.ConceptWorld;
using VizBench.Networks;

namespace VizBench.Suite;

/// <summary>Where a network's answer is held against ConceptWorld's truth, it has to know its classes.</summary>
internal static class WorldClasses
{
    /// <param name="purpose">what needs them, the message's beginning</param>
    /// <exception cref="UserError">the network's classes are others</exception>
    internal static void Check(Architecture architecture, string purpose)
    {
        architecture.CheckHasClasses(purpose);
        if (!architecture.Classes.SequenceEqual(World.Classes, StringComparer.Ordinal))
            throw new UserError($"{purpose}, and {architecture.Name} has other classes than ConceptWorld's {World.Classes.Count}; take one of the reference networks (vizbench list networks)");
    }
}
