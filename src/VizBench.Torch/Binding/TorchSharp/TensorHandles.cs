using System.Runtime.InteropServices;

namespace VizBench.Torch.Native;

/// <summary>TorchSharp's tensors as the handles that ours hold.</summary>
internal static class TensorHandles
{
    private static long s_live;

    internal static long Live => Interlocked.Read(ref s_live);

    internal static IntPtr New(TorchSharp.torch.Tensor tensor)
    {
        Interlocked.Increment(ref s_live);
        return GCHandle.ToIntPtr(GCHandle.Alloc(tensor));
    }

    internal static TorchSharp.torch.Tensor Of(IntPtr handle) => (TorchSharp.torch.Tensor)GCHandle.FromIntPtr(handle).Target!;

    internal static void Free(IntPtr handle)
    {
        if (handle == IntPtr.Zero)
            return;
        var entry = GCHandle.FromIntPtr(handle);
        ((TorchSharp.torch.Tensor)entry.Target!).Dispose();
        entry.Free();
        Interlocked.Decrement(ref s_live);
    }
}
