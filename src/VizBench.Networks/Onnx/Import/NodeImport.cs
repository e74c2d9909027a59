using System.Globalization;
using VizBench.Networks.Weights;

namespace VizBench.Networks.Onnx;

/// <summary>One node on its way to becoming layers: its inputs, its attributes, and where the result goes.</summary>
internal sealed class NodeImport(GraphImport graph, OnnxNode node)
{
    private static readonly Dictionary<string, ParameterSource> s_none = new(StringComparer.Ordinal);

    internal OnnxNode Node => node;

    internal string Operator => node.Operator;

    internal long Opset => graph.Opset;

    internal LayerList Layers => graph.Layers;

    /// <summary>The name of the first output.</summary>
    internal string Name => node.Outputs.Count > 0 && node.Outputs[0].Length > 0 ? node.Outputs[0] : throw Refuse("makes no output");

    internal int InputCount => node.Inputs.Count;

    internal FileError Refuse(string reason) => new(graph.Path, node.Place, reason);

    internal bool Has(int input) => input < node.Inputs.Count && node.Inputs[input].Length > 0;

    internal bool HasAttribute(string name) => node.Attributes.ContainsKey(name);

    internal Value Input(int input) => Has(input)
        ? graph.Find(node.Inputs[input]) ?? throw Refuse($"reads the tensor '{node.Inputs[input]}', which is not computed: only the first output of some operators is supported")
        : throw Refuse($"lacks its input {input}");

    internal Activation Activation(int input) => Input(input) as Activation ?? throw Refuse($"its input '{node.Inputs[input]}' does not depend on the network's input, which is not supported");

    /// <summary>Whether all inputs that are there are known before the network runs.</summary>
    internal bool IsConstant => Enumerable.Range(0, InputCount).Where(Has).All(input => Input(input) is not Onnx.Activation);

    /// <summary>Whether a number is the size of the batch for which the file was written.</summary>
    internal bool IsStaticBatch(double number) => graph.StaticBatch == number;

    /// <summary>Whether an input is read by this node alone, and is no output of the graph.</summary>
    internal bool IsOnlyReader(int input) => graph.UsesOf(node.Inputs[input]) == 1;

    /// <summary>The values of an input that does not depend on the network's.</summary>
    internal Known Known(int input) => Input(input) switch
    {
        Known known => known,
        Stored stored => graph.KnownOnce(node.Inputs[input], () => Loaded(stored, node.Inputs[input])),
        Uniform uniform => graph.KnownOnce(
            node.Inputs[input], () => new Known(uniform.Name, uniform.Shape, [.. Enumerable.Repeat(uniform.Element, Allowance(uniform.Shape))], uniform.IsInteger)),
        _ => throw Refuse($"its input '{node.Inputs[input]}' depends on the network's input; only a constant is supported there"),
    };

    internal Known? KnownOrNull(int input) => Has(input) ? Known(input) : null;

    /// <summary>An input that does not depend on the network's, its values perhaps still in the file or not written out.</summary>
    internal Constant Constant(int input) => Input(input) as Constant ?? throw Refuse($"its input '{node.Inputs[input]}' depends on the network's input; only a constant is supported there");

    /// <summary>The one value of a constant input, whatever its shape; null where there may be several.</summary>
    internal Element? OnlyElement(int input) => Constant(input) switch
    {
        Uniform uniform => uniform.Element,
        var constant when SampleShape.Count(constant.Shape) == 1 => Known(input).Elements[0],
        _ => null,
    };

    /// <summary>Whether a constant input is of whole numbers.</summary>
    internal bool IsInteger(int input) => Constant(input) switch
    {
        Stored stored => !stored.Tensor.IsReal,
        Uniform uniform => uniform.IsInteger,
        var known => ((Known)known).IsInteger,
    };

    /// <summary>How many values a constant of a shape has, counted against what the import may compute with.</summary>
    /// <exception cref="FileError">it is more than that</exception>
    internal int Allowance(long[] shape) => graph.Allowance(node, shape);

    /// <summary>Whole numbers of a constant input, none of them the batch's size.</summary>
    internal long[] Integers(int input)
    {
        var known = Known(input);
        return Array.Exists(known.Elements, element => element.IsBatch)
            ? throw Refuse($"its input '{node.Inputs[input]}' holds the size of the batch, which is not supported there")
            : Array.ConvertAll(known.Numbers, number => (long)number);
    }

    /// <summary>The one number of a constant input.</summary>
    internal double Number(int input)
    {
        var known = Known(input);
        return known.Elements is [{ IsBatch: false } element] ? element.Number : throw Refuse($"its input '{node.Inputs[input]}' is not one number");
    }

    /// <summary>A parameter from an input that does not depend on the network's.</summary>
    internal ParameterSource Parameter(int input) => Input(input) switch
    {
        Stored stored => new ParameterSource(stored.Tensor.Name, stored.Shape, Real(stored.Tensor), stored.Transposed, 1, null) { IsFixed = stored.IsFixed },
        Known known => new ParameterSource(known.Name, known.Shape, null, false, 1, known.Numbers),
        Uniform uniform => new ParameterSource(uniform.Name, uniform.Shape, null, false, 1, null) { Fill = uniform.Element.Number },
        _ => throw Refuse($"its input '{node.Inputs[input]}' depends on the network's input; weights that are computed from it are not supported"),
    };

