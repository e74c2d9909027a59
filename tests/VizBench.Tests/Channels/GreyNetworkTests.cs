using NUnit.Framework;
using VizBench.Arrays;
using VizBench.Data.Images;
using VizBench.Data.Rendering;
using VizBench.Networks.Onnx;
using VizBench.Tests.Cli;

namespace VizBench.Tests.Channels;

/// <summary>Pictures as inputs of networks that take one channel, or more than pictures have; suites and reports on them.</summary>
internal sealed class GreyNetworkTests
{
    // PIL 9.4: Image.new("RGB", (1, 1), color).convert("L").
    [TestCase(255, 0, 0, 76)]
    [TestCase(0, 255, 0, 150)]
    [TestCase(0, 0, 255, 29)]
    [TestCase(255, 255, 255, 255)]
    [TestCase(1, 2, 3, 2)]
    [TestCase(12, 200, 77, 130)]
    [TestCase(90, 3, 255, 58)]
    [TestCase(254, 255, 253, 254)]
    public void Grey_is_PILs(byte r, byte g, byte b, byte grey)
    {
        Assert.That(Luma.Of((r, g, b)), Is.EqualTo(grey));
        Assert.That(PlanarImage.FromRgb(new RgbImage(1, 1, [r, g, b]), 1).Values, Is.EqualTo(new[] { grey / 255.0 }));
    }

    [Test]
    public void Every_grey_is_itself() =>
        Assert.That(Enumerable.Range(0, 256).Select(level => Luma.Of(((byte)level, (byte)level, (byte)level))), Is.EqualTo(Enumerable.Range(0, 256).Select(level => (byte)level)));

    [Test]
    public void A_color_picture_is_read_as_its_grey()
    {
        using var network = new ChannelNetwork(1);
        var color = new RgbImage(32, 32, [.. Enumerable.Range(0, 3 * 32 * 32).Select(i => (byte)(i * i / 7 + 3 * i))]);
        var grey = new RgbImage(32, 32, [.. color.Pixels.Chunk(3).SelectMany(pixel => Enumerable.Repeat(Luma.Of((pixel[0], pixel[1], pixel[2])), 3))]);
        ImageFiles.WritePng(network.In("color.png"), color);
        ImageFiles.WritePng(network.In("grey.png"), grey);
        // Without a companion's word values are 0 … 1, and a picture of the network's size stays as it is.
        NpyFile.Write(network.In("grey.npy"), NdArray.Of([.. grey.Pixels.Where((_, i) => i % 3 == 0).Select(value => value / 255.0)], 1, 32, 32));
        foreach (var name in new[] { "color.png", "grey.png", "grey.npy" })
            Succeeds("apply", "forward", "--layer", "c1", "--network", network.File, "--input", network.In(name), "--dtype", "float64", "--out", network.In(name + ".out.npy"));
        Assert.That(File.ReadAllBytes(network.In("grey.png.out.npy")), Is.EqualTo(File.ReadAllBytes(network.In("grey.npy.out.npy"))));
        Assert.That(File.ReadAllBytes(network.In("color.png.out.npy")), Is.EqualTo(File.ReadAllBytes(network.In("grey.npy.out.npy"))));
    }

    [Test]
    public void A_companion_gives_a_mean_and_a_deviation_for_each_channel()
    {
        using var grey = new ChannelNetwork(1, """{"mean": [0.1307], "std": [0.3081], "resize": 40}""");
        var preprocessing = Read(grey);
        Assert.That(preprocessing.Mean.Concat(preprocessing.Std), Is.EqualTo(new[] { 0.1307, 0.3081 }));
        Assert.That((preprocessing.Resize, preprocessing.Crop), Is.EqualTo((40, 32)));
        using var four = new ChannelNetwork(4, """{"mean": [1, 2, 3, 4]}""");
        Assert.That(Read(four).Mean.Concat(Read(four).Std), Is.EqualTo(new double[] { 1, 2, 3, 4, 1, 1, 1, 1 }));
        using var bare = new ChannelNetwork(2);
        Assert.That(Read(bare).Mean.Concat(Read(bare).Std), Is.EqualTo(new double[] { 0, 0, 1, 1 }));
        Assert.That(Read(bare).Resize, Is.EqualTo(32));
        using var color = new ChannelNetwork(3);
        Assert.That((Read(color).Mean[0], Read(color).Resize), Is.EqualTo((0.485, 37)));
    }

    [TestCase(1, """{"mean": [0.5, 0.5, 0.5]}""", "preprocessing.mean: gives 3 numbers; the network takes 1 channel, give one number for each")]
    [TestCase(4, """{"std": [1]}""", "preprocessing.std: gives 1 number; the network takes 4 channels, give one number for each")]
    [TestCase(1, """{"blueFirst": true}""", "preprocessing.blueFirst: only three channels are colors, and the network takes 1")]
    [TestCase(1, """{"mean": []}""", "preprocessing.mean: expected a list of numbers, one for each channel")]
    public void A_companion_of_another_number_of_channels_is_refused(int channels, string preprocessing, string message)
    {
        using var network = new ChannelNetwork(channels, preprocessing);
        Assert.That(() => Read(network), Throws.InstanceOf<FileError>().With.Message.EndsWith(message));
    }

