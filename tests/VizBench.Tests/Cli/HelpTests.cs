using NUnit.Framework;
using VizBench.Cli.Running;

namespace VizBench.Tests.Cli;

/// <summary>Help is there for every verb and ends in command lines that parse.</summary>
internal sealed class HelpTests
{
    private static IEnumerable<Verb> Verbs() => typeof(Verb).Assembly.GetTypes()
        .Where(type => type.IsSubclassOf(typeof(Verb)) && !type.IsAbstract).Select(type => (Verb)Activator.CreateInstance(type)!);

    private static IEnumerable<string> Names() => Verbs().Select(PathOf);

    private static IEnumerable<string> Examples() => Verbs().SelectMany(verb => verb.Examples);

    [TestCaseSource(nameof(Names))]
    public void Every_verb_has_help_with_an_example(string path)
    {
        var outcome = CommandLine.Run([.. path.Split(' '), "--help"]);
        Assert.That(outcome.Code, Is.Zero);
        Assert.That(outcome.Error, Is.Empty);
        Assert.That(outcome.Out, Does.Contain("Example").And.Contain($"./vizbench {path}").And.Contain($"vizbench {path}"));
    }

    [TestCaseSource(nameof(Examples))]
    public void Every_example_parses(string example)
    {
        var tree = new CommandTree();
        var args = example["./vizbench ".Length..].Split(' ').Select(part => part.Trim('\'')).ToArray();
        var parsed = tree.Root.Parse(args);
        Assert.That(parsed.Errors, Is.Empty);
        Assert.That(tree.VerbOf(parsed), Is.Not.Null);
    }

    [Test]
    public void Every_option_says_what_it_does() =>
        Assert.That(Verbs().SelectMany(verb => verb.Command.Options).Where(option => string.IsNullOrEmpty(option.Description)), Is.Empty);

    [Test]
    public void A_line_without_a_verb_shows_the_verbs()
    {
        var outcome = CommandLine.Run();
        Assert.That(outcome.Code, Is.Zero);
        Assert.That(outcome.Out, Does.Contain("apply").And.Contain("doctor"));
    }

    [TestCase("list")]
    [TestCase("data")]
    public void A_group_without_its_verb_shows_its_verbs(string group)
    {
        var outcome = CommandLine.Run(group);
        Assert.That(outcome.Code, Is.Zero);
        Assert.That(outcome.Out, Does.Contain($"vizbench {group} [command]").And.Contain("Example:"));
    }

    private static string PathOf(Verb verb) => verb.Group is { } group ? $"{group.Name} {verb.Command.Name}" : verb.Command.Name;
}
