using System.Runtime.InteropServices;
using VizBench.Networks.Weights;

namespace VizBench.Networks.Onnx;

/// <summary>Where a parameter's values come from: a tensor of the file, perhaps transposed or scaled, numbers that the import computed, or one number everywhere.</summary>
/// <param name="Name">the tensor's name in the graph</param>
/// <param name="Shape">as the layer needs it</param>
/// <param name="Tensor">null for computed numbers</param>
/// <param name="Transposed">whether the stored matrix is (columns, rows) of what the layer needs</param>
/// <param name="Factor">by which the stored values are multiplied</param>
/// <param name="Numbers">row-major; null for a tensor of the file, and where all are <see cref="Fill"/></param>
internal sealed record ParameterSource(string Name, long[] Shape, OnnxTensor? Tensor, bool Transposed, double Factor, double[]? Numbers)
{
    /// <summary>Whether the graph itself fixes the values: weights from elsewhere don't replace them.</summary>
    internal bool IsConstant => Tensor is null || IsFixed;

    /// <summary>The one number that is everywhere; null where there are several, or they are the file's.</summary>
    internal double? Fill { get; init; }

    /// <summary>Whether the file's tensor is a constant of the graph.</summary>
    internal bool IsFixed { get; init; }

    /// <summary>How the values are rearranged, after everything else, for a layer on other axes than the file's; null where they are not.</summary>
    internal Rearrangement? Rearrangement { get; init; }

    internal ParameterSource Rearranged(Rearrangement how) => this with { Shape = how.To, Rearrangement = how };

    internal ParameterSource Reshaped(params long[] shape) => this with { Shape = shape };

    internal ParameterSource Times(double factor)
    {
        if (factor == 1)
            return this;
        if (Fill is { } number)
            return this with { Fill = number * factor };
        return Numbers is null ? this with { Factor = Factor * factor } : this with { Numbers = Array.ConvertAll(Numbers, number => number * factor) };
    }

    /// <summary>Rows and columns exchanged.</summary>
    internal ParameterSource Transpose()
    {
        long[] shape = [Shape[1], Shape[0]];
        if (Numbers is null)
            return this with { Shape = shape, Transposed = Fill is null && !Transposed };
        var numbers = new double[Numbers.Length];
        for (var i = 0; i < numbers.Length; i++)
            numbers[i] = Numbers[i % shape[1] * shape[0] + i / shape[1]];
        return this with { Shape = shape, Numbers = numbers };
    }

    internal bool IsSame(ParameterSource other) =>
        ReferenceEquals(Tensor, other.Tensor) && ReferenceEquals(Numbers, other.Numbers) && Transposed == other.Transposed
        && Nullable.Equals(Fill, other.Fill) && Factor.Equals(other.Factor) && Shape.AsSpan().SequenceEqual(other.Shape)
        && (Rearrangement?.IsSame(other.Rearrangement) ?? other.Rearrangement is null);

    /// <exception cref="FileError">the file lacks the values</exception>
    internal WeightTensor ToWeights(string name, OnnxTensorData data)
    {
        if (Fill is { } number)
        {
            // In single precision where that says it all, which is what such weights are written in.
            var isSingle = ((double)(float)number).Equals(number);
            var one = isSingle ? BitConverter.GetBytes((float)number) : BitConverter.GetBytes(number);
            return new WeightTensor(name, isSingle ? ScalarType.Float32 : ScalarType.Float64, Shape, new RepeatedBytes(one, SampleShape.Count(Shape)));
        }

        if (Rearrangement is { } how)
            return how.Of((this with { Shape = how.From, Rearrangement = null }).ToWeights(name, data));
        if (Numbers is not null)
            return new WeightTensor(name, ScalarType.Float64, Shape, MemoryMarshal.AsBytes(Numbers.AsSpan()).ToArray());
        var stored = data.BytesOf(Tensor!);
        var type = data.TypeOf(Tensor!);
        if (Transposed)
            stored = StridedBytes.Transposed(stored, ElementTypes.SizeOf(type), Shape[0], Shape[1]);
        if (Factor == 1)
            return new WeightTensor(name, type, Shape, stored);
        var numbers = data.NumbersOf(Tensor!, stored).Select(number => number * Factor).ToArray();
        return new WeightTensor(name, ScalarType.Float64, Shape, MemoryMarshal.AsBytes(numbers.AsSpan()).ToArray());
    }
}
