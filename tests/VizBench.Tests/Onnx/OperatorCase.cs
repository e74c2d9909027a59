using VizBench.Networks;

namespace VizBench.Tests.Onnx;

/// <summary>A model of one operator or a few, what it must compute, and which layers it must become.</summary>
/// <param name="Build">adds nodes from "x" to "y"</param>
/// <param name="Expected">y for a batch</param>
internal sealed record OperatorCase(string Name, long Opset, Action<OnnxBuilder> Build, Func<Tensor, Tensor> Expected)
{
    /// <summary>The operations that it must become, in order; null where any will do.</summary>
    public Type[]? Layers { get; init; }

    public long[] Shape { get; init; } = [4, 5, 6];

    /// <summary>Whether ONNX Runtime, in the tested version, refuses the model, though ONNX allows it.</summary>
    public bool IsBeyondOnnxRuntime { get; init; }

    internal OperatorCase As<T>()
        where T : Operation => this with { Layers = [typeof(T)] };

    internal OperatorCase As<T1, T2>()
        where T1 : Operation
        where T2 : Operation => this with { Layers = [typeof(T1), typeof(T2)] };

    public override string ToString() => $"{Name}, opset {Opset}";
}
