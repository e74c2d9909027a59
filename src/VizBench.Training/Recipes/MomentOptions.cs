namespace VizBench.Training;

/// <summary>Which moments of a training are kept beside its end, to show how features evolve (Zeiler and Fergus 2014, figure 4).</summary>
/// <param name="Steps">after so many steps, ascending</param>
/// <param name="LastLayer">the last layer whose weights are kept: the display needs no more</param>
public sealed record MomentOptions(IReadOnlyList<int> Steps, string LastLayer);
