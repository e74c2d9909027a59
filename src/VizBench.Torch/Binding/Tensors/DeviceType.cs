namespace VizBench.Torch;

/// <summary>The kinds of device in use; the numbers are libtorch's.</summary>
public enum DeviceType
{
    CPU = 0,
    CUDA = 1,
}
