namespace VizBench.Networks.Zoo;

/// <summary>The zoo's entries. Files and names of published weights, and their resizing, are torchvision's (torchvision/models, 0.14).</summary>
internal static class ZooNetworks
{
    private const string ImageNet = "224×224, ImageNet's 1000 classes";

    private const string World = ", for ConceptWorld; 64×64, 12 classes";

    /// <summary>By name, depths in order.</summary>
    internal static IReadOnlyList<NetworkEntry> All { get; } =
    [
        FromTorchvision("alexnet", $"AlexNet, Krizhevsky 2014, as torchvision builds it; {ImageNet}", AlexNet.Build, "alexnet-owt-7be5be79.pth"),
        new(AlexNetMini.Name, $"AlexNet at a small scale, with batch normalisation{World}", () => AlexNetMini.Build(), true),
        new(AlexNetMini.RobustName, $"alexnet-mini trained against an adversary{World}", () => AlexNetMini.Build(AlexNetMini.RobustName), true),
        new("caffenet", "CaffeNet, BVLC's AlexNet with groups, pooled before normalisation; 227×227, ImageNet's 1000 classes", CaffeNet.Build, false),
        new(CaffeNetMini.Name, $"CaffeNet at a small scale, with LRN and groups{World}", CaffeNetMini.Build, true),
        .. CaffeNetMini.Moments.Select(MomentOf),
        FromTorchvision("googlenet", $"GoogLeNet with batch normalisation, as torchvision builds it; {ImageNet}", GoogLeNet.Build, "googlenet-1378be20.pth"),
        new(GoogLeNetBvlc.Name, $"GoogLeNet, Szegedy 2015, as BVLC trained it with Caffe; {ImageNet}", GoogLeNetBvlc.Build, false),
        new(GoogLeNetMini.Name, $"GoogLeNet with five inception modules{World}", GoogLeNetMini.Build, true),
        ImageNetResNet18.Entry,
        ResNetOf(18, "resnet18-f37072fd.pth"),
        ResNetOf(34, "resnet34-b627a593.pth"),
        ResNetOf(50, "resnet50-0676ba61.pth", "resnet50-11ad3fa6.pth"),
        ResNetOf(101, "resnet101-63fe2227.pth", "resnet101-cd907fc2.pth"),
        new(ResNetMini.Name, $"ResNet with five basic blocks{World}", ResNetMini.Build, true),
        new(VggMini.Name, $"VGG with six convolutions, trained against an adversary{World}", () => VggMini.Build(), true),
        new(VggMini.ShortcutName, $"vgg-mini trained where a mark gives one class away{World}", () => VggMini.Build(VggMini.ShortcutName), true),
        VggOf(11, false, "vgg11-8a719046.pth"),
        VggOf(11, true, "vgg11_bn-6002323d.pth"),
        VggOf(13, false, "vgg13-19584684.pth"),
        VggOf(13, true, "vgg13_bn-abd245e5.pth"),
        VggOf(16, false, "vgg16-397923af.pth"),
        VggOf(16, true, "vgg16_bn-6c64b313.pth"),
        VggOf(19, false, "vgg19-dcbb9e9d.pth"),
        VggOf(19, true, "vgg19_bn-c79401a0.pth"),
        new("zfnet", $"ZFNet, Zeiler and Fergus 2014, figure 3; {ImageNet}", ZfNet.Build, false),
    ];

    private static NetworkEntry MomentOf(int step) => new(
        CaffeNetMini.BuildMoment(step).Name, $"caffenet-mini's convolutions after {step} steps of its training; 64×64", () => CaffeNetMini.BuildMoment(step), true)
    {
        MomentOf = CaffeNetMini.Name,
    };

    private static NetworkEntry VggOf(int depth, bool normalised, string file) => FromTorchvision(
        normalised ? $"vgg{depth}_bn" : $"vgg{depth}",
        $"VGG-{depth}{(normalised ? " with batch normalisation" : "")}, Simonyan and Zisserman 2014; {ImageNet}",
        () => Vgg.Build(depth, normalised),
        file);

    private static NetworkEntry ResNetOf(int depth, params string[] files) =>
        FromTorchvision($"resnet{depth}", $"ResNet-{depth}, He 2015, as torchvision builds it; {ImageNet}", () => ResNet.Build(depth), files);

    private static NetworkEntry FromTorchvision(string name, string summary, Func<Architecture> build, params string[] files) =>
        new(name, summary, build, false)
        {
            Published = [.. files.Select((file, i) => new PublishedWeights(file, $"IMAGENET1K_V{i + 1}", i == 0 ? 256 : 232))],
        };
}
