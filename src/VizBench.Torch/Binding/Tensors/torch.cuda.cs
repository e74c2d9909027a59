using VizBench.Torch.Native;

namespace VizBench.Torch;

public static partial class torch
{
    public static int get_num_threads() => Libtorch.Threads;

    public static class cuda
    {
        public static bool is_available() => device_count() > 0;

        public static int device_count() => Libtorch.CudaDevices;
    }
}
