using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using VizBench.Files;
using VizBench.Networks.Weights;

namespace VizBench.Networks.Export;

/// <summary>
/// A network as a folder that programs in any language can read: network.json, the graph (docs/external-methods.md describes it), and
/// weights.safetensors, the parameters by their names.
/// </summary>
public static class NetworkFolder
{
    /// <summary>The graph's file.</summary>
    public const string GraphFile = "network.json";

    private const string WeightsName = "weights.safetensors";

    internal static JsonSerializerOptions Options { get; } = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        WriteIndented = true,
        // An operation's tuples are of fields.
        IncludeFields = true,
        Converters = { new ExtentConverter(), new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { KeepWhatIsSet } },
    };

    /// <summary>Writes the network into a folder that is there.</summary>
    /// <exception cref="FileError">a file can't be written</exception>
    public static void Write(string folder, Network network)
    {
        ArgumentNullException.ThrowIfNull(network);
        SafetensorsFile.Write(
            Path.Combine(folder, WeightsName), new StateDict(network.Parameters.Select(parameter => WeightTensor.FromTensor(parameter.Key, parameter.Value))));
        // The graph last: where it is, the weights are too.
        AtomicFile.WriteText(Path.Combine(folder, GraphFile), GraphOf(network).ToJsonString(Options) + "\n");
    }

    /// <summary>The content of network.json.</summary>
    private static JsonObject GraphOf(Network network)
    {
        var architecture = network.Architecture;
        var preprocessing = architecture.Preprocessing;
        return new JsonObject
        {
            ["format"] = 1,
            ["name"] = architecture.Name,
            ["dtype"] = ElementTypeName(network.dtype),
            ["weights"] = WeightsName,
            ["input"] = new JsonObject { ["name"] = Architecture.InputName, ["shape"] = Node(architecture.InputShape) },
            ["preprocessing"] = new JsonObject
            {
                ["resize"] = preprocessing.Resize,
                ["crop"] = Node(new[] { preprocessing.Crop, preprocessing.CropWidth ?? preprocessing.Crop }),
                ["mean"] = Node(preprocessing.Mean),
                ["std"] = Node(preprocessing.Std),
                ["blue_first"] = preprocessing.BlueFirst,
            },
            ["output"] = architecture.Output.Name,
            ["probability"] = architecture.HasClasses ? architecture.Probability.ToString().ToLowerInvariant() : null,
            ["classes"] = Node(architecture.Classes),
            ["layers"] = LayersOf(architecture),
        };
    }

    internal static JsonArray LayersOf(Architecture architecture) => new([.. architecture.Layers.Select(layer => LayerOf(layer, architecture))]);

    private static JsonObject LayerOf(Layer layer, Architecture architecture) => new()
    {
        ["name"] = layer.Name,
        ["operator"] = layer.Operation.GetType().Name,
        ["inputs"] = Node(layer.Inputs),
        ["attributes"] = JsonSerializer.SerializeToNode(layer.Operation, layer.Operation.GetType(), Options),
        ["parameters"] = new JsonObject(layer.Operation.Parameters.Select(parameter => KeyValuePair.Create(parameter.Role, (JsonNode?)layer.ParameterName(parameter.Role)))),
        ["shape"] = Node(architecture.ShapeOf(layer.Name)),
        ["aliases"] = Node(layer.Aliases),
    };

    private static string ElementTypeName(ScalarType type) => type.ToString().ToLowerInvariant();

    private static JsonNode? Node<T>(T value) => JsonSerializer.SerializeToNode(value, Options);

    /// <summary>What an operation is given; not what follows from it, and not its parameters, which stand beside the attributes.</summary>
    private static void KeepWhatIsSet(JsonTypeInfo type)
    {
        if (!type.Type.IsAssignableTo(typeof(Operation)))
            return;
        foreach (var derived in type.Properties.Where(property => property.Set is null).ToArray())
            type.Properties.Remove(derived);
    }

    private sealed class ExtentConverter : JsonConverter<Extent>
    {
        public override Extent Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            JsonSerializer.Deserialize<long[]>(ref reader, options) is [var height, var width] ? new Extent(height, width) : throw new JsonException("an extent has a height and a width");

        public override void Write(Utf8JsonWriter writer, Extent value, JsonSerializerOptions options) => JsonSerializer.Serialize(writer, value.ToArray(), options);
    }
}
