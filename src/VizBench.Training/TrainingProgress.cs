namespace VizBench.Training;

/// <summary>How far a training is.</summary>
/// <param name="Phase">what is done now, in a word or two</param>
/// <param name="Fraction">of the phase, 0 … 1</param>
/// <param name="Loss">the mean of the last steps; NaN before the first</param>
/// <param name="Accuracy">on the training batches of the last steps, perturbed where there is an adversary; NaN before the first</param>
public readonly record struct TrainingProgress(string Phase, double Fraction, double Loss = double.NaN, double Accuracy = double.NaN);
