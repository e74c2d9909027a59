using NUnit.Framework;

namespace VizBench.Tests.Binding;

/// <summary>
/// The binding is source-compatible with TorchSharp because each of its public members is one of TorchSharp's: the pinned
/// list beside this file holds those in use, copied line by line from the signatures of TorchSharp 0.107.
/// </summary>
public sealed class TorchSharpSignatureTests
{
    private static readonly string[] s_pinned = File.ReadAllLines(TestFiles.Path("Binding", "torchsharp-0.107-in-use.txt"));

    private static IEnumerable<string> Members() =>
        typeof(torch).Assembly.GetTypes().Where(type => type.IsVisible && string.Equals(type.Namespace, typeof(torch).Namespace, StringComparison.Ordinal))
            .SelectMany(SignatureText.Of).Order(StringComparer.Ordinal);

    [Test]
    public void Every_public_member_is_one_of_TorchSharps() =>
        Assert.That(Members().Except(s_pinned.Select(line => line.TrimEnd()), StringComparer.Ordinal), Is.Empty);

    [Test]
    public void The_pinned_list_holds_nothing_that_is_not_in_use() =>
        Assert.That(s_pinned.Select(line => line.TrimEnd()).Except(Members(), StringComparer.Ordinal), Is.Empty);
}
