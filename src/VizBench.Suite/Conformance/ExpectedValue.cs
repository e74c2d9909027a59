using System.Text.Json;
using VizBench.Arrays;

namespace VizBench.Suite;

/// <summary>What a case should give.</summary>
/// <param name="Values">in C order</param>
/// <param name="Shape">of the array; null where the values stand in the case itself, which has no axes to tell</param>
internal sealed record ExpectedValue(double[] Values, long[]? Shape)
{
    /// <exception cref="UserError">the file is missing or broken, or what stands there is neither a path nor numbers</exception>
    internal static ExpectedValue Of(ConformanceCase reference, ConformanceSubject subject)
    {
        if (reference.Expected.ValueKind == JsonValueKind.String)
        {
            var array = NpyFile.Read(subject.Inside(reference.Expected.GetString()!));
            return new ExpectedValue(array.ToDoubles(), array.Shape);
        }

        var numbers = new List<double>();
        Collect(reference, reference.Expected, numbers);
        return new ExpectedValue([.. numbers], null);
    }

    private static void Collect(ConformanceCase reference, JsonElement element, List<double> numbers)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Number:
                numbers.Add(element.GetDouble());
                break;
            case JsonValueKind.Array:
                foreach (var item in element.EnumerateArray())
                    Collect(reference, item, numbers);
                break;
            default:
                throw new UserError($"{reference.Name}: \"expected\" is neither a file nor a number nor a list of numbers");
        }
    }
}
