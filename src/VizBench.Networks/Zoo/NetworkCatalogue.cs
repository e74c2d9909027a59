using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using VizBench.Files;
using VizBench.Networks.Weights;

namespace VizBench.Networks.Zoo;

/// <summary>The networks that the product knows by name, and the one way to open a network with its weights.</summary>
public static class NetworkCatalogue
{
    private const string FormulaPrefix = "formula:";

    /// <summary>In alphabetical order.</summary>
    public static IReadOnlyList<NetworkEntry> All { get; } =
    [
        new("alexnet", "AlexNet, Krizhevsky 2014, as torchvision builds it; 224×224, ImageNet's 1000 classes", AlexNet.Build, false),
        new("vgg-mini", "VGG with six convolutions for ConceptWorld; 64×64, 12 classes", VggMini.Build, true),
        new("vgg11", "VGG-11, Simonyan and Zisserman 2014; 224×224, ImageNet's 1000 classes", () => Vgg.Build(11), false),
        new("vgg13", "VGG-13, Simonyan and Zisserman 2014; 224×224, ImageNet's 1000 classes", () => Vgg.Build(13), false),
        new("vgg16", "VGG-16, Simonyan and Zisserman 2014; 224×224, ImageNet's 1000 classes", () => Vgg.Build(16), false),
        new("vgg19", "VGG-19, Simonyan and Zisserman 2014; 224×224, ImageNet's 1000 classes", () => Vgg.Build(19), false),
    ];

    /// <exception cref="UserError">no such network; the message lists what there is</exception>
    public static NetworkEntry Named(string name) => All.FirstOrDefault(entry => string.Equals(entry.Name, name, StringComparison.Ordinal))
        ?? throw new UserError($"there is no network '{name}'; there are {string.Join(", ", All.Select(entry => entry.Name))}");

    /// <summary>The architecture of a network without its weights; needs no libtorch.</summary>
    /// <param name="network">a name of the catalogue</param>
    /// <exception cref="UserError">no such network</exception>
    public static Architecture ArchitectureOf(string network) => Named(network).Build();

    /// <summary>Opens a network by name.</summary>
    /// <param name="weights">
    /// a file that <see cref="WeightsFile"/> reads, "formula:SEED" for weights by formula, or null for those that come with the product
    /// </param>
    /// <exception cref="UserError">unknown name, missing or unfitting weights, a device that isn't there</exception>
    public static OpenedNetwork Open(string name, string? weights, ScalarType type, Device device)
    {
        CheckDevice(device);
        var entry = Named(name);
        if (weights?.StartsWith(FormulaPrefix, StringComparison.Ordinal) == true)
            return FromFormula(entry.Build(), weights, type, device);
        var file = weights ?? CommittedFile(entry);
        using var state = WeightsFile.Read(file);
        return new OpenedNetwork(WeightLoader.Load(entry.Build(), state, type, device), weights is null ? $"models/{Path.GetFileName(file)}" : file, HashOf(file));
    }

    /// <summary>The file in models/ that holds a network's committed weights.</summary>
    public static string CommittedFile(NetworkEntry entry)
    {
        if (!entry.Committed)
            throw new UserError($"{entry.Name} comes without weights; give a file with --weights FILE (.safetensors, .pth or .npz; or --weights formula:1 for weights by formula)");
        var file = Path.Combine(ProductFiles.Models, entry.Name + ".safetensors");
        return File.Exists(file)
            ? file
            : throw new UserError($"{file} is missing; restore it from the repository, or make it again with ./vizbench train {entry.Name}");
    }

    private static OpenedNetwork FromFormula(Architecture architecture, string weights, ScalarType type, Device device)
    {
        if (!long.TryParse(weights.AsSpan(FormulaPrefix.Length), NumberStyles.Integer, CultureInfo.InvariantCulture, out var seed))
            throw new UserError($"'{weights}': weights by formula are named formula:SEED with a whole number, for example formula:1");
        using var scope = NewDisposeScope();
        var parameters = FormulaWeights.Of(architecture, seed, type, device);
        var name = $"{architecture.Name} {FormulaPrefix}{seed}";
        return new OpenedNetwork(new Network(architecture, parameters), $"{FormulaPrefix}{seed}", Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name))));
    }

    private static void CheckDevice(Device device)
    {
        if (device.type == DeviceType.CUDA && device.index >= cuda.device_count())
            throw new UserError($"device {device} is not there: this libtorch sees {cuda.device_count()} CUDA devices; use --device cpu, or a libtorch with CUDA in VIZBENCH_LIBTORCH");
    }

    private static string HashOf(string file)
    {
        using var stream = File.OpenRead(file);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }
}
