using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text.Json;
using NUnit.Framework;
using VizBench.Files;

namespace VizBench.Tests.Pack;

/// <summary>./vizbench pack: what goes in, what stays out, what is refused. (The launcher calls the script; see LauncherTests.)</summary>
[Platform("Linux"), Category(Checkout.Category)]
internal sealed class PackTests
{
    private PackFolder _folder = null!;

    [SetUp]
    public void SetUp() => _folder = new PackFolder();

    [TearDown]
    public void TearDown() => _folder.Dispose();

    [Test]
    public void It_holds_what_a_host_without_dotnet_needs_and_nothing_else()
    {
        var outcome = _folder.Pack("--out", _folder.Out);
        Assert.That(outcome.Code, Is.Zero, outcome.Error);
        Assert.That(outcome.Out, Does.StartWith($"written  {_folder.Out} ("));
        Assert.That(Files(_folder.Out), Is.EquivalentTo(new[] { "vizbench-pack.tar.xz", "vizbench-pack.tar.xz.sha256", "run.sh", "README.txt" }));
        string[] expected =
        [
            "vizbench", "LICENSE", "architecture", "suites/s.json", "models/m.json", "golden/f/c.verified.json", "tests/T/expected.npy", "bench/peer/peer.py", "eng/reference/caffe_networks.py",
            "bin/VizBench.Tests", "bin/both.dll", "bin/VizBench.Tests.deps.json", "bin/runtimes/linux-x64/native/libSkiaSharp.so",
            "dotnet/host/fxr/10.0.9/libhostfxr.so", "dotnet/shared/Microsoft.NETCore.App/10.0.9/kept.dll", "dotnet/shared/Microsoft.NETCore.App/10.0.9/Microsoft.NETCore.App.deps.json",
            .. Files(Path.Combine(ProductFiles.Root, "eng", "native")).Select(name => $"eng/native/{name}"),
        ];
        Assert.That(_folder.Names(), Is.EquivalentTo(expected));
    }

    [TestCase("bin/VizBench.Tests.deps.json")]
    [TestCase("dotnet/shared/Microsoft.NETCore.App/10.0.9/Microsoft.NETCore.App.deps.json")]
    public void What_is_left_out_is_not_listed_either(string list)
    {
        Assert.That(_folder.Pack("--out", _folder.Out).Code, Is.Zero);
        // The host refuses to start where a file of its list is missing.
        using var document = JsonDocument.Parse(_folder.Content(list));
        var package = document.RootElement.GetProperty("targets").GetProperty("net").GetProperty("A/1");
        Assert.That(package.GetProperty("runtime").EnumerateObject().Select(entry => entry.Name), Is.EqualTo(new[] { "kept.dll" }));
        Assert.That(package.GetProperty("native").EnumerateObject().Select(entry => entry.Name), Is.EqualTo(new[] { "x.so" }));
    }

    [Test]
    public void Equal_contents_give_equal_bytes_and_an_earlier_pack_is_replaced()
    {
        Assert.That(_folder.Pack("--out", _folder.Out).Code, Is.Zero);
        var archive = Path.Combine(_folder.Out, "vizbench-pack.tar.xz");
        var first = File.ReadAllBytes(archive);
        Assert.That(_folder.Pack("--out", _folder.Out).Code, Is.Zero);
        Assert.That(File.ReadAllBytes(archive), Is.EqualTo(first));
    }

    [TestCase("", "pack needs a folder; for example ./vizbench pack --out pack")]
    [TestCase("--out", "pack: --out names no folder; for example ./vizbench pack --out pack")]
    [TestCase("--oot x", "pack has no argument '--oot'; see ./vizbench pack --help")]
    [TestCase("--out FILE", "FILE is a file; name a folder with --out")]
    [TestCase("--out FULL", "FULL holds something else (mine); name a new folder with --out, or remove it first")]
    [TestCase("--out FILE/below", "FILE/below can't be written; name another folder with --out")]
    public void Wrong_arguments_are_said_before_anything_is_made(string line, string expected)
    {
        File.WriteAllText(_folder.In("file"), "");
        Directory.CreateDirectory(_folder.In("full"));
        File.WriteAllText(_folder.In("full/mine"), "");
        string Named(string text) => text.Replace("FILE", _folder.In("file"), StringComparison.Ordinal).Replace("FULL", _folder.In("full"), StringComparison.Ordinal);
        var args = Named(line).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        Assert.That(_folder.Check(args).AsError(), Is.EqualTo(Named(expected)));
        Assert.That(_folder.Pack(args).AsError(), Is.EqualTo(Named(expected)));
        Assert.That(Files(_folder.In("full")), Is.EqualTo(new[] { "mine" }));
    }

    [Test]
    public void A_check_leaves_no_folder()
    {
        Assert.That(_folder.Check("--out", _folder.Out).Code, Is.Zero);
        Assert.That(Directory.Exists(_folder.Out), Is.False);
    }

    [Test]
    public void Two_versions_of_one_file_are_refused_and_nothing_half_written_is_left()
    {
        File.WriteAllText(_folder.In("checkout/artifacts/bin/VizBench.Benchmarks/release/both.dll"), "other");
        Assert.That(_folder.Pack("--out", _folder.Out).AsError(), Does.StartWith("two versions of ./both.dll would share a folder"));
        Assert.That(Directory.Exists(_folder.Out), Is.False);
    }

    [Test]
    public void Without_a_runtime_it_names_the_sdk()
    {
        _folder.Dotnet = Shell.Write(_folder.In("empty/dotnet"), "exit 0");
        Assert.That(_folder.Check("--out", _folder.Out).AsError(), Does.StartWith("no .NET 10 runtime beside ").And.Contain("install the .NET SDK 10"));
    }

    [Test]
    public void Nothing_of_ours_asks_for_what_is_left_out()
    {
        var leftOut = File.ReadLines(Path.Combine(ProductFiles.Root, "eng", "pack", "left-out.txt")).Select(line => line.Split('#')[0].Trim())
            .Where(line => line.Length > 0).Select(Path.GetFileNameWithoutExtension).ToHashSet(StringComparer.Ordinal);
        Assert.That(leftOut, Has.Count.GreaterThan(20));
        var ours = Directory.EnumerateFiles(AppContext.BaseDirectory, "VizBench.*.dll").ToArray();
        Assert.That(ours, Has.Length.GreaterThan(5));
        Assert.That(ours.SelectMany(References).Where(leftOut.Contains), Is.Empty);
    }

    private static IEnumerable<string> References(string assembly)
    {
        using var file = new PEReader(File.OpenRead(assembly));
        var metadata = file.GetMetadataReader();
        return [.. metadata.AssemblyReferences.Select(handle => metadata.GetString(metadata.GetAssemblyReference(handle).Name))];
    }

    private static IEnumerable<string?> Files(string folder) => Directory.EnumerateFileSystemEntries(folder).Select(Path.GetFileName);
}
