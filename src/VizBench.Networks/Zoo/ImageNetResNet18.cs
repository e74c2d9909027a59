using VizBench.Networks.Obtaining;

namespace VizBench.Networks.Zoo;

/// <summary>
/// ResNet-18 as Microsoft trained it on ImageNet with CNTK for ML.NET's image featurizer, without its classifier. The graph is
/// torchvision's ResNet-18 up to the average pool, with a third block in the last stage; its layers have torchvision's names, and
/// those that they have in the published ONNX file are aliases.
/// </summary>
/// <remarks>
/// CNTK pads a strided window before and not behind (convolution 7/2: 3 and 2, windows of 3/2: 1 and 0), torchvision on both
/// sides alike. Where the input's sides are divisible by 32, 224 for example, no window reaches the padding behind, and the
/// functions are the same.
/// </remarks>
public static class ImageNetResNet18
{
    public const string Name = "imagenet-resnet18";

    /// <summary>Blocks by stage: one more than ResNet-18's in the last.</summary>
    private static readonly int[] s_blocks = [2, 2, 2, 3];

    /// <summary>The number in the name of the first node; CNTK numbers the others in torchvision's order, by twos.</summary>
    private const int FirstNode = 249;

    /// <summary>
    /// The mean by channel of the mean image that the package's preprocessing takes off, 0 … 255 (blue 103.06, green 115.90,
    /// red 123.15): a picture of any size has that mean, and within the image it varies by 3 to 6.
    /// </summary>
    private static Preprocessing Preparation { get; } =
        new(256, 224, [0.48295, 0.45452, 0.40417], [1 / 255.0, 1 / 255.0, 1 / 255.0]) { BlueFirst = true };

    internal static NetworkEntry Entry { get; } = new(
        Name, "ResNet-18, He 2015, with a third block in its last stage, trained on ImageNet's photographs, without its classifier; 224×224", Build, false)
    {
        Obtainable = new ObtainableFile
        {
            Package = "Microsoft.ML.DnnImageFeaturizer.ResNet18",
            Version = "0.23.1",
            PathInPackage = "tools/DnnImageModels/ResNet18Onnx/ResNet18.onnx",
            FileName = Name + ".onnx",
            Sha256 = "e2552f19db2dfdb01b3669537b6a0f1b44da38d18279535492ed5dfc2ef1ff8f",
            Bytes = 63_653_533,
            PackageBytes = 59_500_419,
            License = "MIT",
            Holder = ".NET Foundation and Contributors",
        },
    };

    public static Architecture Build()
    {
        var stack = new LayerStack();
        ResNet.AddFeatures(stack, s_blocks, isDeep: false);
        return new Architecture(Name, [3, 224, 224], Preparation, [.. stack.Layers.Select(WithAlias)]);
    }

    private static Layer WithAlias(Layer layer, int index)
    {
        var node = $"{NodeType(layer.Operation)}{FirstNode + 2 * index}";
        return layer with { Aliases = [$"{node}_Output_0", node] };
    }

    private static string NodeType(Operation operation) => operation switch
    {
        Convolution => "Convolution",
        BatchNorm => "BatchNormalization",
        ReLU => "ReLU",
        Add => "Plus",
        _ => "Pooling",
    };
}
