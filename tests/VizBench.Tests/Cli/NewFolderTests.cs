using NUnit.Framework;
using VizBench.Cli.Datasets;
using VizBench.Files;
using VizBench.Tests.Data;

namespace VizBench.Tests.Cli;

/// <summary>A folder is there wholly or not at all, and errors name it as the user did.</summary>
internal sealed class NewFolderTests
{
    private TestFolder _folder = null!;

    [SetUp]
    public void SetUp() => _folder = new TestFolder();

    [TearDown]
    public void TearDown() => _folder.Dispose();

    [TestCase(false)]
    [TestCase(true)]
    public void It_appears_when_it_is_complete(bool exists)
    {
        var path = Target(exists);
        NewFolder.Fill("--out", path, partial =>
        {
            Assert.That(partial, Is.Not.EqualTo(path));
            Directory.CreateDirectory(Path.Combine(partial, "images"));
            AtomicFile.WriteText(Path.Combine(partial, "images", "a"), "1");
            AtomicFile.WriteText(Path.Combine(partial, "b"), "2");
            Assert.That(File.Exists(Path.Combine(path, "b")), Is.False);
        });
        Assert.That(Entries(path), Is.EqualTo(new[] { "b", "images", "images/a" }));
        Assert.That(Directory.EnumerateFileSystemEntries(_folder.Path), Has.Exactly(1).Items);
    }

    [TestCase(false)]
    [TestCase(true)]
    public void What_stops_in_between_leaves_nothing_and_is_told_by_the_users_name(bool exists)
    {
        var path = Target(exists);
        var error = Assert.Throws<FileError>(() => NewFolder.Fill("--out", path, partial =>
        {
            AtomicFile.WriteText(Path.Combine(partial, "a"), "1");
            AtomicFile.WriteText(Path.Combine(partial, "no", "b"), "2");
        }));
        Assert.That(error!.Message, Does.StartWith($"{path}: --out: cannot be written: ").And.EndsWith("; nothing is left of it, name a folder where there are room and rights"));
        Assert.That(Directory.Exists(path), Is.EqualTo(exists));
        Assert.That(Directory.EnumerateFileSystemEntries(_folder.Path, "*", SearchOption.AllDirectories), Is.EqualTo(exists ? new[] { path } : []));
    }

    [Test]
    public void Errors_of_other_files_pass_through()
    {
        var error = Assert.Throws<FileError>(() => NewFolder.Fill("--out", Target(false), _ => throw new FileError("source.csv", "line 1", "it is empty")));
        Assert.That(error!.Message, Is.EqualTo("source.csv: line 1: it is empty"));
    }

    private string Target(bool exists) => exists ? Directory.CreateDirectory(_folder.File("made")).FullName : _folder.File("made");

    private static IEnumerable<string> Entries(string path) =>
        Directory.EnumerateFileSystemEntries(path, "*", SearchOption.AllDirectories).Select(entry => Path.GetRelativePath(path, entry)).Order(StringComparer.Ordinal);
}
