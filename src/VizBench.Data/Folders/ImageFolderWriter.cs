using System.Globalization;
using VizBench.Data.ConceptWorld;
using VizBench.Data.Images;

namespace VizBench.Data.Folders;

/// <summary>Writes ConceptWorld as an image folder: CLASS/000000.png, or SPLIT/CLASS/000000.png.</summary>
public static class ImageFolderWriter
{
    /// <param name="folder">an empty folder</param>
    /// <param name="splits">whether classes stand in train and val</param>
    /// <exception cref="FileError">a file can't be made there</exception>
    public static void Write(string folder, IWorldSource source, int count, bool splits, IProgress<double> progress, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(progress);
        for (var index = 0; index < count; index++)
        {
            cancellation.ThrowIfCancellationRequested();
            var sample = source.Draw(index);
            var kind = sample.Class < 0 ? sample.SubType.Replace(' ', '_') : WorldVocabulary.Classes[sample.Class];
            var target = splits ? Path.Combine(folder, SplitOf(index), kind) : Path.Combine(folder, kind);
            Directory.CreateDirectory(target);
            ImageFiles.WritePng(Path.Combine(target, string.Create(CultureInfo.InvariantCulture, $"{index:000000}.png")), sample.Image);
            progress.Report((index + 1.0) / count);
        }
    }

    /// <summary>Four dozen of five are for training, the fifth for validation: a dozen holds each class once.</summary>
    public static string SplitOf(int index) => index / 12 % 5 == 4 ? "val" : "train";
}
