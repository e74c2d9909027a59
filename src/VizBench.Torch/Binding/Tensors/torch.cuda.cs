using VizBench.Torch.Native;

namespace VizBench.Torch;

public static partial class torch
{
    public static int get_num_threads() => NativeMethods.vb_threads();

    public static class cuda
    {
        public static bool is_available() => device_count() > 0;

        public static int device_count() => NativeMethods.vb_cuda_devices();
    }
}
