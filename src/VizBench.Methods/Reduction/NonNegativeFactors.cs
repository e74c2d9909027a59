using VizBench.Randomness;

namespace VizBench.Methods.Reduction;

/// <summary>
/// Non-negative matrix factorization A ≈ W H, all entries at least 0, by least squares: parts that add up and never cancel. Lee and Seung 1999
/// (doi 10.1038/44565); solved one factor at a time, which is exact for each, by Cichocki and Phan 2009 (HALS, doi 10.1587/transfun.E92.A.708).
/// </summary>
internal static class NonNegativeFactors
{
    private const int MostRounds = 500;
    private const double Settled = 1e-8;
    private const double Least = 1e-12;

    /// <param name="points">(n, features), none negative</param>
    /// <param name="count">how many factors</param>
    /// <param name="stream">for the start</param>
    internal static Factors Factor(Tensor points, int count, RandomStream stream, CancellationToken cancellation = default)
    {
        var observed = points.to(ScalarType.Float64, CPU);
        var (n, features) = (observed.shape[0], observed.shape[1]);
        var size = Math.Sqrt(Math.Max(observed.mean().item<double>(), Least) / count);
        // Rows: a factor's amounts over all observations, and its weights of all features.
        var amounts = Start(count, n);
        var weights = Start(count, features);
        var squares = observed.square().sum().item<double>();
        var before = double.PositiveInfinity;
        for (var round = 0; round < MostRounds; round++)
        {
            cancellation.ThrowIfCancellationRequested();
            using var scope = NewDisposeScope();
            var held = stack(amounts);
            Update(weights, held.matmul(observed), held.matmul(held.transpose(0, 1)));
            var directions = stack(weights);
            var (products, gram) = (directions.matmul(observed.transpose(0, 1)), directions.matmul(directions.transpose(0, 1)));
            Update(amounts, products, gram);
            held = stack(amounts);
            // ‖A − WH‖² without the difference itself.
            var error = squares - 2 * (held * products).sum().item<double>() + (held.matmul(held.transpose(0, 1)) * gram).sum().item<double>();
            Keep(amounts);
            Keep(weights);
            if (before - error <= Settled * squares)
                break;
            before = error;
        }

        return Sorted(observed, amounts, weights);

        Tensor[] Start(int rows, long columns) =>
            [.. Enumerable.Range(0, rows).Select(_ => tensor([.. Enumerable.Range(0, (int)columns).Select(_ => size * (0.1 + stream.NextDouble()))], [columns]))];
    }

    /// <summary>One row after the other: what is best for it while the others stay.</summary>
    /// <param name="products">(rows, length): of the other matrix with the observations</param>
    /// <param name="gram">(rows, rows): of the other matrix with itself</param>
    private static void Update(Tensor[] rows, Tensor products, Tensor gram)
    {
        var overlaps = gram.contiguous().data<double>().ToArray();
        for (var row = 0; row < rows.Length; row++)
        {
            var rest = products.select(0, row);
            for (var other = 0; other < rows.Length; other++)
            {
                if (other != row)
                    rest = rest - rows[other] * overlaps[row * rows.Length + other];
            }

            using var before = rows[row];
            rows[row] = (rest / Math.Max(overlaps[row * rows.Length + row], Least)).clamp(min: Least);
        }
    }

    private static void Keep(Tensor[] rows)
    {
        foreach (var row in rows)
            row.MoveToOuterDisposeScope();
    }

    private static Factors Sorted(Tensor observed, Tensor[] amounts, Tensor[] weights)
    {
        var lengths = Array.ConvertAll(weights, row => Math.Max(Math.Sqrt(row.square().sum().item<double>()), Least));
        var energies = amounts.Zip(lengths, (row, length) => row.square().sum().item<double>() * length * length).ToArray();
        int[] order = [.. Enumerable.Range(0, amounts.Length).OrderByDescending(factor => energies[factor])];
        var directions = stack([.. order.Select(factor => weights[factor] / lengths[factor])]);
        var held = stack([.. order.Select(factor => amounts[factor] * lengths[factor])], 1);
        var variance = (observed - observed.mean([0], true)).square().sum().item<double>();
        var error = (observed - held.matmul(directions)).square().sum().item<double>();
        var features = (int)observed.shape[1];
        return new Factors(
            [.. directions.contiguous().data<double>().ToArray().Chunk(features)], held, [.. order.Select(factor => energies[factor] / energies.Sum())], variance > 0 ? 1 - error / variance : 0);
    }
}
