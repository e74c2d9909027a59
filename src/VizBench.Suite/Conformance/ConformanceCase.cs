using System.Text.Json;

namespace VizBench.Suite;

/// <summary>One number, or array of numbers, that another tool computed: an entry of a cases.json.</summary>
/// <param name="Folder">where the cases.json lies; its paths are relative to this</param>
/// <param name="Name">"subject/id": the folder under the set's, a slash, the case's id</param>
/// <param name="Method">what was computed</param>
/// <param name="Parameters">the method's parameters</param>
public sealed record ConformanceCase(string Folder, string Name, string Method, CaseParameters Parameters)
{
    /// <summary>The class index concerned; null where there is none.</summary>
    public long? Target { get; init; }

    /// <summary>The layer concerned by its name in model.onnx; null where there is none.</summary>
    public string? Layer { get; init; }

    /// <summary>Which items of input.npy are used; null: all.</summary>
    public IReadOnlyList<long>? Samples { get; init; }

    /// <summary>The path of an array (a JSON string), or the value or values themselves.</summary>
    public required JsonElement Expected { get; init; }

    /// <summary>Passes when max |result − expected| ≤ this × max |expected|, in double precision.</summary>
    public required double RelativeTolerance { get; init; }

    /// <summary>Whether the bound holds for each element by itself instead of for the largest.</summary>
    public bool IsElementwise { get; init; }

    /// <summary>The same measure for the reference's own run in single precision; null where it is not known.</summary>
    public double? Float32Error { get; init; }

    /// <exception cref="UserError">the case names no target</exception>
    public long TargetOrError() => Target ?? throw new UserError($"{Name}: needs a \"target\"; give the case one in its cases.json");

    public override string ToString() => Name;
}
