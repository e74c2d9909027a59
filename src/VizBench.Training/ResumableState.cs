using VizBench.Networks.Weights;

namespace VizBench.Training;

/// <summary>All that a training has come to: with it, the recipe and the step's number it goes on. Owns its tensors.</summary>
internal abstract class ResumableState(LearningCurve curve) : IDisposable
{
    internal LearningCurve Curve => curve;

    /// <summary>How many steps are done.</summary>
    internal int Step { get; set; }

    /// <summary>How long they took, interruptions not counted.</summary>
    internal double Seconds { get; set; }

    /// <summary>Every tensor that steps change, by a name of its own.</summary>
    internal abstract IEnumerable<(string Name, Tensor Value)> Tensors { get; }

    /// <summary>What else has to be kept of the steps that are done; names of their own too.</summary>
    internal virtual IEnumerable<WeightTensor> Kept => [];

    /// <summary>Takes back what <see cref="Kept"/> gave.</summary>
    internal virtual void Restore(StateDict file)
    {
    }

    public abstract void Dispose();
}
