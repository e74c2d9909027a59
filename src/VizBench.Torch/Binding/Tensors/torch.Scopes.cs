using VizBench.Torch.Native;

namespace VizBench.Torch;

public static partial class torch
{
    /// <summary>Tensors made from here on belong to the new scope, until it is disposed.</summary>
    public static DisposeScope NewDisposeScope() => new();

    /// <summary>Gradients are not recorded until the result is disposed. Thread-local: never keep it across an await.</summary>
    public static IDisposable no_grad() => new GradMode(false);

    /// <summary>Gradients are recorded until the result is disposed. Thread-local: never keep it across an await.</summary>
    public static IDisposable enable_grad(bool enabled = true) => new GradMode(enabled);

    public static bool is_grad_enabled() => NativeMethods.vb_grad_enabled() != 0;

    private sealed class GradMode : IDisposable
    {
        private readonly int _before = NativeMethods.vb_grad_enabled();

        internal GradMode(bool enabled) => NativeMethods.vb_set_grad_enabled(enabled ? 1 : 0);

        public void Dispose() => NativeMethods.vb_set_grad_enabled(_before);
    }
}
