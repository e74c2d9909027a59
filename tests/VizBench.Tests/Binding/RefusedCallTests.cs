using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using NUnit.Framework;
using VizBench.Engine;

namespace VizBench.Tests.Binding;

/// <summary>
/// Calls that libtorch refuses are exceptions, on every engine. In a process of their own: where an engine lets a C++ exception out, the process ends without a word.
/// </summary>
internal sealed class RefusedCallTests
{
    private const string Alone = "VIZBENCH_TESTS_REFUSED_CALLS";

    private static readonly (string Name, Action Call)[] s_calls =
    [
        ("a product of shapes that don't fit", () => ones([2, 3]).matmul(ones([2, 3]))),
        ("a product of batches that don't fit", () => ones([2, 3, 4]).matmul(ones([3, 4, 5]))),
        ("a product of vectors that don't fit", () => ones([3]).matmul(ones([4]))),
        ("a product of a number", () => ones([3]).matmul(tensor(1.0))),
        ("a product of two types", () => ones([2, 2], float32).matmul(ones([2, 2], float64))),
        ("a batched product that doesn't fit", () => ones([2, 3, 4]).bmm(ones([2, 3, 4]))),
        ("a convolution of other channels", () => nn.functional.conv2d(ones([1, 3, 4, 4]), ones([2, 4, 3, 3]))),
        ("a shape of another size", () => ones([2, 3]).reshape(4, 2)),
        ("a sum of shapes that don't broadcast", () => ones([2, 3]).add(ones([3, 2]))),
        ("an axis that isn't there", () => ones([2, 3]).sum(2)),
        ("parts that don't fit together", () => cat([ones([2, 3]), ones([2, 4])], 0)),
        ("an index beyond the end", () => ones([2, 3]).index_select(0, tensor([5L], [1]))),
        ("a part beyond the end", () => ones([2, 3]).narrow(0, 1, 5)),
        ("a gradient of nothing", () => autograd.grad([], [Leaf()])),
        ("a gradient by nothing", () => autograd.grad([Leaf().sum()], [])),
        ("a gradient of a constant", () => autograd.grad([ones([3]).sum()], [Leaf()])),
        ("a gradient by a constant", () => autograd.grad([Leaf().sum()], [ones([3])])),
        ("a gradient of several numbers without weights", () => Of(x => x * 2)),
        ("a gradient with weights of another shape", () => Of(x => x * 2, ones([4]))),
        ("a gradient with too many weights", () => Of(x => x * 2, ones([3]), ones([3]))),
        ("a gradient by what was not used", () => autograd.grad([Leaf().sum()], [Leaf()])),
        ("a second gradient of a graph that was not kept", Twice),
    ];

    [Test]
    public void A_call_that_libtorch_refuses_is_an_exception()
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment[Alone] = "1";
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var told = process.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        process.WaitForExit();
        Assert.That(told.Select(line => line.Split(": ")[0]), Is.EqualTo(s_calls.Select(call => call.Name)), error.Result);
        Assert.That(told.Where(line => line.EndsWith(": not refused", StringComparison.Ordinal) || line.EndsWith(": ", StringComparison.Ordinal)), Is.Empty);
        Assert.That(process.ExitCode, Is.Zero);
    }

#pragma warning disable CA2255 // The test program, not a library: as the child it makes these calls in place of running tests.
    [ModuleInitializer]
    internal static void MakeCallsAlone()
#pragma warning restore CA2255
    {
        if (Environment.GetEnvironmentVariable(Alone) is null)
            return;
        TorchEngine.Initialise(1);
        foreach (var (name, call) in s_calls)
        {
            using var scope = NewDisposeScope();
            Console.WriteLine($"{name}: {Refusal(call)}");
        }

        Environment.Exit(0);
    }

    private static string Refusal(Action call)
    {
        try
        {
            call();
            return "not refused";
        }
        catch (Exception e) when (e is ExternalException or ArgumentException)
        {
            return e.Message.Split('\n')[0];
        }
    }

    private static Tensor Leaf()
    {
        var leaf = ones([3]);
        leaf.requires_grad = true;
        return leaf;
    }

    private static void Of(Func<Tensor, Tensor> compute, params Tensor[] weights)
    {
        var x = Leaf();
        autograd.grad([compute(x)], [x], weights.Length == 0 ? null : weights);
    }

    private static void Twice()
    {
        var x = Leaf();
        var y = x.square().sum();
        autograd.grad([y], [x]);
        autograd.grad([y], [x]);
    }
}
