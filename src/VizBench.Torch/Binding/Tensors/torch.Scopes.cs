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

    public static bool is_grad_enabled() => Libtorch.IsGradEnabled;

    private sealed class GradMode : IDisposable
    {
        private readonly bool _before = Libtorch.IsGradEnabled;

        internal GradMode(bool enabled) => Libtorch.IsGradEnabled = enabled;

        public void Dispose() => Libtorch.IsGradEnabled = _before;
    }
}
