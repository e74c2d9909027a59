namespace VizBench.Torch;

public static partial class torch
{
}
