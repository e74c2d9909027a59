using System.Text;
using NUnit.Framework;
using VizBench.Arrays;
using VizBench.Data.Images;
using VizBench.Tests.Data;
using VizBench.Tests.Weights;

namespace VizBench.Tests.Cli;

/// <summary>What people get wrong with apply: one line that names the thing, the place and the remedy, and nothing left behind.</summary>
internal sealed class BadInputTests
{
    private TestFolder _folder = null!;

    [SetUp]
    public void SetUp() => _folder = new TestFolder();

    [TearDown]
    public void TearDown() => _folder.Dispose();

    [TestCase("--unit 3", "--unit needs --layer")]
    [TestCase("--unit x --layer features.0", "--unit can't be 'x'; it takes CHANNEL, CHANNEL,Y,X, FIRST..LAST or all")]
    [TestCase("--unit 24 --layer features.0", "unit 24 is out of range: features.0 has 24 channels, 0 to 23")]
    [TestCase("--unit 20..24 --layer features.0", "unit 24 is out of range: features.0 has 24 channels, 0 to 23")]
    [TestCase("--unit 1,64,0 --layer features.0", "unit 1,64,0 is out of range: features.0 has 64 rows and 64 columns")]
    [TestCase("--unit 1,0,0 --layer classifier.0", "--unit 1,0,0: classifier.0 has no rows and columns")]
    public void Units(string options, string expected) => RefusedBy("forward", expected, ["--input", "world:1:0", .. options.Split(' ')]);

    [TestCase("--target 12", "target 12 is out of range: vgg-mini has 12 classes, 0 to 11")]
    [TestCase("--target -1", "target -1 is out of range: vgg-mini has 12 classes, 0 to 11")]
    [TestCase("--target baot", "vgg-mini has no class 'baot'; did you mean boat? (give a name, or a number from 0 to 11)")]
    [TestCase("--target 1,2", "--target names 2 classes for 1 samples; name one for all or one for each")]
    [TestCase("--layer features.99", "vgg-mini has no layer 'features.99'; the nearest names are features.9, ")]
    [TestCase("--set colour=red", "gradient has no option 'colour'; it has of")]
    [TestCase("--set of=loss", "gradient: option of can't be 'loss'; it takes logit or probability")]
    [TestCase("--set of", "--set of: it takes key=value")]
    [TestCase("--set of=logit --set of=logit", "--set gives of twice; keep one")]
    [TestCase("--dtype float16", "dtype 'float16' is unknown; use float32, float64, tf32 or bfloat16")]
    [TestCase("--dtype tf32", "dtype tf32 needs a CUDA device; use --device cuda, or --dtype float32")]
    [TestCase("--device gpu", "'gpu' is not a device; use cpu, cuda or cuda:INDEX")]
    [TestCase("--device cuda:250", "device cuda:250 is not there: this libtorch sees ")]
    [TestCase("--weights ", "no weight file is named for vgg-mini; name one, or leave --weights out")]
    [TestCase("--weights formula:x", "'formula:x': weights by formula are named formula:SEED with a whole number")]
    [TestCase("--layer features.0", "gradient: one unit is explained at a time, and 0 of features.0 were named; name one with --unit")]
    [TestCase("--unit 1..2 --layer features.0", "gradient: one unit is explained at a time, and 2 of features.0 were named; name one with --unit")]
    [TestCase("--unit 1 --layer features.0 --set of=probability", "of=probability is a class's; a unit of features.0 has only its activation, leave it out")]
    public void Options(string options, string expected) => Refused(expected, ["--input", "world:1:0", .. options.Split(' ')]);

    [TestCase("--unit 1 --layer features.0", "occlusion takes no unit; leave out --unit")]
    [TestCase("--layer features.0", "occlusion takes no layer; leave out --layer")]
    public void Options_of_a_method_of_classes(string options, string expected) => RefusedBy("occlusion", expected, ["--input", "world:1:0", .. options.Split(' ')]);

    [TestCase("world:1", "--input world:1: an image of ConceptWorld is named world:SEED:INDEX")]
    [TestCase("world:1:-1", "--input world:1:-1: an image of ConceptWorld is named world:SEED:INDEX")]
    [TestCase("painting:strokes:x", "--input painting:strokes:x: a painting is named painting:NAME or painting:NAME:SEED")]
    [TestCase("painting:oil", "there is no painting 'oil'")]
    [TestCase("nowhere.png", "nowhere.png: file: it does not exist")]
    [TestCase("nowhere.npy", "nowhere.npy: file: it does not exist")]
    [TestCase("style=world:1:0", "gradient takes no input by the role 'style'")]
    [TestCase("style=", "--input style=: no file is named")]
    public void Inputs(string input, string expected) => Refused(expected, ["--input", input]);

