namespace VizBench.Networks.Onnx;

/// <summary>
/// Reads the messages of an ONNX file into records. The numbers are those of ONNX's schema (onnx.proto); fields without a
/// case are skipped. Subgraphs are among them: the operators that have them are refused by name.
/// </summary>
internal sealed class OnnxModelReader(WireFile file)
{
    /// <summary>How many nodes a graph may have; the largest networks have a few thousand.</summary>
    internal const int MaxNodes = 1 << 15;

    private const int MaxNumbers = 1 << 12;
    private const int MaxRank = 8;

    /// <exception cref="FileError">the file is no ONNX model, or breaks a rule of the format</exception>
    internal OnnxModel Read()
    {
        var opsets = new Dictionary<string, long>(StringComparer.Ordinal);
        OnnxGraph? graph = null;
        var reader = new WireReader(file, file.Whole);
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 7 when graph is not null:
                    throw file.Broken(reader.Place, "a second graph; an ONNX file has one");
                case 7:
                    graph = Graph(reader.Message());
                    break;
                case 8:
                    var (domain, version) = Opset(reader.Message());
                    opsets[domain] = version;
                    break;
            }
        }

        if (graph is null)
            throw new FileError(file.Path, "graph", "there is none; this is not an ONNX model, or it is empty");
        return new OnnxModel(opsets, graph);
    }

    private static (string Domain, long Version) Opset(WireReader reader)
    {
        var (domain, version) = ("", 0L);
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1:
                    domain = reader.Text();
                    break;
                case 2:
                    version = reader.Integer();
                    break;
            }
        }

        return (Domain(domain), version);
    }

    // ONNX's own domain has two names.
    private static string Domain(string name) => string.Equals(name, "ai.onnx", StringComparison.Ordinal) ? "" : name;

    private OnnxGraph Graph(WireReader reader)
    {
        var nodes = new List<OnnxNode>();
        var initializers = new List<OnnxTensor>();
        var inputs = new List<OnnxValueInfo>();
        var outputs = new List<OnnxValueInfo>();
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1 when nodes.Count == MaxNodes:
                    throw file.Broken(reader.Place, $"the graph has more than {MaxNodes} nodes; no network for pictures needs that many");
                case 1:
                    nodes.Add(Node(reader.Message(), nodes.Count));
                    break;
                case 5:
                    initializers.Add(Tensor(reader.Message()));
                    break;
                case 11:
                    inputs.Add(ValueInfo(reader.Message()));
                    break;
                case 12:
                    outputs.Add(ValueInfo(reader.Message()));
                    break;
                case 15:
                    throw file.Broken(reader.Place, "a sparse initializer; store the weights densely");
            }
        }

        return new OnnxGraph(nodes, initializers, inputs, outputs);
    }

    private OnnxNode Node(WireReader reader, int index)
    {
        var (name, type, domain) = ("", "", "");
        var inputs = new List<string>();
        var outputs = new List<string>();
        var attributes = new Dictionary<string, OnnxAttribute>(StringComparer.Ordinal);
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1:
                    inputs.Add(reader.Text());
                    break;
                case 2:
                    outputs.Add(reader.Text());
                    break;
                case 3:
                    name = reader.Text();
                    break;
                case 4:
                    type = reader.Text();
                    break;
                case 5:
                    var attribute = Attribute(reader.Message());
                    attributes[attribute.Name] = attribute;
                    break;
                case 7:
                    domain = reader.Text();
                    break;
            }
        }

        return new OnnxNode(index, name, type, Domain(domain), inputs, outputs, attributes);
    }

    private OnnxAttribute Attribute(WireReader reader)
    {
        var name = "";
        float? real = null;
        long? integer = null;
        string? text = null;
        OnnxTensor? tensor = null;
        var floats = new List<float>();
        var integers = new List<long>();
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1:
                    name = reader.Text();
                    break;
                case 2:
                    real = reader.Float();
                    break;
                case 3:
                    integer = reader.Integer();
                    break;
                case 4 when reader.Bytes().Length <= WireFile.MaxText:
                    // Bytes that are meant as text by every operator that is supported.
                    text = reader.Text();
                    break;
                case 5:
                    tensor = Tensor(reader.Message());
                    break;
                case 7:
                    reader.AddFloats(floats, MaxNumbers);
                    break;
                case 8:
                    reader.AddIntegers(integers, MaxNumbers);
                    break;
            }
        }

        return new OnnxAttribute(name, real, integer, text, tensor, floats, integers);
    }

    private OnnxTensor Tensor(WireReader reader)
    {
        var name = "";
        var type = OnnxType.Undefined;
        var shape = new List<long>();
        WireRange? raw = null;
        var numbers = new List<WireRange>();
        var external = new Dictionary<string, string>(StringComparer.Ordinal);
        var isExternal = false;
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1:
                    reader.AddIntegers(shape, MaxRank);
                    break;
                case 2:
                    type = (OnnxType)reader.Integer();
                    break;
                case 4:
                    numbers.Add(reader.Numbers(WireType.Fixed32));
                    break;
                case 5 or 7 or 11:
                    numbers.Add(reader.Numbers(WireType.Varint));
                    break;
                case 10:
                    numbers.Add(reader.Numbers(WireType.Fixed64));
                    break;
                case 8:
                    name = reader.Text();
                    break;
                case 9:
                    raw = reader.Bytes();
                    break;
                case 13:
                    var (key, value) = Entry(reader.Message());
                    external[key] = value;
                    break;
                case 14:
                    isExternal = reader.Integer() == 1;
                    break;
            }
        }

        if (shape.Exists(size => size < 0))
            throw new FileError(file.Path, OneLine.Of($"tensor '{name}'"), $"its shape ({string.Join(", ", shape)}) has a negative size");
        var tensor = new OnnxTensor(name, type, shape, raw, numbers, isExternal ? external : null);
        CheckCount(tensor);
        return tensor;
    }

    private void CheckCount(OnnxTensor tensor)
    {
        var count = (Int128)1;
        foreach (var size in tensor.Shape)
        {
            count *= size;
            if (count * sizeof(double) > long.MaxValue)
                throw new FileError(file.Path, tensor.Place, $"its shape ({string.Join(", ", tensor.Shape)}) needs more than 2^63 bytes");
        }
    }

    private static (string Key, string Value) Entry(WireReader reader)
    {
        var (key, value) = ("", "");
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1:
                    key = reader.Text();
                    break;
                case 2:
                    value = reader.Text();
                    break;
            }
        }

        return (key, value);
    }

    private static OnnxValueInfo ValueInfo(WireReader reader)
    {
        var name = "";
        var (type, dimensions) = (OnnxType.Undefined, (IReadOnlyList<long?>?)null);
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1:
                    name = reader.Text();
                    break;
                case 2:
                    (type, dimensions) = TensorType(reader.Message());
                    break;
            }
        }

        return new OnnxValueInfo(name, type, dimensions);
    }

    private static (OnnxType Type, IReadOnlyList<long?>? Dimensions) TensorType(WireReader reader)
    {
        var (type, dimensions) = (OnnxType.Undefined, (IReadOnlyList<long?>?)null);
        while (reader.Next())
        {
            if (reader.Field != 1)
                continue;
            var tensor = reader.Message();
            while (tensor.Next())
            {
                if (tensor.Field == 1)
                    type = (OnnxType)tensor.Integer();
                else if (tensor.Field == 2)
                    dimensions = Dimensions(tensor.Message());
            }
        }

        return (type, dimensions);
    }

    private static List<long?> Dimensions(WireReader reader)
    {
        var dimensions = new List<long?>();
        while (reader.Next())
        {
            if (reader.Field != 1)
                continue;
            long? size = null;
            var dimension = reader.Message();
            while (dimension.Next())
            {
                if (dimension.Field == 1)
                    size = dimension.Integer();
            }

            dimensions.Add(size);
        }

        return dimensions;
    }
}
