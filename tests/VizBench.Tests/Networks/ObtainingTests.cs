using System.IO.Compression;
using System.Security.Cryptography;
using NUnit.Framework;
using VizBench.Networks.Obtaining;
using VizBench.Networks.Zoo;
using VizBench.Tests.Data;

namespace VizBench.Tests.Networks;

/// <summary>Obtaining a network's file: from a copy, from a package, by a restore from a folder of packages that the test makes.</summary>
public sealed class ObtainingTests
{
    private static readonly byte[] s_content = [.. Enumerable.Range(0, 100_000).Select(i => (byte)(i * 7 % 251))];

    private static readonly ObtainableFile s_file = new()
    {
        Package = "VizBench.Tests.Network",
        Version = "1.2.3",
        PathInPackage = "tools/models/Network.onnx",
        FileName = "test-network.onnx",
        Sha256 = Convert.ToHexStringLower(SHA256.HashData(s_content)),
        Bytes = s_content.Length,
        PackageBytes = 1000,
        License = "MIT",
        Holder = "nobody",
    };

    private static readonly NetworkEntry s_entry = new("test-network", "a network for tests", ImageNetResNet18.Build, false) { Obtainable = s_file };

    private TestFolder _folder = null!;
    private ObtainedFiles _files = null!;
    private List<string> _notes = null!;

    [SetUp]
    public void Open()
    {
        _folder = new TestFolder();
        _files = new ObtainedFiles(_folder.File("networks"));
        _notes = [];
    }

    [TearDown]
    public void Close() => _folder.Dispose();

    [Test]
    public void A_copy_of_the_file_or_of_the_package_is_placed_once()
    {
        foreach (var source in new[] { Written("copy.onnx", s_content), Package("copy.nupkg", s_content) })
        {
            var first = Get(source);
            Assert.That((first.IsNew, File.ReadAllBytes(first.Path)), Is.EqualTo((true, s_content)));
            Assert.That(Get(_folder.File("not-looked-at")), Is.EqualTo(first with { IsNew = false }));
            Assert.That(Directory.GetFileSystemEntries(_files.Folder), Is.EqualTo(new[] { first.Path }), "nothing else is left");
            File.Delete(first.Path);
        }

        Assert.That(_notes[0], Does.StartWith("test-network: a network for tests; NuGet package VizBench.Tests.Network 1.2.3, MIT license, © nobody"));
    }

    [Test]
    public void Another_file_is_refused_and_what_was_there_stays()
    {
        byte[] changed = [.. s_content[..^1], 0];
        var before = Written("before", [1, 2, 3]);
        Directory.CreateDirectory(_files.Folder);
        File.Copy(before, _files.PathOf(s_file));
        Assert.Multiple(() =>
        {
            AssertRefused(Written("changed.onnx", changed), "its SHA-256 is ");
            AssertRefused(Written("short.onnx", s_content[..50_000]), "it has 50000 bytes, not 100000; nothing was changed");
            AssertRefused(Written("long.onnx", [.. s_content, 0]), "it has more than 100000 bytes; nothing was changed");
            AssertRefused(Package("changed.nupkg", changed), "its SHA-256 is ");
            AssertRefused(Package("huge.nupkg", new byte[50_000_000]), "it has more than 100000 bytes");
            AssertRefused(Package("other.nupkg", s_content, path: "tools/other.onnx"), "package: has no tools/models/Network.onnx; take VizBench.Tests.Network 1.2.3");
            AssertRefused(Written("no-zip.nupkg", s_content), "package: is damaged: ");
            AssertRefused(_folder.File("nowhere.onnx"), "file: it does not exist; check the path");
        });
        Assert.That(File.ReadAllBytes(_files.PathOf(s_file)), Is.EqualTo(File.ReadAllBytes(before)));
        Assert.That(Directory.GetFileSystemEntries(_files.Folder), Has.Length.EqualTo(1));
    }

    [Test]
    public void A_damaged_file_is_told_and_replaced()
    {
        var source = Written("copy.onnx", s_content);
        var path = Get(source).Path;
        File.WriteAllBytes(path, [.. s_content[..^1], 0]);
        Assert.That(() => _files.Require("test-network", s_file), Throws.TypeOf<FileError>().With.Message.Contains("it is damaged; ./vizbench get test-network fetches it again"));
        Assert.That(Get(source).IsNew, Is.True);
        Assert.That(_notes, Has.Some.Contains($"{path} is damaged: its SHA-256 is not the pinned one; it is replaced"));
        Assert.That(_files.Require("test-network", s_file), Is.EqualTo(path));
    }

    [Test]
    public void A_network_that_is_not_there_names_the_command() =>
        Assert.That(
            () => _files.Require("test-network", s_file),
            Throws.TypeOf<UserError>().With.Message.StartsWith("the weights of test-network are not on this machine; ./vizbench get test-network obtains them (0.0 MB to download, MIT license)"));