    [TestCase("picture.png")]
    [TestCase("world:1000:0")]
    public void A_picture_is_refused_where_it_has_too_few_channels(string input)
    {
        using var network = new ChannelNetwork(4);
        ImageFiles.WritePng(network.In("picture.png"), new RgbImage(32, 32));
        var outcome = CommandLine.Run("apply", "gradient", "--network", network.File, "--input", input is "picture.png" ? network.In(input) : input);
        Assert.That(outcome.AsError(), Is.EqualTo($"{input} has one channel (grey) or three (color), and the network takes 4; give it an array, a .npy file of shape (4, H, W) or (N, 4, H, W)"));
    }

    [Test]
    public void A_suite_runs_with_sheet_and_report([Values(1, 4)] int channels)
    {
        using var network = new ChannelNetwork(channels);
        File.WriteAllText(network.In("images.json"), """
            { "name": "images", "seed": 7, "networks": ["vgg-mini"], "inputs": [ { "world": { "seed": 1000, "indices": [0, 3] } } ],
              "methods": [ { "method": "forward" }, { "method": "forward", "layer": "r1" }, { "method": "saliency" }, { "method": "lrp" }, { "method": "grad-cam", "layer": "r2" },
                           { "method": "guided-backprop" }, { "method": "deepdream", "layer": "r2", "set": { "steps": 1, "octaves": 1 } } ] }
            """);
        File.WriteAllText(network.In("paintings.json"), """
            { "name": "paintings", "seed": 7, "networks": ["vgg-mini"], "inputs": [ { "blank": true } ],
              "methods": [ { "method": "am-fourier", "target": 1, "set": { "steps": 2 } }, { "method": "am-maco", "target": 2, "set": { "steps": 2, "crops": 2 } },
                           { "method": "fooling-cppn", "target": 2, "set": { "generations": 2, "population": 4 } } ] }
            """);
        foreach (var suite in channels == 1 ? new[] { "images", "paintings" } : ["paintings"])
        {
            var folder = network.In(suite);
            Succeeds("run", network.In(suite + ".json"), "--network", network.File, "--out", folder);
            foreach (var name in new[] { "sheet.png", "report.html", "report.json" })
                Assert.That(File.Exists(Path.Combine(folder, name)), name);
            Assert.That(File.ReadAllText(Path.Combine(folder, "report.json")), Does.Contain("tv-isotropic-trimmed").And.Contain("spectrum-slope"));
        }
    }

    [Test]
    public void Features_are_looked_at()
    {
        using var network = new ChannelNetwork(1);
        Succeeds("features", "occlusion", network.File, "--input", "world:1000:0", "--stride", "8", "--out", network.In("occlusion"));
        Succeeds("features", "top", network.File, "--layer", "r2", "--units", "0..1", "--images", "20", "--top", "2", "--out", network.In("top"));
        Succeeds("features", "invariance", network.File, "--images", "1", "--steps", "3", "--out", network.In("invariance"));
        Succeeds("features", "correspondence", network.File, "--images", "2", "--png", network.In("covered.png"));
        Succeeds("features", "diagnosis", network.File, "--images", "20");
        Succeeds("features", "evolution", network.File, "--weights", "formula:1", "--weights", "formula:2", "--layer", "r2", "--units", "0..1", "--images", "10", "--out", network.In("evolution"));
        Succeeds("paths", network.File, "--input", "world:1000:0", "--set", "top=2", "--images", "4", "--out", network.In("paths"));
        Succeeds("filters", network.File, "--png", network.In("filters.png"));
        Assert.That(ImageFiles.Read(network.In("filters.png")).Pixels.Chunk(3).All(pixel => pixel[0] == pixel[1] && pixel[1] == pixel[2]), Is.True);
    }

    [Test]
    public void Four_channels_are_covered_too()
    {
        using var network = new ChannelNetwork(4);
        Succeeds("features", "occlusion", network.File, "--input", network.Input, "--stride", "8", "--out", network.In("occlusion"));
        Assert.That(ImageFiles.Read(Path.Combine(network.In("occlusion"), "panels.png")).Width, Is.GreaterThan(300));
    }

    [Test]
    public void Methods_are_evaluated_on_a_grey_network()
    {
        using var network = new ChannelNetwork(1);
        Succeeds("evaluate", "--networks", network.File, "--methods", "gradient,saliency", "--images", "2");
    }

    private static VizBench.Networks.Preprocessing Read(ChannelNetwork network)
    {
        using var read = OnnxNetwork.Read(network.File);
        return read.Architecture.Preprocessing;
    }

    private static void Succeeds(params string[] args)
    {
        var outcome = CommandLine.Run(args);
        Assert.That(outcome.Code, Is.Zero, $"{string.Join(' ', args)}: {outcome.Error}");
    }
}
