namespace VizBench.Torch;

/// <summary>
/// Owns the tensors that are made while it is the innermost scope of its thread, and frees them when it is disposed. The
/// garbage collector can't see native memory, so tensors have no finaliser: what no scope owns must be disposed by hand,
/// and the live-tensor count (<see cref="torch.Tensor.TotalCount"/>) shows what was forgotten.
/// </summary>
public sealed class DisposeScope : IDisposable
{
    [ThreadStatic]
    private static DisposeScope? s_current;

    private readonly HashSet<IDisposable> _owned = new(ReferenceEqualityComparer.Instance);
    private bool _disposed;

    internal DisposeScope()
    {
        Outer = s_current;
        s_current = this;
    }

    internal static DisposeScope? Current => s_current;

    internal DisposeScope? Outer { get; }

    public int DisposablesCount => _owned.Count;

    /// <summary>Hands a tensor to the enclosing scope, or to nobody where there is none.</summary>
    public T MoveToOuter<T>(T disposable)
        where T : IDisposable
    {
        Detach(disposable);
        Outer?.Attach(disposable);
        return disposable;
    }

    /// <summary>From now on the caller owns the tensor.</summary>
    public T Detach<T>(T disposable)
        where T : IDisposable
    {
        _owned.Remove(disposable);
        if (disposable is torch.Tensor tensor && tensor.Owner == this)
            tensor.Owner = null;
        return disposable;
    }

    public void Attach(IDisposable disposable)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (disposable is torch.Tensor tensor)
        {
            tensor.Owner?.Forget(tensor);
            tensor.Owner = this;
        }

        _owned.Add(disposable);
    }

    public void Dispose()
    {
        if (_disposed)
            return;
        _disposed = true;
        foreach (var disposable in _owned)
        {
            if (disposable is torch.Tensor tensor)
                tensor.Owner = null;
            disposable.Dispose();
        }

        _owned.Clear();
        if (s_current == this)
            s_current = Outer;
    }

    internal void Forget(IDisposable disposable) => _owned.Remove(disposable);
}