    [TestCase("--input world:1:0", "style-gatys needs a picture by the role 'style'; give one with --input style=FILE or --input style=painting:NAME")]
    [TestCase("--input world:1:0 --input style=world:1:1 --input style=world:1:2", "--input style=… is given twice")]
    [TestCase("--input world:1:0 --input style5=world:1:1", "style-gatys takes no input by the role 'style5'; it takes style, style2, style3, style4, init")]
    [TestCase("--input world:1:0 --input style=painting:glass --set style_layers=relu9_1", "vgg-mini has no layer 'relu9_1'")]
    [TestCase("--input world:1:0 --input style=painting:glass --set style_layers=classifier.0", "vgg-mini: classifier.0 has no rows and columns")]
    [TestCase("--input world:1:0 --input style=painting:glass --size 0", "--size 0: it takes the longer side in pixels, 1 to 16384, or own, or network")]
    [TestCase("--input world:1:0 --input style=painting:glass --set blend=1,2", "style-gatys: blend has 2 shares (1, 2), and the styles are style")]
    [TestCase("--input world:1:0 --input style=painting:glass --set style_layer_weights=1,2", "style-gatys: style_layer_weights has 2 numbers for 5 layers")]
    [TestCase("--input world:1:0 --input style=painting:glass --set memory=0.0001 --size 256", "256×256 pixels: even the smallest tile, 8×8 with a rim of 24 pixels for what the layers see, takes more than memory=0 GB")]
    public void Styles(string options, string expected) => RefusedBy("style-gatys", expected, options.Split(' '));

    [Test]
    public void A_method_of_the_networks_size_takes_no_other() =>
        Refused("--size 128: gradient takes pictures of the network's size; leave it out", ["--input", "world:1:0", "--size", "128"]);

    [Test]
    public void An_unknown_method_and_an_unknown_network_get_suggestions()
    {
        Assert.That(CommandLine.Run("apply", "salency", "--network", "vgg-mini", "--input", "world:1:0").AsError(), Does.StartWith("there is no method 'salency'; did you mean saliency? (all: vizbench list methods)"));
        Assert.That(CommandLine.Run("apply", "saliency", "--network", "vgg-mni", "--input", "world:1:0").AsError(), Does.StartWith("there is no network 'vgg-mni'; did you mean vgg-mini? "));
    }

    [Test]
    public void Files_that_are_no_pictures()
    {
        Refused("text.png: start of file", ["--input", Write("text.png", "this is a text"u8)]);
        Refused("empty.png: file: it is empty", ["--input", Write("empty.png", [])]);
        Refused(": folder: it holds no .png, .jpg or .jpeg picture", ["--input", Directory.CreateDirectory(_folder.File("no pictures")).FullName]);
    }

    [Test]
    public void A_picture_cut_off_anywhere()
    {
        var whole = ImageFiles.Codec.EncodePng(new RgbImage(64, 64));
        foreach (var length in new[] { 1, 8, 20, 40, whole.Length - 20, whole.Length - 1 })
            Refused("cut.png: ", ["--input", Write("cut.png", whole.AsSpan(0, length))]);
    }

    [Test]
    public void A_picture_that_claims_to_be_huge()
    {
        var bytes = ImageFiles.Codec.EncodePng(new RgbImage(1, 1));
        // Width and height lie at byte 16 of a PNG; its checksum is checked too, so either message will do.
        bytes.AsSpan(16, 8).Fill(0x7f);
        Refused("huge.png: ", ["--input", Write("huge.png", bytes)]);
    }

    [Test]
    public void Arrays_that_are_torn_or_of_another_kind()
    {
        var path = _folder.File("a.npy");
        NpyFile.Write(path, NdArray.Of(new float[3 * 64 * 64], 3, 64, 64));
        var bytes = File.ReadAllBytes(path);
        Refused("a.npy: data: shape (3, 64, 64) of 4-byte elements does not take the ", ["--input", Write("a.npy", bytes.AsSpan(0, bytes.Length - 1))]);
        Refused("a.npy: data: shape (3, 64, 64) of 4-byte elements does not take the ", ["--input", Write("a.npy", [.. bytes, 0])]);
        Refused("a.npy: start of file: not a .npy file", ["--input", Write("a.npy", "PK\u0003\u0004 an archive"u8)]);
        Refused("a.npy: start of file: too short", ["--input", Write("a.npy", bytes.AsSpan(0, 5))]);
    }

