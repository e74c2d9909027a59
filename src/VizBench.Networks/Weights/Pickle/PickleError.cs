namespace VizBench.Networks.Weights.Pickle;

/// <summary>A value of a pickle that is not what it must be; the machine adds the file and the place.</summary>
internal sealed class PickleError(string message) : Exception(message);
