using System.Text.Json;
using NUnit.Framework;
using VizBench.Arrays;
using VizBench.Data.Images;
using VizBench.Tests.Data;

namespace VizBench.Tests.Cli;

/// <summary>apply, from files to files, on vgg-mini with weights by formula.</summary>
internal sealed class ApplyTests
{
    private TestFolder _folder = null!;

    [SetUp]
    public void SetUp() => _folder = new TestFolder();

    [TearDown]
    public void TearDown() => _folder.Dispose();

    [Test]
    public void Saliency_of_a_world_image_writes_array_and_picture()
    {
        var (npy, png) = (_folder.File("s.npy"), _folder.File("s.png"));
        var outcome = Apply("saliency", "--input", "world:1000:0", "--target", "3", "--out", npy, "--png", png);
        Assert.That(outcome.Code, Is.Zero, outcome.Error);
        Assert.That(outcome.Error, Is.Empty, "a target was given, and nobody watches");
        Assert.That(NpyFile.Read(npy).Shape, Is.EqualTo(new long[] { 1, 64, 64 }));
        Assert.That(NpyFile.Read(npy).Type, Is.EqualTo(NdType.Float32));
        Assert.That(ImageFiles.Read(png).Width, Is.EqualTo(64));
        Assert.That(outcome.Out, Does.Contain(npy).And.Contain(png).And.Contain("(1, 64, 64) float32"));
    }

    [Test]
    public void An_array_is_taken_as_it_is()
    {
        var input = WriteArray("in.npy", [3, 64, 64], i => Math.Sin(i));
        var output = _folder.File("out.npy");
        var outcome = Apply("forward", "--input", input, "--dtype", "float64", "--out", output);
        Assert.That(outcome.Code, Is.Zero, outcome.Error);
        var logits = NpyFile.Read(output);
        Assert.That(logits.Shape, Is.EqualTo(new long[] { 1, 12 }));
        Assert.That(logits.Type, Is.EqualTo(NdType.Float64));

        // The output of one call is the input of another: input times gradient over gradient is the input again.
        var (product, gradient) = (_folder.File("p.npy"), _folder.File("g.npy"));
        Assert.That(Apply("input-x-gradient", "--input", input, "--target", "0", "--dtype", "float64", "--out", product).Code, Is.Zero);
        Assert.That(Apply("gradient", "--input", input, "--target", "0", "--dtype", "float64", "--out", gradient).Code, Is.Zero);
        var (x, p, g) = (NpyFile.Read(input).ToDoubles(), NpyFile.Read(product).ToDoubles(), NpyFile.Read(gradient).ToDoubles());
        for (var i = 0; i < x.Length; i++)
            Assert.That(p[i], Is.EqualTo(x[i] * g[i]));
    }

    [Test]
    public void Several_inputs_form_a_batch_whose_samples_are_those_computed_alone()
    {
        var (a, b, both) = (_folder.File("a.npy"), _folder.File("b.npy"), _folder.File("both.npy"));
        Apply("gradient", "--input", "world:1:0", "--target", "2", "--dtype", "float64", "--out", a);
        Apply("gradient", "--input", "world:1:1", "--target", "5", "--dtype", "float64", "--out", b);
        var outcome = Apply("gradient", "--input", "world:1:0", "--input", "world:1:1", "--target", "2,5", "--dtype", "float64", "--out", both, "--png", _folder.File("sheet.png"));
        Assert.That(outcome.Code, Is.Zero, outcome.Error);
        double[] alone = [.. NpyFile.Read(a).ToDoubles(), .. NpyFile.Read(b).ToDoubles()];
        Assert.That(NpyFile.Read(both).ToDoubles(), Is.EqualTo(alone).Within(1e-12));
        Assert.That(ImageFiles.Read(_folder.File("sheet.png")).Width, Is.GreaterThan(128));
    }

