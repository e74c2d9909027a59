using NUnit.Framework;
using VizBench.Arrays;
using VizBench.Data.Images;
using VizBench.Methods;
using VizBench.Tests.Cli;

namespace VizBench.Tests.Channels;

/// <summary>apply, with every registered method, on networks of one channel, of two, and of more than color has.</summary>
[TestFixture(1)]
[TestFixture(2)]
[TestFixture(4)]
[TestFixture(6)]
internal sealed class EveryMethodOnChannelsTests(int channels)
{
    private static readonly Dictionary<string, string> s_short = new(StringComparer.Ordinal)
    {
        ["steps"] = "2",
        ["octaves"] = "2",
        ["crops"] = "2",
        ["images"] = "70",
        ["modes"] = "2",
        ["facets"] = "2",
        ["patches"] = "16",
        ["generations"] = "2",
        ["population"] = "4",
        ["masks"] = "20",
        ["n"] = "4",
    };

    private ChannelNetwork _network = null!;

    private static IEnumerable<string> Ids => MethodRegistry.All.Where(info => info.Networks.Count == 0).Select(info => info.Id);

    [OneTimeSetUp]
    public void Open() => _network = new ChannelNetwork(channels);

    [OneTimeTearDown]
    public void Close() => _network.Dispose();

    [TestCaseSource(nameof(Ids))]
    public void It_writes_an_array_and_a_picture(string id)
    {
        var (npy, png) = (_network.In($"{id}.npy"), _network.In($"{id}.png"));
        var outcome = Apply(id, ["--out", npy, "--png", png]);
        if (channels != 1 && id is "am-intra-class" or "am-multifaceted")
        {
            Assert.That(outcome.AsError(), Does.Contain($"one channel (grey) or three (color), and the network takes {channels}"), "it looks at images of the class");
            return;
        }

        if (channels != 1 && id is "am-dgn" or "am-ppgn")
        {
            Assert.That(outcome.AsError(), Does.Contain($"one channel (grey) or three (color), and the network takes {channels}"), "its generator makes color pictures");
            return;
        }

        if (id is "style-fast" or "style-adain")
        {
            Assert.That(outcome.AsError(), Does.Contain($"takes {channels} channels, and the networks of {id} paint in red, green and blue"), "its network paints in color");
            return;
        }

        Assert.That(outcome.Code, Is.Zero, outcome.Error);
        var array = NpyFile.Read(npy);
        var values = array.ToDoubles();
        Assert.That(values, Has.All.Matches<double>(double.IsFinite));
        Assert.That(values.Any(value => value != 0), "a result of zeros says nothing");
        if (MethodRegistry.Named(id).Description.Result is ResultKind.Image or ResultKind.Projection)
            Assert.That(array.Shape[..2], Is.EqualTo(new long[] { 1, channels }));
        var picture = ImageFiles.Read(png);
        if (channels == 1 && MethodRegistry.Named(id).Description.Result is ResultKind.Image or ResultKind.Projection)
            Assert.That(picture.Pixels.Chunk(3).All(pixel => pixel[0] == pixel[1] && pixel[1] == pixel[2]), Is.True, "one channel is shown as grey");
        Assert.That(picture.Pixels.Distinct().Count(), Is.GreaterThan(1));
    }

    [TestCase("parameterisation=fourier")]
    [TestCase("parameterisation=pyramid")]
    [TestCase("parameterisation=colours")]
    [TestCase("parameterisation=pixels")]
    [TestCase("parameterisation=cppn")]
    [TestCase("parameterisation=shared")]
    [TestCase("transparent=true")]
    public void Every_kind_of_free_numbers_makes_a_picture(string setting)
    {
        var npy = _network.In("kind.npy");
        var outcome = Apply("am-fourier", ["--set", setting, "--out", npy, "--png", _network.In("kind.png")]);
        Assert.That(outcome.Code, Is.Zero, outcome.Error);
        Assert.That(NpyFile.Read(npy).Shape, Is.EqualTo(new long[] { 1, channels, _network.Side, _network.Side }));
    }

    [TestCase("am-fourier")]
    [TestCase("am-erhan")]
    [TestCase("deepdream")]
    public void It_begins_at_an_array_and_shows_its_steps(string id)
    {
        var png = _network.In("begun.png");
        var outcome = Apply(id, ["--init", _network.Input, "--every", "1", "--trace", _network.In("begun.json"), "--png", png]);
        Assert.That(outcome.Code, Is.Zero, outcome.Error);
        var frames = ImageFiles.Read(_network.In("begun.frames.png"));
        Assert.That(frames.Pixels, Is.EqualTo(ImageFiles.Read(png).Pixels), "its still picture is the last");
    }

    private Outcome Apply(string id, string[] rest)
    {
        var info = MethodRegistry.Named(id);
        var needs = info.NeedsOf(info.Create());
        List<string> line = ["apply", id, "--network", _network.File];
        if (!info.Description.Generates)
            line.AddRange(["--input", _network.Input]);
        foreach (var role in info.Description.NeededRoles)
            line.AddRange(["--input", $"{role}={_network.Other}"]);
        if (info.NeedsTarget(info.Create(), layer: false))
            line.AddRange(["--target", "1"]);
        if (needs.HasFlag(Needs.Layer))
            line.AddRange(["--layer", ChannelNetwork.Layer]);
        if (needs.HasFlag(Needs.Unit))
            line.AddRange(["--unit", "1"]);
        foreach (var (name, value) in s_short.Where(setting => info.Options.Any(option => string.Equals(option.Name, setting.Key, StringComparison.Ordinal))))
            line.AddRange(["--set", $"{name}={value}"]);
        if (id is "occlusion")
            line.AddRange(["--set", $"window={channels},8,8", "--set", $"stride={channels},8,8"]);
        return CommandLine.Run([.. line, .. rest]);
    }
}
