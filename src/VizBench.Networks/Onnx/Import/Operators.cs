namespace VizBench.Networks.Onnx;

/// <summary>How a node becomes a layer, or a value that later nodes read.</summary>
internal delegate void NodeImporter(NodeImport node);

/// <summary>The operators that are supported, each with its importer.</summary>
internal static class Operators
{
    private static readonly Dictionary<string, NodeImporter> s_importers = new(StringComparer.Ordinal)
    {
        ["Add"] = ArithmeticNodes.Add,
        ["AveragePool"] = PoolingNodes.AveragePool,
        ["BatchNormalization"] = NormalizationNodes.BatchNormalization,
        ["Cast"] = ConstantNodes.Cast,
        ["Clip"] = ActivationNodes.Clip,
        ["Concat"] = AxisNodes.Concat,
        ["Constant"] = ConstantNodes.Constant,
        ["ConstantOfShape"] = ConstantNodes.ConstantOfShape,
        ["Conv"] = ConvolutionNodes.Conv,
        ["Div"] = ArithmeticNodes.Div,
        ["Dropout"] = ActivationNodes.Dropout,
        ["Elu"] = ActivationNodes.Elu,
        ["Equal"] = ConstantNodes.Equal,
        ["Erf"] = ActivationNodes.Erf,
        ["Expand"] = ShapeNodes.Expand,
        ["Flatten"] = ShapeNodes.Flatten,
        ["Gather"] = AxisNodes.Gather,
        ["Gelu"] = ActivationNodes.Gelu,
        ["Gemm"] = LinearNodes.Gemm,
        ["GlobalAveragePool"] = PoolingNodes.GlobalAveragePool,
        ["GlobalMaxPool"] = PoolingNodes.GlobalMaxPool,
        ["HardSigmoid"] = ActivationNodes.HardSigmoid,
        ["HardSwish"] = ActivationNodes.HardSwish,
        ["Identity"] = ConstantNodes.Identity,
        ["InstanceNormalization"] = NormalizationNodes.InstanceNormalization,
        ["LRN"] = NormalizationNodes.LocalResponse,
        ["LayerNormalization"] = NormalizationNodes.LayerNormalization,
        ["LeakyRelu"] = ActivationNodes.LeakyRelu,
        ["LogSoftmax"] = ActivationNodes.LogSoftmax,
        ["MatMul"] = LinearNodes.MatMul,
        ["Max"] = ArithmeticNodes.Max,
        ["MaxPool"] = PoolingNodes.MaxPool,
        ["Min"] = ArithmeticNodes.Min,
        ["Mish"] = ActivationNodes.Mish,
        ["Mul"] = ArithmeticNodes.Mul,
        ["Neg"] = ArithmeticNodes.Neg,
        ["PRelu"] = ActivationNodes.PRelu,
        ["Pad"] = PaddingNodes.Pad,
        ["Pow"] = ArithmeticNodes.Pow,
        ["Reciprocal"] = ArithmeticNodes.Reciprocal,
        ["ReduceMax"] = ReductionNodes.ReduceMax,
        ["ReduceMean"] = ReductionNodes.ReduceMean,
        ["ReduceSum"] = ReductionNodes.ReduceSum,
        ["Relu"] = ActivationNodes.Relu,
        ["Reshape"] = ShapeNodes.Reshape,
        ["Selu"] = ActivationNodes.Selu,
        ["Shape"] = ShapeNodes.Shape,
        ["Sigmoid"] = ActivationNodes.Sigmoid,
        ["Slice"] = AxisNodes.Slice,
        ["Softmax"] = ActivationNodes.Softmax,
        ["Softplus"] = ActivationNodes.Softplus,
        ["Split"] = AxisNodes.Split,
        ["Sqrt"] = ArithmeticNodes.Sqrt,
        ["Squeeze"] = ShapeNodes.Squeeze,
        ["Sub"] = ArithmeticNodes.Sub,
        ["Sum"] = ArithmeticNodes.Sum,
        ["Tanh"] = ActivationNodes.Tanh,
        ["Transpose"] = ShapeNodes.Transpose,
        ["Unsqueeze"] = ShapeNodes.Unsqueeze,
        ["Where"] = ConstantNodes.Where,
    };

    /// <summary>In alphabetical order.</summary>
    internal static IEnumerable<string> Names => s_importers.Keys;

    internal static bool Knows(OnnxNode node) => node.Domain.Length == 0 && s_importers.ContainsKey(node.Operator);

    internal static NodeImporter Importer(OnnxNode node) => s_importers[node.Operator];
}
