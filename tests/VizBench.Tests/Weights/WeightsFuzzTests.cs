using NUnit.Framework;
using VizBench.Networks.Weights;
using VizBench.Tests.Data.Hostile;
using static VizBench.Tests.Weights.PickleBytes;

namespace VizBench.Tests.Weights;

/// <summary>Mutations of valid files of each format: each is read, or refused by <see cref="FileError"/>; nothing else may happen.</summary>
public sealed class WeightsFuzzTests
{
    private static byte[] File(string name) => System.IO.File.ReadAllBytes(WeightFileValues.Path(name));

    [Test]
    public void Zip_files_of_torch() => Fuzz("torch zip", 3000, ZipFile(("w", Four)), File("views.pth"), File("checkpoint.pth"));

    [Test]
    public void Pickles_inside_zip_files_of_torch()
    {
        // The archive is right around each mutant, or nearly none would come as far as the machine.
        using var folder = new TemporaryFolder();
        byte[][] pickles = [Whole(Dict(("w", Four))), .. new[] { "views.pth", "checkpoint.pth", "layers-protocol4.pth" }.Select(PickleOf)];
        Mutations.OnlyFileErrors("torch pickle", pickles, 6000, mutant =>
            ReadAll(folder.File("a", ZipFile(mutant, ("data/0", FourFloats), ("data/1", new byte[8]), ("data/2", new byte[8]), ("version", [51, 10])))));
    }

    [Test]
    public void Legacy_files_of_torch() => Fuzz("torch legacy", 4000, LegacyFile(Dict(("w", Four)), ["0"], LegacyStorage(4, FourFloats)), File("views-legacy.pth"), File("checkpoint-legacy.pth"));

    [Test]
    public void Archives_of_numpy() => Fuzz("npz", 3000, File("layers.npz"), File("layers-compressed.npz"));

    private static void Fuzz(string reader, int count, params byte[][] seeds)
    {
        using var folder = new TemporaryFolder();
        Mutations.OnlyFileErrors(reader, seeds, count, mutant => ReadAll(folder.File("a", mutant)));
    }

    private static void ReadAll(string path)
    {
        using var state = WeightsFile.Read(path);
        _ = state.NonFinite();
        foreach (var tensor in state)
            Assert.That(tensor.ToArray(), Has.Length.EqualTo(tensor.ByteCount));
    }

    private static byte[] PickleOf(string name)
    {
        using var archive = new System.IO.Compression.ZipArchive(new MemoryStream(File(name)));
        using var stream = archive.Entries.Single(entry => entry.Name is "data.pkl").Open();
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }
}
