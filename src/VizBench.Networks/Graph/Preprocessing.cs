namespace VizBench.Networks;

/// <summary>
/// How a picture becomes a network's input: the shorter side is resized (antialiased bilinear), the centre cropped, values
/// in 0..1 normalised by channel: (value − mean) / std.
/// </summary>
/// <param name="Resize">the shorter side after resizing, pixels</param>
/// <param name="Crop">the side of the square centre crop, pixels</param>
public sealed record Preprocessing(int Resize, int Crop, IReadOnlyList<double> Mean, IReadOnlyList<double> Std)
{
    /// <summary>What torchvision's ImageNet classifiers expect.</summary>
    public static Preprocessing ImageNet { get; } = new(256, 224, [0.485, 0.456, 0.406], [0.229, 0.224, 0.225]);

    /// <summary>What the ConceptWorld networks expect: roughly zero mean and unit spread.</summary>
    public static Preprocessing ConceptWorld(int size) => new(size, size, [0.5, 0.5, 0.5], [0.25, 0.25, 0.25]);
}
