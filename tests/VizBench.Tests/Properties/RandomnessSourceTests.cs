using System.Text.RegularExpressions;
using NUnit.Framework;
using VizBench.Files;

namespace VizBench.Tests.Properties;

/// <summary>Nothing but the counter-based streams draws random numbers: System.Random is a banned symbol, the engine's own calls are looked for here.</summary>
public sealed partial class RandomnessSourceTests
{
    [Test, Category(Checkout.Category)]
    public void No_source_uses_the_engines_generators()
    {
        var sources = Directory.EnumerateFiles(Path.Combine(ProductFiles.Root, "src"), "*.cs", SearchOption.AllDirectories)
            .Where(path => !path.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal)).ToArray();
        Assert.That(sources, Has.Length.GreaterThan(100));
        var found = sources.SelectMany(path => EngineRandomness().Matches(File.ReadAllText(path)).Select(match => $"{Path.GetFileName(path)}: {match.Value}"));
        Assert.That(found, Is.Empty);
    }

    [GeneratedRegex(@"\b(rand|randn|randint|randperm|rand_like|randn_like|manual_seed|bernoulli_?|multinomial|normal_|uniform_|random_|functional\.dropout)\s*\(|aten::(rand|bernoulli|normal|uniform|multinomial|dropout)", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex EngineRandomness();
}