    [Test]
    public void Arrays_of_another_shape()
    {
        Refused("s.npy: shape: (4, 64, 64) has 4 channels; vgg-mini takes (N, 3, 64, 64) or (3, 64, 64)", ["--input", Array("s.npy", 4, 64, 64)]);
        Refused("s.npy: shape: (64, 64) is not an input; vgg-mini takes (N, 3, 64, 64)", ["--input", Array("s.npy", 64, 64)]);
        Refused("s.npy: shape: (0, 3, 64, 64) is not an input", ["--input", Array("s.npy", 0, 3, 64, 64)]);
        Refused("vgg-mini can't take inputs of shape (1, 3, 65, 96): it is made for (N, 3, 64, 64)", ["--input", Array("s.npy", 3, 65, 96)]);
        Refused("--input s.npy is 3×65×64 and world:1:0 is 3×64×64", ["--input", "world:1:0", "--input", Array("s.npy", 3, 65, 64)]);
    }

    [Test]
    public void Arrays_with_values_that_are_no_numbers()
    {
        var path = _folder.File("n.npy");
        var values = new float[3 * 64 * 64];
        values[77] = float.NaN;
        NpyFile.Write(path, NdArray.Of(values, 3, 64, 64));
        Refused("n.npy: data, element 77: it is NaN or infinite", ["--input", path]);
    }

