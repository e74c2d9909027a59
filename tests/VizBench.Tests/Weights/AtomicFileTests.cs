using NUnit.Framework;
using VizBench.Files;

namespace VizBench.Tests.Weights;

public sealed class AtomicFileTests
{
    [Test]
    public void A_write_replaces_the_whole_file()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("a", [1, 2, 3, 4]);
        AtomicFile.Write(path, stream => stream.Write([9]));
        Assert.That(File.ReadAllBytes(path), Is.EqualTo(new byte[] { 9 }));
        Assert.That(Directory.GetFiles(folder.Path), Has.Length.EqualTo(1));
    }

    [Test]
    public void A_failing_write_leaves_the_old_file_and_nothing_else()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("a", [1, 2]);
        Assert.Throws<ArithmeticException>(() => AtomicFile.Write(path, stream =>
        {
            stream.Write([9]);
            throw new ArithmeticException("half-way");
        }));
        Assert.That(File.ReadAllBytes(path), Is.EqualTo(new byte[] { 1, 2 }));
        Assert.That(Directory.GetFiles(folder.Path), Has.Length.EqualTo(1));
    }

    [Test]
    public void A_missing_folder_is_named()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("no/such/file");
        var error = Assert.Throws<FileError>(() => AtomicFile.Write(path, _ => { }));
        Assert.That(error!.Message, Does.StartWith(path).And.Contain("create it first"));
    }

    [Test]
    public void A_folder_in_the_files_place_is_refused_and_nothing_is_left()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("sub");
        Directory.CreateDirectory(path);
        Assert.Throws<FileError>(() => AtomicFile.Write(path, stream => stream.Write([9])));
        Assert.That(Directory.GetFiles(folder.Path), Is.Empty);
    }

    [Test]
    public void Writers_at_the_same_time_leave_one_whole_file()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("a");
        Parallel.For(0, 20, i => AtomicFile.Write(path, stream => stream.Write(Enumerable.Repeat((byte)i, 1000).ToArray())));
        var bytes = File.ReadAllBytes(path);
        Assert.That(bytes, Has.Length.EqualTo(1000));
        Assert.That(bytes.Distinct().Count(), Is.EqualTo(1));
        Assert.That(Directory.GetFiles(folder.Path), Has.Length.EqualTo(1));
    }
}
