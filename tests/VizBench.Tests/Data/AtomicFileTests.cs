using NUnit.Framework;
using VizBench.Files;

namespace VizBench.Tests.Data;

public sealed class AtomicFileTests
{
    private static readonly byte[] s_old = [1, 2, 3];

    [Test]
    public void A_file_is_replaced_whole()
    {
        using var folder = new TestFolder();
        AtomicFile.WriteBytes(folder.File("a"), s_old);
        AtomicFile.WriteText(folder.File("a"), "é\n");
        Assert.That(File.ReadAllBytes(folder.File("a")), Is.EqualTo("é\n"u8.ToArray()));
        Assert.That(Directory.GetFileSystemEntries(folder.Path), Has.Length.EqualTo(1));
    }

    [Test]
    public void A_writer_that_fails_leaves_the_old_file_and_nothing_else()
    {
        using var folder = new TestFolder();
        AtomicFile.WriteBytes(folder.File("a"), s_old);
        Assert.That(() => AtomicFile.Write(folder.File("a"), Fail), Throws.InvalidOperationException);
        Assert.That(() => AtomicFile.Write(folder.File("b"), Fail), Throws.InvalidOperationException);
        Assert.That(File.ReadAllBytes(folder.File("a")), Is.EqualTo(s_old));
        Assert.That(Directory.GetFileSystemEntries(folder.Path), Has.Length.EqualTo(1));

        static void Fail(Stream stream)
        {
            stream.WriteByte(9);
            throw new InvalidOperationException("half-way");
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
        Assert.That(() => AtomicFile.WriteBytes(folder.File("none/a"), s_old),
            Throws.TypeOf<FileError>().With.Message.Contains("create it first"));
    }

    [Test]
    public void A_folder_is_no_file()
    {
        using var folder = new TestFolder();
        Assert.That(() => AtomicFile.WriteBytes(folder.Path, s_old), Throws.TypeOf<FileError>().With.Message.Contains("folder"));
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
}
