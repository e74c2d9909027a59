namespace VizBench.Networks.Onnx;

/// <summary>What a tensor of the graph is to the import: computed from the input, or known beforehand.</summary>
internal abstract record Value;

/// <summary>The output of a layer: it depends on the network's input, and its first axis is the batch.</summary>
/// <param name="Layer">the layer's name</param>
/// <param name="Shape">of one sample, without the batch</param>
/// <param name="Axes">which of the sample's axes are rows and columns; null where there are none, or they have been mixed</param>
internal sealed record Activation(string Layer, long[] Shape, SpatialAxes? Axes) : Value
{
    /// <summary>The number of axes, the batch's included.</summary>
    internal int Rank => Shape.Length + 1;
}

/// <summary>Where a sample's rows and columns are, counted without the batch.</summary>
internal readonly record struct SpatialAxes(int Rows, int Columns)
{
    /// <summary>Of (C, H, W).</summary>
    internal static SpatialAxes Standard { get; } = new(1, 2);
}

/// <summary>What does not depend on the network's input.</summary>
internal abstract record Constant : Value
{
    /// <summary>As the graph sees it, a batch's axis included where there is one.</summary>
    internal abstract long[] Shape { get; init; }
}

/// <summary>A tensor of the file that stays there: weights. Its values are read when the network is loaded.</summary>
/// <param name="Shape">as the graph sees it, which may be a reshaped one</param>
/// <param name="Transposed">whether the rows and columns of the stored matrix are exchanged</param>
internal sealed record Stored(OnnxTensor Tensor, long[] Shape, bool Transposed) : Constant
{
    internal override long[] Shape { get; init; } = Shape;

    /// <summary>Whether the graph itself holds it, as a constant, not as an initializer.</summary>
    internal bool IsFixed { get; init; }
}

/// <summary>A tensor of one value everywhere, whose values are not written out: weights of gigabytes take none.</summary>
/// <param name="Name">of the tensor that the graph calls it</param>
internal sealed record Uniform(string Name, long[] Shape, Element Element, bool IsInteger) : Constant
{
    internal override long[] Shape { get; init; } = Shape;
}

/// <summary>A tensor whose values the import knows: a constant, a shape, or what was computed from them.</summary>
/// <param name="Name">of the tensor that the graph calls it</param>
internal sealed record Known(string Name, long[] Shape, Element[] Elements, bool IsInteger) : Constant
{
    internal override long[] Shape { get; init; } = Shape;

    internal double[] Numbers => Array.ConvertAll(Elements, element => element.Number);
}

/// <summary>A known number, or the size of the batch, which is not known and may be any.</summary>
internal readonly record struct Element
{
    /// <summary>A NaN that no arithmetic makes stands for the batch, so that an element has the eight bytes of its number.</summary>
    private const long BatchBits = 0x7ff8_0000_00ba_7c48;

    internal Element(double number) => Number = double.IsNaN(number) ? double.NaN : number;

    private Element(long bits) => Number = BitConverter.Int64BitsToDouble(bits);

    internal static Element Batch { get; } = new(BatchBits);

    internal double Number { get; }

    internal bool IsBatch => BitConverter.DoubleToInt64Bits(Number) == BatchBits;
}
