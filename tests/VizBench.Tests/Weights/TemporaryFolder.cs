using NUnit.Framework;

namespace VizBench.Tests.Weights;

/// <summary>A folder of the running test's own, removed with what is in it.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    internal TemporaryFolder()
        : this(TestContext.CurrentContext.Test.ID)
    {
    }

    /// <param name="name">of the folder, where a test needs more than one</param>
    internal TemporaryFolder(string name)
    {
        Path = System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"vizbench-test-{Environment.ProcessId}-{name}");
        Directory.CreateDirectory(Path);
    }

    internal string Path { get; }

    public void Dispose() => Directory.Delete(Path, recursive: true);

    internal string File(string name) => System.IO.Path.Combine(Path, name);

    internal string File(string name, byte[] bytes)
    {
        System.IO.File.WriteAllBytes(File(name), bytes);
        return File(name);
    }
}
