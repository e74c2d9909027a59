namespace VizBench.Suite;

/// <summary>An external method gave no result: its program hung, crashed, or answered what the protocol or the method's description doesn't allow. A verdict of the case, never the end of a run.</summary>
public sealed class PluginError(string message, Exception? inner = null) : UserError(message, inner);
