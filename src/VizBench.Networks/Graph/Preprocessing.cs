namespace VizBench.Networks;

/// <summary>
/// How a picture becomes a network's input: the shorter side is resized (antialiased bilinear), the centre cropped, values
/// in 0..1 normalised by channel: (value − mean) / std.
/// </summary>
/// <param name="Resize">the shorter side after resizing, pixels</param>
/// <param name="Crop">the side of the square centre crop, pixels</param>
/// <param name="Mean">one for each channel of the network's input; of three, in the order red, green, blue</param>
/// <param name="Std">like <paramref name="Mean"/></param>
public sealed record Preprocessing(int Resize, int Crop, IReadOnlyList<double> Mean, IReadOnlyList<double> Std)
{
    /// <summary>The width of the crop where it isn't square: <see cref="Crop"/> is then its height.</summary>
    public int? CropWidth { get; init; }

    /// <summary>Whether the network's input channels are blue, green, red, as those of networks trained with Caffe are.</summary>
    public bool BlueFirst { get; init; }

    /// <summary>What torchvision's ImageNet classifiers expect.</summary>
    public static Preprocessing ImageNet { get; } = new(256, 224, [0.485, 0.456, 0.406], [0.229, 0.224, 0.225]);

    /// <summary>What networks trained with Caffe on ImageNet expect: blue first, 0 … 255 with the mean pixel taken off, not scaled.</summary>
    /// <param name="crop">the side of the network's input, pixels</param>
    public static Preprocessing Caffe(int crop) =>
        new(256, crop, [123 / 255.0, 117 / 255.0, 104 / 255.0], [1 / 255.0, 1 / 255.0, 1 / 255.0]) { BlueFirst = true };

    /// <summary>What the ConceptWorld networks expect: roughly zero mean and unit spread.</summary>
    public static Preprocessing ConceptWorld(int size) => new(size, size, [0.5, 0.5, 0.5], [0.25, 0.25, 0.25]);
}
