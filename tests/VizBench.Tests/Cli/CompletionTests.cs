using System.Diagnostics;
using NUnit.Framework;
using VizBench.Cli.Completion;
using VizBench.Cli.Running;
using VizBench.Methods;
using VizBench.Networks.Obtaining;
using VizBench.Networks.Zoo;
using VizBench.Suite;
using VizBench.Tests.Data;

namespace VizBench.Tests.Cli;

/// <summary>What the shells complete: the suggestions, and bash's script in a real bash.</summary>
internal sealed class CompletionTests
{
    private static IReadOnlyList<string> Of(string line) => Suggestions.Of(new CommandTree(), line, line.Length);

    [TestCase("ru", "run")]
    [TestCase("list la", "layers")]
    [TestCase("apply salie", "saliency")]
    [TestCase("apply saliency --netw", "--network")]
    [TestCase("apply saliency --network vgg-mini-s", "vgg-mini-shortcut")]
    [TestCase("apply saliency --network=vgg-mini-s", "--network=vgg-mini-shortcut")]
    [TestCase("apply forward --network vgg-mini --layer features.15", "features.15")]
    [TestCase("apply forward --layer features.15 --network vgg-mini --target boa", "boat")]
    [TestCase("apply lrp --set gam", "gamma=")]
    [TestCase("apply lrp --set rule=ep", "rule=epsilon")]
    [TestCase("paths vgg-mini --set to", "top=")]
    [TestCase("features top vgg-mini --layer features.15", "features.15")]
    [TestCase("run --dtype bf", "bfloat16")]
    [TestCase("run quick-im", "quick-images")]
    [TestCase("completion fi", "fish")]
    [TestCase("evaluate --methods salie", "saliency")]
    [TestCase("verify --js", "--json")]
    [TestCase("doctor --qui", "--quiet")]
    [TestCase("--quiet acc", "accept")]
    [TestCase("-q --debug apply salie", "saliency")]
    [TestCase("--quiet apply saliency --netw", "--network")]
    [TestCase("--qui", "--quiet")]
    [TestCase("help ru", "run")]
    [TestCase("--quiet help ru", "run")]
    [TestCase("help list la", "layers")]
    [TestCase("help apply salie", "saliency")]
    [TestCase("evaluate --methods gradient,salie", "gradient,saliency")]
    [TestCase("evaluate --methods=gradient,salie", "--methods=gradient,saliency")]
    [TestCase("evaluate --networks vgg-mini,resnet-min", "vgg-mini,resnet-mini")]
    [TestCase("features correspondence vgg-mini --layers features.0,features.15", "features.0,features.15")]
    public void A_word_is_completed(string line, string expected) => Assert.That(Of(line), Is.EqualTo(new[] { expected }));

    [TestCase("apply nosuch --set ")]
    [TestCase("apply forward --network nosuch --layer ")]
    [TestCase("report ")]
    [TestCase("run --out ")]
    [TestCase("frobnicate ")]
    [TestCase("--frobnicate ap")]
    [TestCase("help run --fil")]
    [TestCase("apply saliency --input world:1:")]
    public void Where_nothing_is_known_nothing_is_suggested(string line) => Assert.That(Of(line), Is.Empty);

    [Test]
    public void Verbs_come_without_options()
    {
        Assert.That(Of(""), Does.Contain("apply").And.Contain("run").And.None.StartsWith("-"));
        Assert.That(Of("list "), Is.EqualTo(new[] { "cases", "generators", "layers", "methods", "metrics", "networks", "suites" }));
        Assert.That(Of("apply "), Is.EqualTo(MethodRegistry.All.Select(info => info.Id).Order(StringComparer.Ordinal)));
    }

    [Test]
    public void Optional_arguments_and_options_come_together()
    {
        Assert.That(Of("run "), Is.SupersetOf(SuiteCatalogue.Names).And.Contains("--filter").And.Contains("--json"));
        Assert.That(Of("apply saliency "), Does.Contain("--network").And.None.EqualTo("saliency"), "the method is given already");
        Assert.That(Of("apply saliency --network "), Is.EquivalentTo(NetworkCatalogue.All.Select(entry => entry.Name)));
        Assert.That(Of("run -"), Is.All.StartsWith("--"), "short forms are for typing");
    }

    [Test]
    public void Global_switches_before_the_verb_change_nothing()
    {
        foreach (var line in new[] { "", "run ", "list ", "apply ", "apply saliency --network " })
            Assert.That(Of("--quiet " + line), Is.EqualTo(Of(line)), line);
    }

    [Test]
    public void Help_comes_for_every_verb() => Assert.That(Of("help "), Is.EqualTo(Of("")));

