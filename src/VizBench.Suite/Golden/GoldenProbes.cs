using VizBench.Randomness;

namespace VizBench.Suite;

/// <summary>Which numbers of a tensor a golden keeps. Positions and directions follow from the case's id alone.</summary>
internal static class GoldenProbes
{
    internal const int SampleCount = 500;
    internal const int ProjectionCount = 64;

    /// <summary>SampleCount different positions in ascending order; all where there are no more.</summary>
    internal static int[] Positions(string caseId, int count)
    {
        if (count <= SampleCount)
            return [.. Enumerable.Range(0, count)];
        // Floyd's algorithm: as many draws as positions, however large the tensor is.
        var stream = new StreamKey(0, caseId, "golden-samples").Open();
        var chosen = new HashSet<int>();
        for (var upper = count - SampleCount; upper < count; upper++)
        {
            var drawn = stream.NextInt(upper + 1);
            if (!chosen.Add(drawn))
                chosen.Add(upper);
        }

        return [.. chosen.Order()];
    }

    /// <summary>
    /// Inner products with ProjectionCount directions of independent normal numbers, each divided by √n: a change of size ε
    /// anywhere moves each projection by about ε/√n. A direction is a stream, so none is held in memory.
    /// </summary>
    internal static double[] Project(string caseId, double[] values)
    {
        var projections = new double[ProjectionCount];
        var first = new StreamKey(0, caseId, "golden-projections").Open();
        var norm = Math.Sqrt(Math.Max(values.Length, 1));
        Parallel.For(0, ProjectionCount, row =>
        {
            var direction = first.At(row);
            var sum = 0.0;
            foreach (var value in values)
                sum += value * direction.NextNormal();
            projections[row] = sum / norm;
        });
        return projections;
    }
}
