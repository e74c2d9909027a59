using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace VizBench.Networks.Weights;

/// <summary>
/// A network's weights by name, in their file's order, with the file's metadata. Where it comes from a file, tensors are
/// read when they are asked for, so it must live that long; disposing it closes the file.
/// </summary>
public sealed class StateDict : IReadOnlyCollection<WeightTensor>, IDisposable
{
    private readonly List<WeightTensor> _tensors = [];
    private readonly Dictionary<string, WeightTensor> _byName = new(StringComparer.Ordinal);
    private readonly IDisposable? _file;

    /// <exception cref="ArgumentException">two tensors have the same name</exception>
    public StateDict(IEnumerable<WeightTensor> tensors, IReadOnlyDictionary<string, string>? metadata = null)
        : this(tensors, metadata, "these weights", null)
    {
    }

    internal StateDict(
        IEnumerable<WeightTensor> tensors, IReadOnlyDictionary<string, string>? metadata, string source, IDisposable? file)
    {
        ArgumentNullException.ThrowIfNull(tensors);
        foreach (var tensor in tensors)
        {
            if (!_byName.TryAdd(tensor.Name, tensor))
                throw new ArgumentException($"two tensors are named '{OneLine.Of(tensor.Name)}'", nameof(tensors));
            _tensors.Add(tensor);
        }

        Metadata = metadata ?? new Dictionary<string, string>(StringComparer.Ordinal);
        Source = source;
        _file = file;
    }

    /// <summary>The state dicts of one file, of which the first is the likeliest and owns the file.</summary>
    /// <param name="found">where each stands in the file, and its tensors; at least one</param>
    internal static StateDict Of(IEnumerable<(string Place, IEnumerable<WeightTensor> Tensors)> found, string source, IDisposable file)
    {
        var all = found.ToArray();
        return new StateDict(all[0].Tensors, null, source, file)
        {
            Place = all[0].Place,
            Others = [.. all[1..].Select(other => new StateDict(other.Tensors, null, source, null) { Place = other.Place })],
        };
    }

    /// <summary>The same with each tensor as a function gives it, which keeps the name; it takes over the file.</summary>
    internal StateDict Mapped(Func<WeightTensor, WeightTensor> map) =>
        new(_tensors.Select(map), Metadata, Source, _file) { Place = Place, Others = [.. Others.Select(other => other.Mapped(map))] };

    /// <summary>Where it stands in the file, for example ['model']; empty where it is all that the file holds.</summary>
    internal string Place { get; private init; } = "";

    /// <summary>Further state dicts of the same file, less likely to be meant; they live as long as this one.</summary>
    internal IReadOnlyList<StateDict> Others { get; private init; } = [];

    /// <summary>The file's own words about itself, for example "format": "pt".</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>The file's path, for messages.</summary>
    public string Source { get; }

    public int Count => _tensors.Count;

    public IEnumerable<string> Names => _tensors.Select(tensor => tensor.Name);

    /// <exception cref="UserError">there is no such tensor</exception>
    public WeightTensor this[string name] => TryGet(name, out var tensor)
        ? tensor
        : throw new UserError($"{Source}: tensor '{OneLine.Of(name)}' is missing; use weights of the same architecture");

    public bool TryGet(string name, [NotNullWhen(true)] out WeightTensor? tensor) => _byName.TryGetValue(name, out tensor);

    /// <summary>
    /// The tensors that hold NaN or infinity, with counts; reads everything. Weight formats allow such values, networks
    /// rarely mean them: whether they are an error is the caller's decision.
    /// </summary>
    public IReadOnlyList<NonFiniteTensor> NonFinite() => [.. _tensors.Select(NonFiniteTensor.Find).OfType<NonFiniteTensor>()];

    public IEnumerator<WeightTensor> GetEnumerator() => _tensors.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public void Dispose() => _file?.Dispose();
}