    [Test]
    public void Without_a_target_the_predicted_class_is_taken_and_said()
    {
        var outcome = Apply("gradient", "--input", "world:1000:0", "--json");
        Assert.That(outcome.Code, Is.Zero, outcome.Error);
        using var document = JsonDocument.Parse(outcome.Out);
        var sample = document.RootElement.GetProperty("samples")[0];
        Assert.That(sample.GetProperty("target").GetInt64(), Is.EqualTo(sample.GetProperty("predicted_class").GetInt64()));
        Assert.That(sample.GetProperty("probability").GetDouble(), Is.InRange(1.0 / 12, 1));
        Assert.That(outcome.Error, Is.EqualTo($"no --target: taking the predicted class {sample.GetProperty("predicted").GetString()}\n"));
    }

    [Test]
    public void A_target_may_be_named()
    {
        var (byName, byNumber) = (_folder.File("a.npy"), _folder.File("b.npy"));
        Assert.That(Apply("gradient", "--input", "world:1:0", "--target", "boat", "--out", byName).Code, Is.Zero);
        Assert.That(Apply("gradient", "--input", "world:1:0", "--target", "3", "--out", byNumber).Code, Is.Zero);
        Assert.That(File.ReadAllBytes(byName), Is.EqualTo(File.ReadAllBytes(byNumber)));
    }

    [Test]
    public void A_picture_is_resized_and_normalised()
    {
        var picture = new RgbImage(100, 80);
        Array.Fill(picture.Pixels, (byte)255);
        var png = _folder.File("white.png");
        ImageFiles.WritePng(png, picture);
        // White is (1 − 0.5) / 0.25 = 2 in every channel.
        var array = WriteArray("white.npy", [1, 3, 64, 64], _ => 2);
        var (a, b) = (_folder.File("a.npy"), _folder.File("b.npy"));
        Assert.That(Apply("forward", "--input", png, "--dtype", "float64", "--out", a).Code, Is.Zero);
        Assert.That(Apply("forward", "--input", array, "--dtype", "float64", "--out", b).Code, Is.Zero);
        Assert.That(NpyFile.Read(a).ToDoubles(), Is.EqualTo(NpyFile.Read(b).ToDoubles()).Within(1e-12));
    }

    [Test]
    public void Activations_become_a_contact_sheet()
    {
        var png = _folder.File("a.png");
        Assert.That(Apply("forward", "--input", "world:1:0", "--layer", "features.7", "--png", png).Code, Is.Zero);
        Assert.That(ImageFiles.Read(png).Width, Is.GreaterThan(300));
    }

    [Test]
    public void An_existing_file_is_replaced()
    {
        var output = _folder.File("out.npy");
        File.WriteAllText(output, "old");
        Assert.That(Apply("forward", "--input", "world:1:0", "--out", output).Code, Is.Zero);
        Assert.That(NpyFile.Read(output).Count, Is.EqualTo(12));
    }

    [Test]
    public void Cancelled_work_leaves_nothing()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();
        var outcome = CommandLine.Run(source.Token, "apply", "occlusion", "--network", "vgg-mini", "--weights", "formula:1", "--input", "world:1:0", "--target", "0", "--out", _folder.File("o.npy"));
        Assert.That(outcome, Is.EqualTo(new Outcome(130, "", "cancelled\n")));
        Assert.That(Directory.EnumerateFileSystemEntries(_folder.Path), Is.Empty);
    }

    [Test]
    public void A_picture_that_cannot_be_written_leaves_the_old_array()
    {
        File.WriteAllText(_folder.File("o.npy"), "old");
        var outcome = Apply("forward", "--input", "world:1:0", "--out", _folder.File("o.npy"), "--png", "/dev/full");
        Assert.That(outcome.AsError(), Does.StartWith("/dev/full"));
        Assert.That(File.ReadAllText(_folder.File("o.npy")), Is.EqualTo("old"));
        Assert.That(Directory.EnumerateFileSystemEntries(_folder.Path).Count(), Is.EqualTo(1));
    }

    private static Outcome Apply(string method, params string[] rest) =>
        CommandLine.Run(["apply", method, "--network", "vgg-mini", "--weights", "formula:1", .. rest]);

    private string WriteArray(string name, long[] shape, Func<int, double> value)
    {
        var path = _folder.File(name);
        NpyFile.Write(path, NdArray.Of([.. Enumerable.Range(0, (int)shape.Aggregate(1L, (a, b) => a * b)).Select(value)], shape));
        return path;
    }
}
