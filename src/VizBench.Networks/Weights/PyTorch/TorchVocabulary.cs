using VizBench.Networks.Weights.Pickle;

namespace VizBench.Networks.Weights.PyTorch;

/// <summary>
/// What torch.save writes for state dicts and checkpoints: OrderedDicts, tensors over storages, parameters; and what stands
/// beside them in checkpoints (<see cref="HarmlessGlobals"/>), which is dropped. A tensor is described here, not read.
/// </summary>
internal sealed class TorchVocabulary : IPickleVocabulary
{
    private const string Parameter = "torch.nn.parameter.Parameter";
    private const string OrderedDict = "collections.OrderedDict";
    private const string DefaultDict = "collections.defaultdict";
    private const string Tensor = "torch.Tensor";
    private const string ComplexTensor = "complex tensor";

    private static readonly HashSet<string> s_calls = new(StringComparer.Ordinal)
    {
        OrderedDict,
        DefaultDict,
        Parameter,
        Tensor,
        "torch._utils._rebuild_tensor",
        "torch._utils._rebuild_tensor_v2",
        "torch._utils._rebuild_tensor_v3",
        "torch._utils._rebuild_parameter",
        "torch._utils._rebuild_parameter_with_state",
        "torch._tensor._rebuild_from_type_v2",
    };

    // Old files set (requires_grad, volatile, hooks) on parameters.
    private readonly HashSet<TensorView> _parameters = [];

    /// <summary>Every storage that the pickle names, by key.</summary>
    internal Dictionary<string, StorageReference> Storages { get; } = new(StringComparer.Ordinal);

    public PickleGlobal? Find(string name) =>
        s_calls.Contains(name) || HarmlessGlobals.Contains(name) || StorageType.OfStorage(name) is not null || StorageType.OfElement(name) is not null
            ? new PickleGlobal(name)
            : null;

    public bool TakesState(object? value) =>
        value is PickleDict or PickleOpaque || (value is TensorView view && _parameters.Contains(view));

    public object? Call(PickleGlobal callable, object?[] arguments) => (callable.Name, arguments) switch
    {
        (OrderedDict, []) => new PickleDict(),
        (OrderedDict, [PickleList pairs]) => FromPairs(pairs),
        (DefaultDict, [] or [PickleGlobal or null]) => new PickleDict(),
        // No network has complex weights: such a tensor may stand beside them and is dropped.
        ("torch._utils._rebuild_tensor" or "torch._utils._rebuild_tensor_v2" or "torch._utils._rebuild_tensor_v3", [StorageReference { IsComplex: true }, long, PickleTuple, PickleTuple, ..]) =>
            new PickleOpaque(ComplexTensor),
        ("torch._utils._rebuild_parameter" or "torch._utils._rebuild_parameter_with_state" or Parameter, [PickleOpaque { Name: ComplexTensor } data, ..]) => data,
        ("torch._utils._rebuild_tensor", [StorageReference storage, long offset, PickleTuple shape, PickleTuple strides]) =>
            View(storage, offset, shape, strides, storage.Type),
        ("torch._utils._rebuild_tensor_v2", [StorageReference storage, long offset, PickleTuple shape, PickleTuple strides, bool, _, .. var rest]) =>
            Plain(View(storage, offset, shape, strides, storage.Type), rest),
        ("torch._utils._rebuild_tensor_v3", [StorageReference storage, long offset, PickleTuple shape, PickleTuple strides, bool, _, PickleGlobal type, .. var rest]) =>
            Plain(View(storage, offset, shape, strides, ElementType(type)), rest),
        ("torch._utils._rebuild_parameter", [TensorView data, bool, _]) => data,
        ("torch._utils._rebuild_parameter_with_state", [TensorView data, bool, _, _]) => data,
        (Parameter, [TensorView data]) => Remembered(data),
        (Parameter, [TensorView data, bool]) => Remembered(data),
        ("torch._tensor._rebuild_from_type_v2", [PickleGlobal function, PickleGlobal { Name: Tensor or Parameter }, PickleTuple inner, _])
            when function.Name.StartsWith("torch._utils._rebuild_", StringComparison.Ordinal) => Call(function, inner.Items),
        var (name, values) when HarmlessGlobals.IsGetAttribute(name) => HarmlessGlobals.AttributeOf(values)
            ?? throw new PickleError($"the global '{name}' is none that weights need; nothing was run, and the file is not to be trusted"),
        var (name, _) when HarmlessGlobals.Contains(name) => new PickleOpaque(name),
        _ => throw new PickleError($"the call of '{callable.Name}' has {arguments.Length} arguments ({string.Join(", ", arguments.Take(8).Select(Kind.Of))}) that it does not take; the file is corrupt"),
    };

    // ('storage', type, key, device, elements) and, in the legacy format, a view: None or (key, offset, elements).
    public object? Load(object? persistentId)
    {
        if (persistentId is not PickleTuple { Items: ["storage", PickleGlobal type, string key, string, long count, .. var rest] })
            throw new PickleError($"{Kind.Of(persistentId)} where a storage's description is expected; the file is corrupt");
        if (StorageType.OfStorage(type.Name) is not { } element)
            throw new PickleError($"'{OneLine.Of(type.Name)}' is not a class of storages; the file is corrupt");
        if (count < 0 || count > long.MaxValue / StorageType.SizeOf(element))
            throw new PickleError($"storage '{OneLine.Of(key)}' has {count} elements; the file is corrupt");
        var whole = new StorageReference(key, element, count, 0, count);
        if (Storages.TryGetValue(key, out var known) && known != whole)
            throw new PickleError($"storage '{OneLine.Of(key)}' is described in two ways; the file is corrupt");
        Storages[key] = whole;
        return rest switch
        {
            [] or [null] => whole,
            [PickleTuple { Items: [string, long start, long length] }] when start >= 0 && length >= 0 && length <= count - start =>
                whole with { Start = start, Count = length },
            _ => throw new PickleError($"a view of storage '{OneLine.Of(key)}' reaches outside it; the file is corrupt"),
        };
    }

    private static TensorView View(StorageReference storage, long offset, PickleTuple shape, PickleTuple strides, ScalarType type) =>
        new(storage, offset, Numbers(shape), Numbers(strides), type);

    private static long[] Numbers(PickleTuple tuple) =>
        [.. tuple.Items.Select(item => item as long? ?? throw new PickleError($"{Kind.Of(item)} in a tensor's shape or strides; the file is corrupt"))];

    private static ScalarType ElementType(PickleGlobal type) => StorageType.OfElement(type.Name)
        ?? throw new PickleError($"'{OneLine.Of(type.Name)}' is not an element type; the file is corrupt");

    // Lazily negated or conjugated tensors say so in a last argument.
    private static TensorView Plain(TensorView view, object?[] rest) => rest switch
    {
        [] or [null] or [PickleDict { Items.Count: 0 }] => view,
        _ => throw new PickleError("a tensor that is stored negated or conjugated; save tensor.clone()"),
    };

    private static PickleDict FromPairs(PickleList pairs)
    {
        var dict = new PickleDict();
        foreach (var pair in pairs.Items)
        {
            var (key, value) = pair switch
            {
                PickleTuple { Items: [var k, var v] } => (k, v),
                PickleList { Items: [var k, var v] } => (k, v),
                _ => throw new PickleError("an OrderedDict of something else than pairs; the file is corrupt"),
            };
            dict.Items.Add(new(key, value));
        }

        return dict;
    }

    private TensorView Remembered(TensorView view)
    {
        _parameters.Add(view);
        return view;
    }
}
