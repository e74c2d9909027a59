using VizBench.Data.ConceptWorld;
using VizBench.Methods;
using VizBench.Networks;
using VizBench.Networks.Weights;
using VizBench.Randomness;

namespace VizBench.Tests.Methods;

/// <summary>A network small enough that every method runs on it in milliseconds, with weights by formula.</summary>
internal static class SmallNetwork
{
    internal const string SpatialLayer = "features.2";
    private const int Size = 16;

    /// <summary>The same for methods that paint: those that look at a dataset need ConceptWorld's classes and its least size.</summary>
    internal static Network OfWorld(ScalarType type, Device device) => Create(type, device, WorldOptions.SmallestSize, World.Classes);

    internal static Network Create(ScalarType type, Device device) => Create(type, device, Size, ["a", "b", "c", "d", "e"]);

    private static Network Create(ScalarType type, Device device, int size, IReadOnlyList<string> classes)
    {
        var stack = new LayerStack();
        stack.Sequence(
            "features",
            new Convolution(3, 8, 3) { Padding = 1 },
            new ReLU(),
            new Convolution(8, 8, 3) { Padding = 1 },
            new ReLU(),
            new MaxPool(2, 2));
        stack.Add("flatten", new Flatten());
        stack.Sequence("classifier", new Linear(8 * size * size / 4, classes.Count));
        var architecture = new Architecture("small", [3, size, size], Preprocessing.ConceptWorld(size), stack.Layers, [.. classes]);
        using var scope = NewDisposeScope();
        return new Network(architecture, FormulaWeights.Of(architecture, 3, type, device));
    }

    /// <summary>A probe of a batch of random images that has what the method needs; its tensors belong to the caller's scope.</summary>
    internal static Probe ProbeFor(MethodInfo method, Network network, int batch) => ProbeOf(network, batch) with
    {
        Layer = method.Description.Needs.HasFlag(Needs.Layer) ? SpatialLayer : null,
        Units = method.Description.Needs.HasFlag(Needs.Unit) ? [new Unit(1)] : [],
        Roles = method.Description.NeededRoles.ToDictionary(role => role, role => RoleOf(role, network), StringComparer.Ordinal),
    };

    /// <summary>One random picture for all samples; it belongs to the caller's scope.</summary>
    private static Tensor RoleOf(string role, Network network) => tensor(
        new StreamKey(5, "small", role).Open().Normal(network.Architecture.InputShape.Aggregate((product, extent) => product * extent)), [1, .. network.Architecture.InputShape], network.dtype, network.device);

    /// <summary>A probe of a batch of random images with a class for each; its tensors belong to the caller's scope.</summary>
    internal static Probe ProbeOf(Network network, int batch) => new()
    {
        Network = network,
        Input = tensor(
            new StreamKey(5, "small", "input").Open().Normal(batch * network.Architecture.InputShape.Aggregate((product, extent) => product * extent)),
            [batch, .. network.Architecture.InputShape], network.dtype, network.device),
        Targets = [.. Enumerable.Range(0, batch).Select(i => (long)(i % 5))],
        Seed = 11,
        Case = "contract",
    };
}
