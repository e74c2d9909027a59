namespace VizBench.Networks.Onnx;

/// <summary>How a field's value lies in protobuf's wire format.</summary>
internal enum WireType
{
    Varint = 0,
    Fixed64 = 1,
    LengthDelimited = 2,
    Fixed32 = 5,
}
