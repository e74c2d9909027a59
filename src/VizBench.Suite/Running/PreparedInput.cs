using VizBench.Data.Images;
using VizBench.Networks;

namespace VizBench.Suite;

/// <summary>An input as one network sees it, with what is known of it. Owns its tensor.</summary>
internal sealed class PreparedInput : IDisposable
{
    public required CaseInput Input { get; init; }

    /// <summary>(1, C, H, W), normalised.</summary>
    public required Tensor Value { get; init; }

    /// <summary>What the network sees, H × W.</summary>
    public required RgbImage Picture { get; init; }

    /// <summary>H × W, row by row: where the object of the input's class is visible; null where that isn't known.</summary>
    public bool[]? Mask { get; init; }

    /// <summary>The input's class as an index of the network's; null where it isn't known, or the network has no such class.</summary>
    public long? TrueClass { get; init; }

    /// <summary>(classes), float64; empty where the network has no classes, or the picture is still to be painted at another size than the network's.</summary>
    public required double[] Logits { get; init; }

    /// <summary>What makes probabilities of them.</summary>
    public required ClassProbability Probability { get; init; }

    /// <summary>Of the picture's size and pixels.</summary>
    public required string Sha256 { get; init; }

    /// <summary>The class with the greatest logit; null where there are no logits.</summary>
    public long? Predicted => Logits.Length == 0 ? null : Array.IndexOf(Logits, Logits.Max());

    /// <summary>The probability of a class, 0 … 1.</summary>
    public double ProbabilityOf(long index) => Probability.OfSample(Logits)[index];

    /// <summary>Whether the network is right; null where the input's class isn't known. A network of one class is where it says p > ½.</summary>
    public bool? IsRight => TrueClass is not { } label ? null : Logits.Length == 1 ? Logits[label] > 0 : label == Predicted;

    public void Dispose() => Value.Dispose();
}
