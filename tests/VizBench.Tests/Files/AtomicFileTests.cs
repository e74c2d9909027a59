using NUnit.Framework;
using VizBench.Files;
using VizBench.Tests.Data;

namespace VizBench.Tests.Files;

public sealed class AtomicFileTests
{
    private static readonly byte[] s_old = [1, 2, 3, 4];

    [Test]
    public void A_file_is_replaced_whole_by_a_shorter_one()
    {
        using var folder = new TestFolder();
        AtomicFile.WriteBytes(folder.File("a"), s_old);
        AtomicFile.Write(folder.File("a"), stream => stream.Write([9]));
        Assert.That(File.ReadAllBytes(folder.File("a")), Is.EqualTo(new byte[] { 9 }));
        AtomicFile.WriteText(folder.File("a"), "é\n");
        Assert.That(File.ReadAllBytes(folder.File("a")), Is.EqualTo("é\n"u8.ToArray()));
        AssertAlone(folder);
    }

    [Test]
    public void A_writer_that_fails_leaves_the_old_file_and_nothing_else()
    {
        using var folder = new TestFolder();
        AtomicFile.WriteBytes(folder.File("a"), s_old);
        Assert.That(() => AtomicFile.Write(folder.File("a"), Fail), Throws.TypeOf<ArithmeticException>());
        Assert.That(() => AtomicFile.Write(folder.File("b"), Fail), Throws.TypeOf<ArithmeticException>());
        Assert.That(File.ReadAllBytes(folder.File("a")), Is.EqualTo(s_old));
        AssertAlone(folder);

        static void Fail(Stream stream)
        {
            stream.WriteByte(9);
            throw new ArithmeticException("half-way");
        }
    }

    [Test]
    public void Of_several_files_all_are_replaced_or_none()
    {
        using var folder = new TestFolder();
        AtomicFile.WriteBytes(folder.File("a"), s_old);
        Assert.That(() => AtomicFile.WriteAll([(folder.File("a"), Nine), (folder.File("b"), _ => throw new InvalidOperationException())]), Throws.InvalidOperationException);
        Assert.That(() => AtomicFile.WriteAll([(folder.File("a"), Nine), (folder.File("b"), Nine), ("/dev/full", Nine)]), Throws.TypeOf<FileError>());
        Assert.That(() => AtomicFile.WriteAll([(folder.File("a"), Nine), (folder.File("none/b"), Nine)]), Throws.TypeOf<FileError>());
        Assert.That(File.ReadAllBytes(folder.File("a")), Is.EqualTo(s_old));
        Assert.That(Directory.GetFileSystemEntries(folder.Path), Has.Length.EqualTo(1));

        AtomicFile.WriteAll([(folder.File("a"), Nine), (folder.File("b"), Nine)]);
        Assert.That(File.ReadAllBytes(folder.File("a")), Is.EqualTo(File.ReadAllBytes(folder.File("b"))).And.EqualTo(new byte[] { 9 }));
        Assert.That(Directory.GetFileSystemEntries(folder.Path), Has.Length.EqualTo(2));

        static void Nine(Stream stream) => stream.WriteByte(9);
    }

    [Test]
    public void A_place_that_is_lost_meanwhile_takes_the_new_files_with_it()
    {
        using var folder = new TestFolder();
        Assert.That(() => AtomicFile.WriteAll([(folder.File("a"), stream => stream.WriteByte(9)), (folder.File("b"), _ => Directory.CreateDirectory(folder.File("b")))]), Throws.TypeOf<FileError>());
        Assert.That(Directory.GetFileSystemEntries(folder.Path), Is.EqualTo(new[] { folder.File("b") }));
    }

    [Test]
    public void A_missing_folder_is_named()
    {
        using var folder = new TestFolder();
        var path = folder.File("no/such/file");
        Assert.That(() => AtomicFile.WriteBytes(path, s_old), Throws.TypeOf<FileError>().With.Message.StartsWith(path).And.Message.Contains("create it first"));
        Assert.That(Directory.GetFileSystemEntries(folder.Path), Is.Empty);
    }

    [Test]
    public void A_folder_in_the_files_place_is_refused_and_nothing_is_left()
    {
        using var folder = new TestFolder();
        Directory.CreateDirectory(folder.File("sub"));
        Assert.That(() => AtomicFile.WriteBytes(folder.File("sub"), s_old), Throws.TypeOf<FileError>().With.Message.Contains("it is a folder"));
        Assert.That(Directory.GetFiles(folder.Path), Is.Empty);
    }

    [Test]
    public void Writers_at_the_same_time_leave_one_whole_file()
    {
        using var folder = new TestFolder();
        Parallel.For(0, 20, i => AtomicFile.Write(folder.File("a"), stream => stream.Write(Enumerable.Repeat((byte)i, 1000).ToArray())));
        var bytes = File.ReadAllBytes(folder.File("a"));
        Assert.That(bytes, Has.Length.EqualTo(1000));
        Assert.That(bytes.Distinct().Count(), Is.EqualTo(1));
        AssertAlone(folder);
    }

    [Test]
    public void A_link_stays_and_its_target_is_replaced()
    {
        using var folder = new TestFolder();
        File.WriteAllBytes(folder.File("target"), [0]);
        File.CreateSymbolicLink(folder.File("link"), folder.File("target"));
        AtomicFile.WriteBytes(folder.File("link"), s_old);
        Assert.That(new FileInfo(folder.File("link")).LinkTarget, Is.Not.Null);
        Assert.That(File.ReadAllBytes(folder.File("target")), Is.EqualTo(s_old));
    }

    [Test]
    public void A_device_is_written_as_it_is()
    {
        AtomicFile.WriteBytes("/dev/null", s_old);
        Assert.That(File.ReadAllBytes("/dev/null"), Is.Empty);
        Assert.That(() => AtomicFile.WriteBytes("/dev/full", s_old), Throws.TypeOf<FileError>().With.Message.StartsWith("/dev/full"));
    }

    [Test]
    public void A_very_long_name_still_has_a_temporary_one()
    {
        using var folder = new TestFolder();
        var name = folder.File(new string('n', 250));
        AtomicFile.WriteBytes(name, s_old);
        Assert.That(File.ReadAllBytes(name), Is.EqualTo(s_old));
    }

    private static void AssertAlone(TestFolder folder) => Assert.That(Directory.GetFileSystemEntries(folder.Path), Has.Length.EqualTo(1));
}
