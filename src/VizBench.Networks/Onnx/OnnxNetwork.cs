using Microsoft.Win32.SafeHandles;
using VizBench.Networks.Weights;

namespace VizBench.Networks.Onnx;

/// <summary>
/// A network read from an ONNX file: its architecture and its weights, which stay in the file (and in the files beside it that
/// it names) until they are asked for. A layer is called after its node's output, and can be asked for by the node's name too;
/// parameters keep their initializers' names.
/// </summary>
public sealed class OnnxNetwork : IDisposable
{
    private const long MaxFileBytes = int.MaxValue;

    private readonly SafeFileHandle _file;
    private readonly OnnxTensorData _data;

    private OnnxNetwork(SafeFileHandle file, OnnxTensorData data, Architecture architecture, StateDict weights, IReadOnlySet<string> constants) =>
        (_file, _data, Architecture, Weights, Constants) = (file, data, architecture, weights, constants);

    public Architecture Architecture { get; }

    /// <summary>The parameters' values by name, those that the graph holds as constants among them.</summary>
    public StateDict Weights { get; }

    /// <summary>Names of parameters that are constants of the graph: weights from elsewhere don't replace them.</summary>
    public IReadOnlySet<string> Constants { get; }

    /// <summary>By parameter, how values in the order that the file's graph uses become the layer's; those that are not named are used as they are.</summary>
    internal IReadOnlyDictionary<string, Rearrangement> Rearrangements { get; private init; } = new Dictionary<string, Rearrangement>(StringComparer.Ordinal);

    /// <summary>The model, and the files with its external data that have been read, in the order of their first use.</summary>
    public IReadOnlyList<string> Files => [Weights.Source, .. _data.ExternalPaths];

    /// <summary>Whether a network is named by an ONNX file, not by a name of the catalogue.</summary>
    public static bool IsFile(string network) => network.EndsWith(".onnx", StringComparison.OrdinalIgnoreCase);

    /// <summary>Reads a model and turns its graph into layers; needs no libtorch.</summary>
    /// <param name="path">of the model</param>
    /// <param name="exactAttributes">whether attributes are the floats that the file holds; else the decimals that these were written as, 1e-5 say</param>
    /// <exception cref="FileError">the file can't be read, breaks a rule of the format, or holds what is not supported</exception>
    public static OnnxNetwork Read(string path, bool exactAttributes = false)
    {
        var file = WeightFileHandle.Open(path);
        OnnxTensorData? data = null;
        try
        {
            var wire = new WireFile(file, path, LengthOf(path, file));
            data = new OnnxTensorData(wire);
            return Read(path, file, wire, data, exactAttributes);
        }
        catch
        {
            data?.Dispose();
            file.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        Weights.Dispose();
        _data.Dispose();
        _file.Dispose();
    }

    private static OnnxNetwork Read(string path, SafeFileHandle file, WireFile wire, OnnxTensorData data, bool exactAttributes)
    {
        var model = new OnnxModelReader(wire).Read();
        var companion = Companion.Beside(path);
        var input = GraphInput.Of(path, model.Graph);
        var layout = LayoutOfInput.Of(path, model.Graph, input, data, companion.Layout);
        var shape = GraphInput.ShapeOf(path, input, companion.Input, layout);
        var import = new GraphImport(path, model, data) { HasExactAttributes = exactAttributes };
        var output = import.Run(input, shape, layout);
        var weights = new StateDict(import.Layers.Tensors(), null, path, null);
        var constants = import.Layers.Parameters.Where(parameter => parameter.Value.IsConstant).Select(parameter => parameter.Key).ToHashSet(StringComparer.Ordinal);
        var architecture = ArchitectureOf(path, shape, layout, import, output, companion, GraphInput.IsReal(input));
        return new OnnxNetwork(file, data, architecture, weights, constants)
        {
            Rearrangements = import.Layers.Parameters.Where(parameter => parameter.Value.Rearrangement is not null)
                .ToDictionary(parameter => parameter.Key, parameter => parameter.Value.Rearrangement!, StringComparer.Ordinal),
        };
    }

    private static Architecture ArchitectureOf(string path, long[] shape, InputLayout layout, GraphImport import, string output, Companion companion, bool isReal)
    {
        var layers = import.Layers.Finished;
        try
        {
            var architecture = new Architecture(
                Path.GetFileNameWithoutExtension(path), shape, companion.PreprocessingFor(shape, isReal), layers, companion.Classes)
            {
                InputLayout = layout,
                Output = layers.First(layer => string.Equals(layer.Name, output, StringComparison.Ordinal)),
            };
            companion.CheckClasses(architecture.ClassCount);
            return (companion.Probability ?? import.Probability) is { } probability ? architecture.With(probability) : architecture;
        }
        catch (ArgumentException e)
        {
            throw new FileError(path, "graph", e.Message, e);
        }
    }

    private static long LengthOf(string path, SafeFileHandle file)
    {
        var length = WeightFileHandle.LengthOf(path, file);
        return length <= MaxFileBytes
            ? length
            : throw new FileError(path, "file", $"it has {length} bytes, an ONNX file less than 2 GiB; larger models keep their weights as external data");
    }
}
