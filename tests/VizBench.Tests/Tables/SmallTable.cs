using VizBench.Suite;

namespace VizBench.Tests.Tables;

/// <summary>A small source of numbers: three methods, one much better than another, one with a failed case and fewer values.</summary>
internal static class SmallTable
{
    private const int Images = 12;

    internal static TableSource Source(string run = "small", long seed = 0, double shift = 0)
    {
        return new(run,
        [
            .. Numbers("lrp", "attribution-iou", i => 0.6 + 0.01 * (i % 5) + shift), .. Numbers("lrp", "seconds", i => 0.02 + 0.001 * i),
            .. Numbers("grad-cam", "attribution-iou", i => 0.4 + 0.02 * (i % 3) + shift), .. Numbers("grad-cam", "seconds", _ => 0.01),
            .. Numbers("a_b & c% [x=1]", "attribution-iou", i => i == 3 ? double.NaN : 0.6 + 0.012 * (i % 4) + shift), .. Numbers("a_b & c% [x=1]", "seconds", _ => 1.5),
            .. Numbers("lrp", "psnr", i => 20 + i), .. Numbers("grad-cam", "psnr", i => 30 - i), .. Numbers("lrp", "spectrum-slope", i => -2 + 0.1 * i),
        ])
        {
            Failures = [new FailedCase(run, "vgg-mini.a-b.image-3", "vgg-mini", "a_b & c% [x=1]", "", "image 3", "", "it broke")],
            Facts = [new("VizBench", "0.1.0+abcdefabcdef"), new("networks", "vgg-mini 6e79f674d83c"), new("device", "cpu"), new("precision", "float32"), new("seeds", $"{seed}"), new("command", $"./vizbench run small --out {run}") { IsCommand = true }],
            MethodIds = new Dictionary<string, string>(StringComparer.Ordinal) { ["lrp"] = "lrp", ["grad-cam"] = "grad-cam", ["a_b & c% [x=1]"] = "occlusion" },
        };

        IEnumerable<TableValue> Numbers(string method, string metric, Func<int, double> value) => Enumerable.Range(0, Images).Where(i => double.IsFinite(value(i)))
            .Select(i => new TableValue(run, "vgg-mini", method, "", $"image {i}", seed, metric, TableMetric.Of(metric, ofMap: false).Section, value(i)));
    }

    internal static ResultTable Table(TableSettings? settings = null, params TableSource[] sources) => TableBuilder.Of(sources.Length > 0 ? sources : [Source()], settings ?? new TableSettings());

    internal static TableSource Of(string run, params (string Method, string Input, double Value)[] numbers) =>
        new(run, [.. numbers.Select(number => new TableValue(run, "vgg-mini", number.Method, "", number.Input, 0, "attribution-iou", TableMetric.AgainstMask, number.Value))]);

    internal static TableValue Number(string run, string network, string method, string input, long seed, double value) =>
        new(run, network, method, "", input, seed, "attribution-iou", TableMetric.AgainstMask, value);
}
