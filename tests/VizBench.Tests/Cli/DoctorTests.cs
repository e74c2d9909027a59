using System.Text.Json;
using NUnit.Framework;
using VizBench.Cli.Running;
using VizBench.Networks.Zoo;

namespace VizBench.Tests.Cli;

/// <summary>The doctor says what is there and what is missing, and never falls over what is missing.</summary>
internal sealed class DoctorTests
{
    [Test]
    public void Json_names_the_libtorch_that_is_in_use()
    {
        var outcome = CommandLine.Run("doctor", "--json");
        using var document = JsonDocument.Parse(outcome.Out);
        var findings = document.RootElement.EnumerateArray().ToDictionary(f => f.GetProperty("subject").GetString()!, f => f, StringComparer.Ordinal);
        Assert.That(findings["libtorch"].GetProperty("severity").GetString(), Is.EqualTo("Ok"));
        Assert.That(findings["libtorch"].GetProperty("value").GetString(), Does.Contain("libtorch_cpu.so"));
        Assert.That(findings["operators"].GetProperty("severity").GetString(), Is.EqualTo("Ok"));
        Assert.That(findings.Keys, Is.SupersetOf(new[] { "vizbench", ".NET", "BLAS", "CUDA devices", "pictures", "disk" }));
        Assert.That(findings.Keys, Is.SupersetOf(NetworkCatalogue.All.Where(entry => entry.Committed).Select(entry => $"network {entry.Name}").Concat(GeneratorCatalogue.All.Select(entry => $"generator {entry.Name}"))));
    }

    [Test]
    public void The_exit_code_is_2_exactly_when_something_is_missing()
    {
        var outcome = CommandLine.Run("doctor", "--json");
        using var document = JsonDocument.Parse(outcome.Out);
        var missing = document.RootElement.EnumerateArray().Any(f => f.GetProperty("severity").ValueEquals("Missing"));
        Assert.That(outcome.Code, Is.EqualTo(missing ? ExitCodes.Error : ExitCodes.Fine));
    }

    [Test, SystemEngineOnly]
    public void Without_libtorch_it_says_so_with_the_remedy()
    {
        var outcome = CommandLine.RunProcess(new Dictionary<string, string>(StringComparer.Ordinal) { ["VIZBENCH_SHIM"] = "/nonexistent" }, "doctor", "--json");
        Assert.That(outcome.Code, Is.EqualTo(ExitCodes.Error));
        Assert.That(outcome.Error, Is.Empty);
        using var document = JsonDocument.Parse(outcome.Out);
        var libtorch = document.RootElement.EnumerateArray().Single(f => f.GetProperty("subject").ValueEquals("libtorch"));
        Assert.That(libtorch.GetProperty("severity").GetString(), Is.EqualTo("Missing"));
        Assert.That(libtorch.GetProperty("remedy").GetString(), Does.Contain("apt-get install libtorch-dev"));
    }
}
