using System.Text;
using NUnit.Framework;
using VizBench.Networks.Weights;

namespace VizBench.Tests.Weights;

/// <summary>A weight file that must be refused, in one short line that begins with its path.</summary>
internal static class RefusedWeights
{
    /// <param name="reason">a part of the message</param>
    internal static FileError Of(byte[] bytes, string reason)
    {
        using var folder = new TemporaryFolder(TestContext.CurrentContext.Test.ID + "-refused");
        var path = folder.File("a.pth", bytes);
        var error = Assert.Throws<FileError>(() => WeightsFile.Read(path).Dispose());
        Assert.That(error!.Message, Does.StartWith(path).And.Contain(reason));
        Assert.That(error.Message.Any(char.IsControl), Is.False, error.Message);
        Assert.That(Encoding.UTF8.GetByteCount(error.Reason), Is.LessThan(500));
        return error;
    }
}
