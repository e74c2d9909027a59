using System.Runtime.InteropServices;
using NUnit.Framework;
using VizBench.Engine;

namespace VizBench.Tests.Binding;

public sealed partial class ThreadWaitingTests
{
    [Test]
    public void The_native_environment_tells_OpenMP_not_to_spin_unless_the_user_has_chosen()
    {
        Assert.That(TorchEngine.Threads, Is.Positive, "libtorch is loaded");
        var chosen = ThreadWaiting.Variables.Any(variable => Environment.GetEnvironmentVariable(variable.Name) is { Length: > 0 });
        foreach (var (name, value) in ThreadWaiting.Variables)
            Assert.That(Marshal.PtrToStringUTF8(NativeValueOf(name)), Is.EqualTo(chosen ? Environment.GetEnvironmentVariable(name) : value), name);
    }

    [LibraryImport("libc", EntryPoint = "getenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial IntPtr NativeValueOf(string name);
}