    /// <summary>A parameter that must be a vector.</summary>
    internal ParameterSource Vector(int input, long length)
    {
        var parameter = Parameter(input);
        return parameter.Shape is [var entries] && entries == length
            ? parameter
            : throw Refuse($"its input '{node.Inputs[input]}' has the shape ({string.Join(", ", parameter.Shape)}), expected ({length})");
    }

    internal long Integer(string name, long otherwise) => node.Attributes.TryGetValue(name, out var attribute)
        ? attribute.Integer ?? throw Refuse($"its attribute '{name}' is not a whole number")
        : otherwise;

    /// <summary>
    /// A real attribute. The file holds a float; what was written is the shortest decimal that gives it, 1e-5 say, and in double
    /// precision that is what PyTorch has. Where the file's own number is wanted, it is the float exactly.
    /// </summary>
    /// <param name="otherwise">ONNX's default</param>
    /// <param name="meant">irrational or periodic numbers that a float near them stands for</param>
    internal double Real(string name, float otherwise, params double[] meant)
    {
        var value = otherwise;
        if (node.Attributes.TryGetValue(name, out var attribute))
            value = attribute.Float ?? throw Refuse($"its attribute '{name}' is not a number");
        var index = Array.FindIndex(meant, number => (float)number == value);
        if (index >= 0)
            return meant[index];
        return graph.HasExactAttributes ? value : double.Parse(value.ToString("R", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
    }

    internal string Text(string name, string otherwise) => node.Attributes.TryGetValue(name, out var attribute)
        ? attribute.Text ?? throw Refuse($"its attribute '{name}' is not a text")
        : otherwise;

    internal long[]? IntegersOf(string name) => node.Attributes.TryGetValue(name, out var attribute) ? [.. attribute.Integers] : null;

    internal Known? TensorOf(string name) => node.Attributes.TryGetValue(name, out var attribute)
        ? Loaded(new Stored(attribute.Tensor ?? throw Refuse($"its attribute '{name}' is not a tensor"), [.. attribute.Tensor.Shape], false), Name)
        : null;

    /// <summary>An axis as the operator counts it, from the end where negative, as the sample's: without the batch.</summary>
    internal int SampleAxis(long axis, int rank)
    {
        if (axis < -rank || axis >= rank)
            throw Refuse($"has no axis {axis}: its input has {rank}");
        axis = axis < 0 ? axis + rank : axis;
        return axis > 0 ? (int)axis - 1 : throw Refuse("works along the batch's axis; samples must stay apart");
    }

    /// <summary>Where an output's value goes.</summary>
    internal void Return(Value value, int output = 0)
    {
        if (output < node.Outputs.Count && node.Outputs[output].Length > 0)
            graph.Define(node, node.Outputs[output], value);
    }

    /// <summary>Makes the layer that this node is, under its output's name.</summary>
    internal void Become(Operation operation, params Activation[] inputs) => Become(operation, s_none, inputs);

    /// <summary>Makes the layer that this node is, with parameters by role.</summary>
    internal void Become(Operation operation, IReadOnlyDictionary<string, ParameterSource> parameters, params Activation[] inputs) =>
        Return(Final(Layers.Add(Name, operation, [.. inputs.Select(input => input.Layer)], parameters)));

    /// <summary>As <see cref="Become(Operation, Activation[])"/>, for an operation that leaves rows and columns on the axes where its input has them.</summary>
    internal void BecomeElementwise(Operation operation, params Activation[] inputs) => BecomeElementwise(operation, s_none, inputs);

    internal void BecomeElementwise(Operation operation, IReadOnlyDictionary<string, ParameterSource> parameters, params Activation[] inputs) =>
        Return(Final(Layers.Add(Name, operation, [.. inputs.Select(input => input.Layer)], parameters) with { Axes = inputs[0].Axes }));

    /// <summary>A layer that this node needs before its last.</summary>
    internal Activation Before(string suffix, Operation operation, Activation input) => Layers.Add($"{Name}.{suffix}", operation, [input.Layer], null);

    /// <summary>Gives a node's layer the node's name too.</summary>
    internal Activation Final(Activation activation)
    {
        Layers.Alias(activation.Layer, node.Name);
        return activation;
    }

    /// <summary>The output is the input: it can be asked for by this node's names.</summary>
    internal void PassThrough(Activation input)
    {
        Layers.Alias(input.Layer, Name);
        Layers.Alias(input.Layer, node.Name);
        Return(input);
    }

    private Known Loaded(Stored stored, string name)
    {
        var tensor = stored.Tensor;
        Allowance([.. tensor.Shape]);
        var bytes = graph.Data.BytesOf(tensor);
        if (stored.Transposed)
            bytes = StridedBytes.Transposed(bytes, ElementTypes.SizeOf(graph.Data.TypeOf(tensor)), stored.Shape[0], stored.Shape[1]);
        var numbers = graph.Data.NumbersOf(tensor, bytes);
        return new Known(name, stored.Shape, Array.ConvertAll(numbers, number => new Element(number)), !tensor.IsReal);
    }

    private OnnxTensor Real(OnnxTensor tensor) => tensor.IsReal ? tensor : throw Refuse($"its weights '{tensor.Name}' are of type {tensor.Type}; supported are FLOAT, DOUBLE, FLOAT16 and BFLOAT16");
}
