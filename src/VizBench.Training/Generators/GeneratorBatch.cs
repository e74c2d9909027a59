namespace VizBench.Training;

/// <summary>What losses are given of a batch, or of a piece of one.</summary>
/// <param name="Input">the generator's: codes, or pictures</param>
/// <param name="Target">(N, 3, H, W) the pictures that it came from, in the networks' normalized units</param>
/// <param name="Output">what the generator made of the input: pictures in the same units, or codes</param>
/// <param name="TargetFeatures">what the networks see in the pictures</param>
/// <param name="OutputFeatures">what they see in what was made</param>
internal sealed record GeneratorBatch(Tensor Input, Tensor Target, Tensor Output, PictureFeatures TargetFeatures, PictureFeatures OutputFeatures)
{
    private Tensor? _scores;

    /// <summary>Where the input are codes: what they were before noise, and the variance of each of their values.</summary>
    internal (Tensor Values, Tensor Variances)? CleanCodes { get; init; }

    /// <summary>The discriminator, where the recipe has one, and what it is told of the input.</summary>
    internal (Discriminator Discriminator, Tensor? Condition)? Judging { get; init; }

    /// <summary>The discriminator's scores of the output, differentiable by the output alone; once it has learned from this batch.</summary>
    /// <exception cref="InvalidOperationException">the recipe has no discriminator</exception>
    internal Tensor OutputScores => _scores ??= Judging is var (discriminator, condition)
        ? discriminator.Scores(Output, condition, true)
        : throw new InvalidOperationException("an adversarial loss needs a discriminator, and the recipe has none");

    /// <summary>What the networks see in the pictures whose style is wanted; null: no style is.</summary>
    internal PictureFeatures? StyleFeatures { get; init; }

    /// <exception cref="InvalidOperationException">the recipe's input names no style</exception>
    internal PictureFeatures Style => StyleFeatures ?? throw new InvalidOperationException("a loss of style needs pictures of the style, and the recipe's input has none");

    /// <summary>Those that are there when the batch has been made.</summary>
    internal IEnumerable<Tensor> Tensors =>
        new[] { Input, Target, Output }.Concat(Judging?.Condition is { } condition ? [condition] : []).Concat(TargetFeatures.Seen).Concat(StyleFeatures?.Seen ?? []).Distinct();
}
