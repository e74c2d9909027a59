using VizBench.Networks;

namespace VizBench.Methods.Inversion;

/// <summary>A method that makes a picture from a layer's code alone, the code being that of its input.</summary>
public interface IInversion
{
    /// <summary>Why it can't invert a layer of a network; null: it can.</summary>
    /// <param name="layer">its name or one of its aliases</param>
    string? WhyNot(Architecture architecture, string layer);
}