    [Test]
    public void Weights_that_are_not_there_or_no_weights()
    {
        Refused("w.safetensors: opening: there is no such file; check the path", ["--input", "world:1:0", "--weights", _folder.File("w.safetensors")]);
        Refused("w.safetensors: ", ["--input", "world:1:0", "--weights", Write("w.safetensors", "{}"u8)]);
        // A header that claims more than the file, and one that claims a tensor of 2^62 bytes.
        Refused("w.safetensors: ", ["--input", "world:1:0", "--weights", Write("w.safetensors", [0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0, (byte)'{'])]);
        Refused("w.safetensors: ", ["--input", "world:1:0", "--weights", Safetensors("""{"a":{"dtype":"F32","shape":[1152921504606846976],"data_offsets":[0,4611686018427387904]}}""", 0)]);
        Refused("w.safetensors: these are not the weights of vgg-mini: tensor 'features.0.weight' (24, 3, 3, 3) is missing", ["--input", "world:1:0", "--weights", Safetensors("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", 4)]);
        Refused("w.safetensors: these are not the weights of vgg-mini: tensor 'features.0.weight' has shape (1), expected (24, 3, 3, 3)", ["--input", "world:1:0", "--weights", Safetensors("""{"features.0.weight":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", 4)]);
    }

    [Test]
    public void Weights_that_are_hostile()
    {
        var marker = _folder.File("was-run");
        var call = PickleBytes.Call(PickleBytes.Global("os", "system"), PickleBytes.Text($"touch {marker}"));
        RefusedWeights("w.pth: data.pkl, byte ", PickleBytes.ZipFile(("features.0.weight", call)));
        RefusedWeights("the global 'os.system' is none that weights need; nothing was run", PickleBytes.ZipFile(("features.0.weight", call)));
        RefusedWeights("the global 'os.system' is none that weights need; nothing was run", PickleBytes.Whole(call));
        RefusedWeights("w.pth: pickle, byte ", PickleBytes.LegacyFile(PickleBytes.Dict(("w", PickleBytes.Four)), ["0"])[..60]);
        RefusedWeights("storage '0' at byte ", PickleBytes.LegacyFile(PickleBytes.Dict(("w", PickleBytes.Four)), ["0"], PickleBytes.LegacyStorage(4, 1, 2, 3)));
        RefusedWeights("w.pth: directory: promises ", ZipBytes.Of(new ZipItem("w.npy", new byte[80_000_000]) { Deflate = true }));
        RefusedWeights("w.pth: entry 'w.npy': header: an object array", ZipBytes.Of(new ZipItem("w.npy", [0x93, .. "NUMPY"u8, 1, 0, 57, 0, .. "{'descr': '|O', 'fortran_order': False, 'shape': (1,), }  "u8])));
        RefusedWeights("w.pth: start of file: no format of weights is recognised; read are .safetensors, .pth ", "something else"u8);
        RefusedWeights("w.pth: these are not the weights of vgg-mini: ", PickleBytes.ZipFile(("w", PickleBytes.Four)));
        Assert.That(File.Exists(marker), Is.False);
    }

    [Test]
    public void Pictures_that_are_hostile()
    {
        var jpeg = JpegTests.Good;
        Refused("p.jpg: ", ["--input", Write("p.jpg", jpeg.AsSpan(0, jpeg.Length / 2))]);
        var huge = jpeg.ToArray();
        huge.AsSpan(huge.AsSpan().IndexOf([(byte)0xFF, (byte)0xC0]) + 5, 4).Fill(0xF0);
        Refused("p.jpg: header: 61680×61680 pixels are more than 100 megapixels; scale the picture down", ["--input", Write("p.jpg", huge)]);
        Refused("p.png: header: 100000×100000 pixels are more than 100 megapixels; scale the picture down", ["--input", Write("p.png", HugePng())]);
        Refused("p.jpg: start of file: a WebP picture; convert it to PNG or JPEG", ["--input", Write("p.jpg", "RIFF\0\0\0\0WEBPVP8 "u8)]);
    }

    private static byte[] HugePng() =>
        [0x89, .. "PNG\r\n\u001a\n"u8, .. PngBuilder.Chunk("IHDR", PngBuilder.Header(100_000, 100_000, 8, 2)), .. PngBuilder.Chunk("IEND", [])];

    private void RefusedWeights(string expected, ReadOnlySpan<byte> content) =>
        Refused(expected, ["--input", "world:1:0", "--weights", Write("w.pth", content)]);

    [Test]
    public void Networks_without_weights() =>
        Assert.That(CommandLine.Run("apply", "forward", "--network", "alexnet", "--input", "world:1:0").AsError(), Does.StartWith("alexnet comes without weights; give a file with --weights FILE, torchvision's alexnet-owt-7be5be79.pth for example"));

    [Test]
    public void Outputs_that_can_not_be_written_are_refused_before_anything_is_computed()
    {
        var nowhere = Path.Combine(_folder.Path, "no", "such");
        Refused($"such/o.npy: --out: the folder {nowhere} does not exist; create it first", ["--input", "missing.png", "--out", Path.Combine(nowhere, "o.npy")]);
        Refused($"such/o.png: --png: the folder {nowhere} does not exist; create it first", ["--input", "missing.png", "--png", Path.Combine(nowhere, "o.png")]);
        Refused("o.txt: --out: it writes .npy files; let the name end in .npy", ["--input", "missing.png", "--out", _folder.File("o.txt")]);
        Refused("o.jpg: --png: it writes .png files; let the name end in .png", ["--input", "missing.png", "--png", _folder.File("o.jpg")]);
        Refused(": --out: it is a folder; name a file in it", ["--input", "missing.png", "--out", _folder.Path]);
    }

    /// <summary>Runs apply gradient with outputs beside what was made for the test, and holds that none of them is there afterwards.</summary>
    private void Refused(string expected, string[] options) => RefusedBy("gradient", expected, options);

    private void RefusedBy(string method, string expected, string[] options)
    {
        var before = Files();
        string[] outputs = options.Contains("--out") || options.Contains("--png") ? [] : ["--out", _folder.File("result.npy"), "--png", _folder.File("result.png")];
        string[] weights = options.Contains("--weights") ? [] : ["--weights", "formula:1"];
        var message = CommandLine.Run(["apply", method, "--network", "vgg-mini", .. weights, .. outputs, .. options]).AsError();
        Assert.That(message, Does.Contain(expected));
        Assert.That(Files(), Is.EqualTo(before), "nothing is left behind");
    }

    private string[] Files() => [.. Directory.EnumerateFileSystemEntries(_folder.Path, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];

    private string Write(string name, ReadOnlySpan<byte> content)
    {
        var path = _folder.File(name);
        File.WriteAllBytes(path, content);
        return path;
    }

    private string Array(string name, params long[] shape)
    {
        var path = _folder.File(name);
        NpyFile.Write(path, NdArray.Of(new float[shape.Aggregate(1L, (a, b) => a * b)], shape));
        return path;
    }

    private string Safetensors(string header, int dataBytes)
    {
        var text = Encoding.UTF8.GetBytes(header);
        return Write("w.safetensors", [.. BitConverter.GetBytes((ulong)text.Length), .. text, .. new byte[dataBytes]]);
    }
}
