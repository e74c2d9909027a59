using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using VizBench.Arrays;
using VizBench.Methods;
using VizBench.Methods.Inputs;

namespace VizBench.Suite;

/// <summary>A method that a program of another language computes: its description's options, and a request to its <see cref="Adapter"/> where it is run.</summary>
/// <param name="About">of its description: instances that share it are of one method</param>
/// <param name="Timeout">for one request</param>
internal sealed record ExternalMethod(Adapter Adapter, MethodAttribute About, TimeSpan Timeout) : Method
{
    private const string ValueName = "value";

    /// <summary>The options' values by name; null: left open.</summary>
    internal SortedDictionary<string, object?> Values { get; } = new(StringComparer.Ordinal);

    public override MethodResult Run(Probe probe)
    {
        var folder = Adapter.Exchange.ForRequest();
        try
        {
            var answer = Adapter.Ask(Request(probe, folder), About.Id, Timeout, probe.Progress, probe.Cancellation);
            var value = ValueOf(answer, folder, probe);
            return new MethodResult(TensorArrays.FromNdArray(value, probe.Network.dtype, probe.Network.device))
            {
                Scalars = ScalarsOf(answer, probe.BatchSize),
                Notes = NotesOf(answer),
                Seconds = SecondsOf(answer),
            };
        }
        finally
        {
            ExchangeFolder.Remove(folder);
        }
    }

    private JsonObject Request(Probe probe, string folder) => new()
    {
        ["method"] = About.Id,
        ["case"] = probe.Case,
        ["network"] = Adapter.Exchange.FolderOf(probe.Network),
        ["onnx"] = Adapter.WantsOnnx ? Adapter.Exchange.OnnxOf(probe.Network) : null,
        ["input"] = Written(folder, "input", probe.Input),
        ["roles"] = new JsonObject(probe.Roles.OrderBy(role => role.Key, StringComparer.Ordinal).Select(role => KeyValuePair.Create(role.Key, (JsonNode?)Written(folder, $"role-{role.Key}", role.Value)))),
        ["targets"] = new JsonArray([.. probe.Targets.Select(target => (JsonNode)target)]),
        ["layer"] = probe.Layer,
        ["units"] = new JsonArray([.. probe.Units.Select(unit => new JsonArray([.. new[] { unit.Channel, unit.Y, unit.X }.OfType<long>().Select(number => (JsonNode)number)]))]),
        ["options"] = new JsonObject(Values.Select(option => KeyValuePair.Create(option.Key, JsonSerializer.SerializeToNode(option.Value)))),
        ["seed"] = probe.Seed,
        ["dtype"] = probe.Network.dtype.ToString().ToLowerInvariant(),
        ["device"] = probe.Network.device.ToString(),
        ["output"] = folder,
    };

    private static string Written(string folder, string name, Tensor tensor)
    {
        var path = Path.Combine(folder, name + ".npy");
        NpyFile.Write(path, TensorArrays.ToNdArray(tensor));
        return path;
    }

    /// <exception cref="PluginError">no array, or one that isn't what the description says</exception>
    private NdArray ValueOf(JsonElement answer, string folder, Probe probe)
    {
        if (!answer.TryGetProperty(ValueName, out var name) || name.ValueKind != JsonValueKind.String || !string.Equals(Path.GetFileName(name.GetString()), name.GetString(), StringComparison.Ordinal))
            throw Refused($"names no file of the request's output folder as its \"{ValueName}\"");
        NdArray value;
        try
        {
            value = NpyFile.Read(Path.Combine(folder, name.GetString()!));
        }
        catch (FileError e)
        {
            throw Refused($"gave an array that can't be read: {name.GetString()}: {e.Reason}");
        }

        CheckShape(value.Shape, probe.Input.shape);
        var numbers = value.ToDoubles();
        if (numbers.Count(number => !double.IsFinite(number)) is > 0 and var wrong)
            throw Refused($"gave {wrong} of {numbers.Length} values that are NaN or infinite");
        if (About.Result == ResultKind.UnsignedAttribution && numbers.Min() is < 0 and var least)
            throw Refused(string.Create(CultureInfo.InvariantCulture, $"gave the value {least:R}, and an unsigned attribution is 0 or more"));
        return value;
    }

    private void CheckShape(long[] shape, long[] input)
    {
        long[] map = [input[0], .. input[2..]];
        var (fits, expected) = About.Result switch
        {
            ResultKind.SignedAttribution => (shape.AsSpan().SequenceEqual(input) || shape.AsSpan().SequenceEqual(map), $"{Text(input)} or {Text(map)}"),
            ResultKind.UnsignedAttribution => (shape.AsSpan().SequenceEqual(map), Text(map)),
            ResultKind.ClassActivationMap => (shape is [_, > 0, > 0] && shape[0] == input[0], $"({input[0]}, h, w)"),
            ResultKind.Activations => (shape is [_, > 0] or [_, > 0, > 0, > 0] && shape[0] == input[0], $"({input[0]}, features) or ({input[0]}, channels, h, w)"),
            _ => (shape.AsSpan().SequenceEqual(input), Text(input)),
        };
        if (!fits)
            throw Refused($"gave an array of shape {Text(shape)}, and the result is {expected}");
    }

    private Dictionary<string, IReadOnlyList<double>> ScalarsOf(JsonElement answer, long samples)
    {
        var scalars = new Dictionary<string, IReadOnlyList<double>>(StringComparer.Ordinal);
        if (!answer.TryGetProperty("scalars", out var given) || given.ValueKind == JsonValueKind.Null)
            return scalars;
        if (given.ValueKind != JsonValueKind.Object)
            throw Refused("gave \"scalars\" that are no object of lists");
        foreach (var scalar in given.EnumerateObject())
        {
            if (scalar.Value.ValueKind != JsonValueKind.Array || scalar.Value.GetArrayLength() != samples || !scalar.Value.EnumerateArray().All(number => number.ValueKind == JsonValueKind.Number))
                throw Refused($"gave as scalar '{OneLine.Of(scalar.Name)}' no list of {samples} {(samples == 1 ? "number" : "numbers")}, one for each sample");
            scalars[OneLine.Of(scalar.Name)] = [.. scalar.Value.EnumerateArray().Select(number => number.GetDouble())];
        }

        return scalars;
    }

    private string[] NotesOf(JsonElement answer)
    {
        if (!answer.TryGetProperty("notes", out var given) || given.ValueKind == JsonValueKind.Null)
            return [];
        return given.ValueKind == JsonValueKind.Array && given.EnumerateArray().All(note => note.ValueKind == JsonValueKind.String)
            ? [.. given.EnumerateArray().Select(note => OneLine.Of(note.GetString()!))]
            : throw Refused("gave \"notes\" that are no list of texts");
    }

    private double? SecondsOf(JsonElement answer)
    {
        if (!answer.TryGetProperty("seconds", out var given) || given.ValueKind == JsonValueKind.Null)
            return null;
        return given.ValueKind == JsonValueKind.Number && given.GetDouble() is >= 0 and < double.PositiveInfinity and var seconds
            ? seconds
            : throw Refused("gave \"seconds\" that are no number from 0 on");
    }

    private PluginError Refused(string fault) => Adapter.Refuse(About.Id, fault);

    private static string Text(long[] shape) => $"({string.Join(", ", shape)})";
}
