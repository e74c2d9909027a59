namespace VizBench.Torch;

/// <summary>What lies around a padded tensor, with TorchSharp's names and values.</summary>
public enum PaddingModes
{
    Zeros = 0,
    Reflect = 1,
    Replicate = 2,
    Circular = 3,
    Constant = 4,
}
