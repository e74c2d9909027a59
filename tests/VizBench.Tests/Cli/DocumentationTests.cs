using System.Text.RegularExpressions;
using NUnit.Framework;
using VizBench.Cli.Running;
using VizBench.Files;
using VizBench.Suite;

namespace VizBench.Tests.Cli;

/// <summary>What help, documents and workflows name is there: suites, verbs, files.</summary>
internal sealed partial class DocumentationTests
{
    private static readonly string[] s_folders = ["docs", ".github"];

    private static IEnumerable<string> Documents() => Directory.EnumerateFiles(ProductFiles.Root, "*.md")
        .Concat(s_folders.Select(folder => Path.Combine(ProductFiles.Root, folder)).Where(Directory.Exists)
            .SelectMany(folder => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)).Where(file => Path.GetExtension(file) is ".md" or ".yml"))
        .Select(file => Path.GetRelativePath(ProductFiles.Root, file)).Order(StringComparer.Ordinal);

    private static IEnumerable<string> Examples() => typeof(Verb).Assembly.GetTypes()
        .Where(type => type.IsSubclassOf(typeof(Verb)) && !type.IsAbstract).SelectMany(type => ((Verb)Activator.CreateInstance(type)!).Examples);

    [Test]
    public void Every_suite_that_an_example_names_loads() =>
        Assert.Multiple(() =>
        {
            foreach (var suite in Examples().SelectMany(SuitesIn))
                Assert.That(() => SuiteDefinition.Load(suite).Cases, Is.Not.Empty, suite);
        });

    [TestCaseSource(nameof(Documents)), Category(Checkout.Category)]
    public void Every_suite_that_a_document_names_loads(string document) =>
        Assert.Multiple(() =>
        {
            foreach (var suite in SuitesIn(TextOf(document)))
                Assert.That(() => SuiteDefinition.Load(suite).Cases, Is.Not.Empty, suite);
        });

    [TestCaseSource(nameof(Documents)), Category(Checkout.Category)]
    public void Every_relative_link_leads_to_a_file(string document)
    {
        var folder = Path.GetDirectoryName(Path.Combine(ProductFiles.Root, document))!;
        var links = RelativeLink().Matches(TextOf(document)).Select(match => Uri.UnescapeDataString(match.Groups["path"].Value));
        Assert.That(links.Where(link => !Path.Exists(Path.Combine(folder, link))), Is.Empty);
    }

    [TestCaseSource(nameof(Documents)), Category(Checkout.Category)]
    public void Every_command_line_parses(string document)
    {
        var tree = new CommandTree();
        Assert.Multiple(() =>
        {
            foreach (var line in CommandLineOfItsOwn().Matches(TextOf(document)).Select(match => match.Groups["line"].Value))
            {
                var args = Word().Matches(Remark().Replace(line, "")).Select(word => Quote().Replace(word.Value, "${single}${double}")).ToArray();
                Assert.That(tree.Root.Parse(args).Errors, Is.Empty, line);
            }
        });
    }

    [Test, Category(Checkout.Category)]
    public void The_page_of_the_command_line_has_every_verb_and_every_json_document()
    {
        var parts = TextOf("docs/command-line.md").Split("\n## ");
        string Part(string name) => parts.Single(part => part.StartsWith(name + "\n", StringComparison.Ordinal));
        Verb[] verbs = [.. typeof(Verb).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Verb)) && !type.IsAbstract).Select(type => (Verb)Activator.CreateInstance(type)!)];
        Assert.Multiple(() =>
        {
            foreach (var verb in verbs)
                Assert.That(Part("Verbs"), Does.Match($@"[`|]{verb.Command.Name}\b").Or.Match($@"\b{verb.Group?.Name} {verb.Command.Name}\b"));
            foreach (var verb in verbs.Where(verb => verb.HasJson))
                Assert.That(Part("JSON"), Does.Match($@"\b{verb.Command.Name}\b"));
        });
    }

    private static string TextOf(string document) => File.ReadAllText(Path.Combine(ProductFiles.Root, document));

    // "run gpu"; not "run --out …", not a variable, not a file that the reader is to write.
    private static IEnumerable<string> SuitesIn(string text) => NamedSuite().Matches(text).Select(match => match.Groups["suite"].Value).Where(name => !name.EndsWith(".json", StringComparison.Ordinal));

    [GeneratedRegex(@"vizbench (?:run|list cases) +(?<suite>[A-Za-z][\w./-]*)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex NamedSuite();

    [GeneratedRegex(@"\]\((?!\w+:|#)(?<path>[^)\s#]+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex RelativeLink();

    // Words as a shell makes them: a quoted part may hold spaces, anywhere in the word.
    [GeneratedRegex(@"(?:[^\s'""]|'[^']*'|""[^""]*"")+", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Word();

    [GeneratedRegex(@"'(?<single>[^']*)'|""(?<double>[^""]*)""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Quote();

    [GeneratedRegex(@"(?:^|\s)#.*$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Remark();

    // In a block of commands, or a workflow's step.
    [GeneratedRegex(@"^(?:\s*run:)?[ \t]*\./vizbench (?<line>[^|`\n]*)$", RegexOptions.ExplicitCapture | RegexOptions.Multiline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex CommandLineOfItsOwn();
}
