using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using VizBench.Files;
using VizBench.Networks.Obtaining;
using VizBench.Networks.Onnx;
using VizBench.Networks.Weights;

namespace VizBench.Networks.Zoo;

/// <summary>The networks that the product knows by name, and the one way to open a network with its weights.</summary>
public static class NetworkCatalogue
{
    /// <summary>By name, depths in order.</summary>
    public static IReadOnlyList<NetworkEntry> All => ZooNetworks.All;

    /// <param name="name">'-' and '_' are the same here: torchvision writes vgg16_bn, papers VGG16-BN</param>
    /// <exception cref="UserError">no such network; the message suggests near names</exception>
    public static NetworkEntry Named(string name) => All.FirstOrDefault(entry => string.Equals(Spelled(entry.Name), Spelled(name), StringComparison.Ordinal))
        ?? throw new UserError($"there is no network '{name}'{NearestNames.Suggestion(name, All.Select(entry => entry.Name))} (all: vizbench list networks, and any FILE.onnx)");

    /// <summary>A network's one spelling: what the catalogue calls it; an ONNX file's path stays as it is.</summary>
    /// <exception cref="UserError">no such network</exception>
    public static string Canonical(string network) => OnnxNetwork.IsFile(network) ? network : Named(network).Name;

    /// <summary>The architecture of a network without its weights; needs no libtorch.</summary>
    /// <param name="network">a name of the catalogue, or an ONNX file</param>
    /// <param name="weights">as for <see cref="Open"/>: a file decides how many classes the network has</param>
    /// <exception cref="UserError">no such network, a file that can't be read as one, or unfitting weights</exception>
    public static Architecture ArchitectureOf(string network, string? weights = null)
    {
        if (OnnxNetwork.IsFile(network))
        {
            using var file = OnnxNetwork.Read(network);
            if (!IsFile(weights))
                return file.Architecture;
            using var given = WeightsFile.Read(weights);
            return OnnxOpening.Matched(file, given).Architecture;
        }

        var architecture = Named(network).Build();
        if (!IsFile(weights))
            return architecture;
        using var state = WeightsFile.Read(weights);
        return WeightMatching.Of(architecture, state).Architecture;
    }

    private static bool IsFile([NotNullWhen(true)] string? weights) => !string.IsNullOrEmpty(weights) && !FormulaWeights.IsNamedBy(weights);

    /// <summary>Opens a network by name, or from an ONNX file.</summary>
    /// <param name="name">a name of the catalogue, or an ONNX file</param>
    /// <param name="weights">
    /// a file that <see cref="WeightsFile"/> reads, "formula:SEED" for weights by formula, or null for those that come with the product, or lie in the ONNX file
    /// </param>
    /// <param name="exactAttributes">of an ONNX file: whether its attributes are the floats that it holds, or the decimals that these were written as</param>
    /// <exception cref="UserError">unknown name, missing or unfitting weights, a device that isn't there</exception>
    public static OpenedNetwork Open(string name, string? weights, ScalarType type, Device device, bool exactAttributes = false)
    {
        if (weights is "")
            throw new UserError($"no weight file is named for {name}; name one, or leave --weights out");
        CheckDevice(device);
        if (OnnxNetwork.IsFile(name))
            return OnnxOpening.Open(name, weights, type, device, exactAttributes);
        var entry = Named(name);
        if (FormulaWeights.IsNamedBy(weights))
            return FromFormula(entry.Build(), weights!, type, device);
        if (weights is null && entry.Obtainable is { } obtainable)
            return OpenObtained(entry, obtainable, type, device);
        var file = weights ?? CommittedFile(entry);
        using var state = WeightsFile.Read(file);
        var hash = InputFile.Sha256(file);
        var published = PublishedAs(file, hash);
        var architecture = entry.Build();
        if (published is not null)
            architecture = architecture.With(architecture.Preprocessing with { Resize = published.Resize });
        var source = weights is null ? $"models/{Path.GetFileName(file)}" : file;
        var matched = WeightMatching.Of(architecture, state);
        return new OpenedNetwork(WeightLoader.Load(matched, type, device), source, hash) { Published = published?.FileName, Notes = matched.Notes };
    }

    private static OpenedNetwork OpenObtained(NetworkEntry entry, ObtainableFile obtainable, ScalarType type, Device device)
    {
        var file = ObtainedFiles.Default.Require(entry.Name, obtainable);
        var architecture = entry.Build();
        using var state = NodeWeights.Read(file, architecture);
        return new OpenedNetwork(WeightLoader.Load(architecture, state, type, device), file, obtainable.Sha256);
    }

    /// <summary>The file in models/ that holds a network's committed weights.</summary>
    public static string CommittedFile(NetworkEntry entry)
    {
        if (!entry.Committed)
            throw new UserError($"{entry.Name} comes without weights; {entry.WeightsHint}, or --weights formula:1 for weights by formula");
        var file = Path.Combine(ProductFiles.Models, entry.Name + ".safetensors");
        return File.Exists(file)
            ? file
            : throw new UserError($"{file} is missing; restore it from the repository, or make it again with ./vizbench train {entry.TrainedAs}");
    }

    /// <summary>The published file that this one is, told by its hash; a file that has a published name must be that file.</summary>
    /// <exception cref="FileError">a published name with another file's content</exception>
    internal static PublishedWeights? PublishedAs(string file, string sha256)
    {
        var all = All.SelectMany(entry => entry.Published);
        var claimed = all.FirstOrDefault(weights => string.Equals(weights.FileName, Path.GetFileName(file), StringComparison.Ordinal));
        if (claimed?.IsOf(sha256) == false)
        {
            throw new FileError(
                file,
                "name",
                $"is that of torchvision's file whose SHA-256 begins with {claimed.Sha256Prefix}, but this one's begins with {sha256[..8]}: "
                + $"it is damaged or another file; fetch it again from {claimed.Url}, or give it a name of its own");
        }

        return all.FirstOrDefault(weights => weights.IsOf(sha256));
    }

    private static string Spelled(string name) => name.Replace('_', '-');

    private static OpenedNetwork FromFormula(Architecture architecture, string weights, ScalarType type, Device device)
    {
        var seed = FormulaWeights.SeedOf(weights);
        using var scope = NewDisposeScope();
        var parameters = FormulaWeights.Of(architecture, seed, type, device);
        return new OpenedNetwork(new Network(architecture, parameters), FormulaWeights.NameOf(seed), HashOfName($"{architecture.Name} {FormulaWeights.NameOf(seed)}"));
    }

    internal static string HashOfName(string name) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)));

    /// <exception cref="UserError">this libtorch has no such device</exception>
    public static void CheckDevice(Device device)
    {
        if (device.type == DeviceType.CUDA && device.index >= cuda.device_count())
            throw new UserError($"device {device} is not there: this libtorch sees {cuda.device_count()} CUDA devices; use --device cpu, or a libtorch with CUDA in VIZBENCH_LIBTORCH");
    }
}
