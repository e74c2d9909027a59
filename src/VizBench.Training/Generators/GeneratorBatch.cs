namespace VizBench.Training;

/// <summary>What losses are given of a batch, or of a piece of one.</summary>
/// <param name="Input">the generator's: codes, or pictures</param>
/// <param name="Target">(N, 3, H, W) the pictures that it came from, in the networks' normalized units</param>
/// <param name="Output">what the generator made of the input, in the same units</param>
/// <param name="TargetFeatures">what the networks see in the pictures</param>
/// <param name="OutputFeatures">what they see in what was made</param>
internal sealed record GeneratorBatch(Tensor Input, Tensor Target, Tensor Output, PictureFeatures TargetFeatures, PictureFeatures OutputFeatures);