    [Test, Category(Checkout.Category)]
    public void The_package_is_restored_from_a_source_and_nothing_else_is_left()
    {
        Package("vizbench.tests.network.1.2.3.nupkg", s_content);
        var progress = new List<double>();
        var obtained = new NetworkObtainer(_files, new PackageRestore([_folder.Path])).Get(s_entry, null, _notes.Add, new Collected(progress));
        Assert.That((obtained.IsNew, File.ReadAllBytes(obtained.Path)), Is.EqualTo((true, s_content)));
        Assert.That(Directory.GetFileSystemEntries(_files.Folder), Is.EqualTo(new[] { obtained.Path }));
        Assert.That(_notes[^1], Is.EqualTo("restoring VizBench.Tests.Network: 0.0 MB to download, MIT license"));
        Assert.That(progress, Has.All.InRange(0, 1));
        Assert.That(progress[^1], Is.EqualTo(1));
    }

    [Test, Category(Checkout.Category)]
    public void A_source_with_another_file_or_without_the_package_is_refused()
    {
        var empty = Directory.CreateDirectory(_folder.File("empty")).FullName;
        Assert.That(Refusal(empty), Does.StartWith("VizBench.Tests.Network 1.2.3 can't be restored: NU1101: ").And.EndsWith("; or place a copy by hand: ./vizbench get test-network --from FILE, the package (.nupkg) or its Network.onnx"));
        Assert.That(Refusal(_folder.File("nowhere")), Does.Contain("can't be restored: NU1301: "), "no source answers");
        Package("vizbench.tests.network.1.2.3.nupkg", [.. s_content[..^1], 0]);
        Assert.That(Refusal(_folder.Path), Does.Contain("content: is not Network.onnx of VizBench.Tests.Network 1.2.3: its SHA-256 is "));
        Assert.That(Directory.Exists(_files.Folder) ? Directory.GetFileSystemEntries(_files.Folder) : [], Is.Empty);
    }

    [Test]
    public void Without_an_SDK_the_way_by_hand_is_named() =>
        Assert.That(
            () => new NetworkObtainer(_files, new PackageRestore([]) { DotnetFolders = [null, "", _folder.Path] }).Get(s_entry, null, _notes.Add),
            Throws.TypeOf<UserError>().With.Message.StartsWith("there is no .NET SDK on this machine, which restores the package; or place a copy by hand: ./vizbench get test-network --from FILE"));

    [Test, Category(Checkout.Category)]
    public void A_restore_hears_cancellation()
    {
        Package("vizbench.tests.network.1.2.3.nupkg", s_content);
        Assert.That(
            () => new NetworkObtainer(_files, new PackageRestore([_folder.Path])).Get(s_entry, null, _notes.Add, null, new CancellationToken(canceled: true)),
            Throws.InstanceOf<OperationCanceledException>());
        Assert.That(Directory.GetFileSystemEntries(_files.Folder), Is.Empty);
    }

    [Test]
    public void A_network_that_is_not_obtained_says_how_it_gets_its_weights() =>
        Assert.That(
            () => new NetworkObtainer(_files, new PackageRestore([])).Get(NetworkCatalogue.Named("vgg-mini"), null, _notes.Add),
            Throws.TypeOf<UserError>().With.Message.EqualTo("vgg-mini is not one of the networks that can be obtained, which are imagenet-resnet18; its weights: models/vgg-mini.safetensors, comes with the product"));

    private Obtained Get(string from) => new NetworkObtainer(_files, new PackageRestore([])).Get(s_entry, from, _notes.Add);

    private void AssertRefused(string from, string expected) =>
        Assert.That(() => Get(from), Throws.TypeOf<FileError>().With.Message.StartsWith(from).And.Message.Contains(expected));

    private string Refusal(string source) =>
        Assert.Catch<UserError>(() => new NetworkObtainer(_files, new PackageRestore([source])).Get(s_entry, null, _notes.Add))!.Message;

    private string Written(string name, byte[] content)
    {
        File.WriteAllBytes(_folder.File(name), content);
        return _folder.File(name);
    }

    /// <summary>A package as NuGet reads it: the file, and the description at its root.</summary>
    private string Package(string name, byte[] content, string path = "tools/models/Network.onnx")
    {
        using var archive = new ZipArchive(File.Create(_folder.File(name)), ZipArchiveMode.Create);
        using (var description = new StreamWriter(archive.CreateEntry("VizBench.Tests.Network.nuspec").Open()))
        {
            description.Write(
                """
                <?xml version="1.0" encoding="utf-8"?>
                <package xmlns="http://schemas.microsoft.com/packaging/2013/05/nuspec.xsd">
                  <metadata><id>VizBench.Tests.Network</id><version>1.2.3</version><authors>nobody</authors><description>for tests</description></metadata>
                </package>
                """);
        }

        using var entry = archive.CreateEntry(path).Open();
        entry.Write(content);
        return _folder.File(name);
    }

    private sealed class Collected(List<double> values) : IProgress<double>
    {
        public void Report(double value) => values.Add(value);
    }
}
