namespace VizBench.Suite;

/// <summary>A computed value against the expected one.</summary>
internal static class ConformanceComparison
{
    /// <param name="tolerance">the bound on the relative error</param>
    internal static ConformanceVerdict Of(ConformanceCase reference, Tensor actual, ExpectedValue expected, double tolerance)
    {
        using var scope = NewDisposeScope();
        var values = actual.detach().to(ScalarType.Float64, CPU).contiguous().data<double>().ToArray();
        if (expected.Shape is { } shape ? !shape.AsSpan().SequenceEqual(actual.shape) : values.Length != expected.Values.Length)
        {
            var wanted = expected.Shape is null ? $"{expected.Values.Length} values" : $"({string.Join(", ", expected.Shape)})";
            return new ConformanceVerdict(reference, ConformanceOutcome.Disagrees, null, tolerance, $"the result has shape ({string.Join(", ", actual.shape)}), expected {wanted}");
        }

        var error = reference.IsElementwise ? Elementwise(values, expected.Values) : Overall(values, expected.Values);
        // Written so that NaN doesn't pass.
        return error <= tolerance
            ? new ConformanceVerdict(reference, ConformanceOutcome.Agrees, error, tolerance, "")
            : new ConformanceVerdict(reference, ConformanceOutcome.Disagrees, error, tolerance, Worst(values, expected.Values));
    }

    private static double Overall(double[] actual, double[] expected) => Quotient(Largest(actual.Zip(expected, (a, e) => Math.Abs(a - e))), Largest(expected.Select(Math.Abs)));

    private static double Elementwise(double[] actual, double[] expected) => Largest(actual.Zip(expected, (a, e) => Quotient(Math.Abs(a - e), Math.Abs(e))));

    // Where zero is expected, only zero is right.
    private static double Quotient(double difference, double scale) => difference == 0 ? 0 : difference / scale;

    // Unlike Max, which skips it in some overloads, NaN wins.
    private static double Largest(IEnumerable<double> values) => values.Aggregate(0.0, (largest, value) => Math.Max(largest, value));

    private static string Worst(double[] actual, double[] expected)
    {
        var at = 0;
        for (var i = 0; i < actual.Length; i++)
        {
            if (!double.IsFinite(actual[i] - expected[i]))
                return $"element {i} is {actual[i]:R}, expected {expected[i]:R}";
            if (Math.Abs(actual[i] - expected[i]) > Math.Abs(actual[at] - expected[at]))
                at = i;
        }

        return $"element {at} is {actual[at]:R}, expected {expected[at]:R}";
    }
}
