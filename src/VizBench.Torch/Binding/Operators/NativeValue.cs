using System.Runtime.InteropServices;

namespace VizBench.Torch.Native;

/// <summary>What a <see cref="NativeValue"/> holds; the numbers are those of vb_tag in vb_torch.h.</summary>
internal enum Tag
{
    Default = 0,
    None = 1,
    Tensor = 2,
    Int = 3,
    Double = 4,
    Bool = 5,
    IntList = 6,
    DoubleList = 7,
    TensorList = 8,
    String = 9,
    Device = 10,
}

/// <summary>An argument or a result of the generic call: 16 bytes, as vb_value in vb_torch.h.</summary>
[StructLayout(LayoutKind.Explicit, Size = 16)]
internal struct NativeValue
{
    [FieldOffset(0)]
    public Tag Tag;

    [FieldOffset(4)]
    public int Count;

    [FieldOffset(8)]
    public long Integer;

    [FieldOffset(8)]
    public double Double;

    [FieldOffset(8)]
    public IntPtr Pointer;
}
