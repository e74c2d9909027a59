namespace VizBench.Methods.Optimising;

/// <summary>
/// Each picture becomes so many crops of it, enlarged bilinearly to the network's size. Middles are N(.5, .15²) of the side, sides
/// N(1, .05²) times the step's box, clipped to lie inside. MACO's way of looking (Fel et al. 2023, section 3).
/// </summary>
/// <param name="crops">of each picture</param>
/// <param name="box">side of the crops as a share of the picture's, for each step</param>
internal sealed class RandomCrops(int crops, Func<int, double> box, long height, long width) : Transform
{
    internal override Transformed Apply(Tensor x, Draws draws, int step)
    {
        var (rows, columns) = (new List<double>(), new List<double>());
        for (var sample = 0; sample < draws.Count; sample++)
        {
            var stream = draws.Stream("crops", sample, step);
            for (var crop = 0; crop < crops; crop++)
            {
                rows.AddRange(Matrix(stream.NextNormal(), stream.NextNormal(), box(step), x.shape[2], height));
                columns.AddRange(Matrix(stream.NextNormal(), stream.NextNormal(), box(step), x.shape[3], width));
            }
        }

        long copies = crops;
        var samples = x.shape[0];
        var map = new SeparableMap(
            tensor([.. rows], [samples * copies, height, x.shape[2]], x.dtype, x.device), tensor([.. columns], [samples * copies, width, x.shape[3]], x.dtype, x.device));
        var repeated = x.unsqueeze(1).expand(samples, copies, x.shape[1], x.shape[2], x.shape[3]).flatten(0, 1);
        return new Transformed(map.Of(repeated), gradient =>
        {
            var back = map.Adjoint(gradient);
            return back.reshape([samples, copies, .. back.shape[1..]]).sum(1);
        });
    }

    private static double[] Matrix(double place, double size, double box, long from, long to)
    {
        var side = Math.Clamp(box * (1 + 0.05 * size), 1.0 / from, 1) * from;
        var low = Math.Clamp((0.5 + 0.15 * place) * from - side / 2, 0, from - side);
        return SeparableMap.Dense([.. Enumerable.Range(0, (int)to).Select(i => Interpolation.At(Math.Clamp(low + (i + 0.5) * side / to - 0.5, 0, from - 1), from))], from);
    }
}