    [Test]
    public void Get_offers_what_can_be_obtained() =>
        Assert.That(Of("get "), Is.SupersetOf(NetworkObtainer.Offered.Select(entry => entry.Name)).And.None.EqualTo("vgg-mini"));

    [Test]
    public void A_list_does_not_offer_what_it_holds() =>
        Assert.That(Of("evaluate --methods gradient,"), Is.EquivalentTo(MethodRegistry.All.Select(info => info.Id).Except(["gradient"], StringComparer.Ordinal).Select(id => "gradient," + id)));

    [TestCase("[suggest:4]", "run")]
    [TestCase("[suggest:4] run")]
    [TestCase("[suggest]", "run ")]
    public void The_directive_prints_suggestions_and_runs_nothing(params string[] args)
    {
        var outcome = CommandLine.Run(args);
        Assert.That((outcome.Code, outcome.Error), Is.EqualTo((0, "")));
        Assert.That(outcome.Out.Split('\n'), Does.Contain("quick").And.Contain("--filter"));
    }

    [Test]
    public void What_stands_behind_the_cursor_does_not_count() =>
        Assert.That(CommandLine.Run("[suggest:2]", "rux --filter").Out, Is.EqualTo("run\n"));

    [TestCase("[sugest:4]", "there is no directive '[sugest:4]'; [suggest:POSITION] is the only one")]
    [TestCase("[suggest:x]", "there is no directive '[suggest:x]'")]
    [TestCase("[suggest:99999999999]", "[suggest:99999999999]: the position is too large")]
    public void Another_directive_is_a_mistake(string directive, string expected) => Assert.That(CommandLine.Run(directive, "run").AsError(), Does.StartWith(expected));

    [TestCase("bash")]
    [TestCase("zsh")]
    [TestCase("fish")]
    public void Each_shell_has_a_script(string shell)
    {
        var outcome = CommandLine.Run("completion", shell);
        Assert.That((outcome.Code, outcome.Error), Is.EqualTo((0, "")));
        Assert.That(outcome.Out, Does.Contain("[suggest]").And.EndsWith("\n"));
    }

    [Test]
    public void Another_shell_is_named() =>
        Assert.That(CommandLine.Run("completion", "bsh").AsError(), Is.EqualTo("there is no completion for 'bsh'; did you mean bash or zsh? (there is one for bash, zsh, fish)"));

    // The word under the cursor is what bash takes for it: the part behind the last = or :.
    [TestCase("ru", "ru", "run")]
    [TestCase("apply salie", "salie", "saliency")]
    [TestCase("apply lrp --set rule=ep", "ep", "epsilon")]
    [TestCase("apply lrp --set rule=alpha", "alpha", "alpha-beta")]
    [TestCase("apply saliency --network=vgg-mini-s", "vgg-mini-s", "vgg-mini-shortcut")]
    [TestCase("report ", "", "")]
    [Platform("Linux")]
    public void Bash_completes(string line, string word, string expected)
    {
        using var folder = new TestFolder();
        File.WriteAllText(folder.File("vizbench"), $"#!/bin/sh\nexec '{Path.Combine(AppContext.BaseDirectory, "VizBench.Cli")}' \"$@\"\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(folder.File("vizbench"), UnixFileMode.UserRead | UnixFileMode.UserExecute);
        File.WriteAllText(folder.File("completion"), CompletionScript.For("bash"));
        var script = $$"""
            source '{{folder.File("completion")}}'
            compopt() { :; }
            complete -p vizbench ./vizbench >/dev/null || exit 3
            COMP_LINE='./vizbench {{line}}'; COMP_POINT=${#COMP_LINE}
            _vizbench ./vizbench '{{word}}'
            printf '%s\n' "${COMPREPLY[@]}"
            """;
        var start = new ProcessStartInfo("bash", ["--norc", "-c", script]) { WorkingDirectory = folder.Path, UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.That((process.ExitCode, output, error.Result), Is.EqualTo((0, expected + "\n", "")));
    }

    [Test]
    public void Every_name_with_values_is_an_argument_or_option_of_some_verb()
    {
        var tree = new CommandTree();
        var names = All(tree.Root).SelectMany(command => command.Arguments.Select(argument => argument.Name).Concat(command.Options.Select(option => option.Name)));
        Assert.That(CompletionValues.Names, Is.SubsetOf(names.ToHashSet(StringComparer.Ordinal)));

        static IEnumerable<System.CommandLine.Command> All(System.CommandLine.Command command) => command.Subcommands.SelectMany(All).Prepend(command);
    }
}
