using NUnit.Framework;
using VizBench.Cli.Running;
using VizBench.Methods;
using VizBench.Tests.Data;

namespace VizBench.Tests.Cli;

/// <summary>What people type out of habit, from other tools.</summary>
internal sealed class HabitTests
{
    [TestCase("eval", "there is no verb 'eval'; did you mean evaluate or evaluate-images? (all: vizbench --help)")]
    [TestCase("frobnicate", "there is no verb 'frobnicate' (all: vizbench --help)")]
    [TestCase("evalute --help", "there is no verb 'evalute'; did you mean evaluate? (all: vizbench --help)")]
    [TestCase("help evalute", "there is no verb 'evalute'; did you mean evaluate? (all: vizbench --help)")]
    [TestCase("apply --method saliency --network vgg-mini", "apply has no option '--method': METHOD is given without one, vizbench apply METHOD … (see vizbench apply --help)")]
    [TestCase("run --suite quick", "run has no option '--suite': SUITE is given without one, vizbench run SUITE … (see vizbench run --help)")]
    [TestCase("run --quick", "run has no option '--quick'")]
    [TestCase("features top --network vgg-mini", "features top has no option '--network': NETWORK is given without one, vizbench features top NETWORK … (see vizbench features top --help)")]
    [TestCase("apply saliency vgg-mini", "apply does not take a further argument 'vgg-mini'; did you mean --network vgg-mini? (see vizbench apply --help)")]
    [TestCase("run quick vgg-mini", "run does not take a further argument 'vgg-mini' (see vizbench run --help)")]
    [TestCase("apply xyzzyplugh --network vgg-mini", "there is no method 'xyzzyplugh' (all: vizbench list methods)")]
    [TestCase("apply xyzzyplugh --help", "there is no method 'xyzzyplugh' (all: vizbench list methods)")]
    [TestCase("list methods salency", "there is no method 'salency'; did you mean saliency? (all: vizbench list methods)")]
    public void A_mistake_gets_one_line_with_the_remedy(string line, string expected) =>
        Assert.That(CommandLine.Run(line.Split(' ')).AsError(), Does.StartWith(expected));

    [TestCase("help run", "run --help")]
    [TestCase("help list methods", "list methods --help")]
    [TestCase("help apply saliency", "apply saliency --help")]
    [TestCase("help", "--help")]
    [TestCase("-v", "--version")]
    [TestCase("-h", "--help")]
    public void Two_spellings_do_the_same(string one, string other)
    {
        var outcome = CommandLine.Run(one.Split(' '));
        Assert.That(outcome.Code, Is.Zero, outcome.Error);
        Assert.That(outcome, Is.EqualTo(CommandLine.Run(other.Split(' '))));
    }

    [TestCase("list methods smoothgrad")]
    [TestCase("apply smoothgrad --help")]
    [TestCase("apply --help smoothgrad")]
    public void A_methods_own_page_shows_its_options_and_its_source(string line)
    {
        var outcome = CommandLine.Run(line.Split(' '));
        Assert.That(outcome.Code, Is.Zero, outcome.Error);
        var info = MethodRegistry.Named("smoothgrad");
        Assert.That(outcome.Out, Does.StartWith($"smoothgrad  {info.Description.Summary}\n").And.Contain($"source      {info.Description.Source}\n"));
        Assert.That(outcome.Out, Does.Contain("  n=50        whole number, at least 1        how many noisy copies\n").And.Contain("mean|magnitude|square|variance"));
        Assert.That(outcome.Out, Does.Not.Contain("integrated-gradients"));
    }

    [TestCaseSource(nameof(Methods))]
    public void Every_method_has_a_page_that_names_all_its_options(string id)
    {
        var page = CommandLine.Run("list", "methods", id);
        Assert.That(page.Code, Is.Zero, page.Error);
        Assert.Multiple(() =>
        {
            foreach (var option in MethodRegistry.Named(id).Options)
                Assert.That(page.Out, Does.Contain($"  {option.Name}={option.Default}").And.Contain(option.Help));
        });
    }

    [TestCaseSource(nameof(Methods))]
    public void Defaults_lie_within_the_ranges_and_what_lies_outside_is_refused(string id)
    {
        var info = MethodRegistry.Named(id);
        Assert.Multiple(() =>
        {
            foreach (var option in info.Options.Where(option => option.Range.Length > 0))
            {
                if (option.Default.Length > 0)
                    Assert.That(() => Create(option.Default), Throws.Nothing, option.Name);
                Assert.That(() => Create("-1"), Throws.TypeOf<UserError>().With.Message.EqualTo(
                    $"{id}: option {option.Name} can't be '-1'; it takes a {(option.Type is "number" ? "finite number" : option.Type)}, {option.Range}"));

                Method Create(string value) => info.Create(new Dictionary<string, string>(StringComparer.Ordinal) { [option.Name] = value });
            }
        });
    }

    private static IEnumerable<string> Methods() => MethodRegistry.All.Select(info => info.Id);

    [Test]
    public void Quiet_leaves_results_alone()
    {
        using var folder = new TestFolder();
        string[] apply = ["apply", "saliency", "--network", "vgg-mini", "--input", "world:1000:0"];
        Assert.That(CommandLine.Run(apply).Error, Does.StartWith("no --target: "));
        var quiet = CommandLine.Run([.. apply, "--quiet"]);
        Assert.That((quiet.Code, quiet.Error), Is.EqualTo((0, "")));
        Assert.That(quiet.Out, Does.Contain("result"));

        var run = CommandLine.Run("-q", "run", "quick", "--weights", "formula:1", "--filter", "vgg-mini.gradient.world-1000-0", "--out", folder.File("run"));
        Assert.That((run.Code, run.Error), Is.EqualTo((0, "")));
        Assert.That(run.Out, Does.Contain("1 computed, 0 failed"));
        Assert.That(CommandLine.Run("--quiet", "run", "quik").AsError(), Does.StartWith("there is no suite 'quik'"), "errors are never quiet");
    }

    [Test]
    public void A_run_that_resumes_says_how_many_cases_it_takes_over()
    {
        using var folder = new TestFolder();
        string[] run = ["run", "quick", "--weights", "formula:1", "--filter", "vgg-mini.gradient.*", "--out", folder.File("run")];
        Assert.That(CommandLine.Run(run).Code, Is.Zero);
        var journal = folder.File("run/journal.jsonl");
        File.WriteAllLines(journal, File.ReadAllLines(journal).Take(3));

        var resumed = CommandLine.Run([.. run, "--resume"]);

        Assert.That(resumed.Code, Is.Zero, resumed.Error);
        Assert.That(resumed.Error, Does.StartWith("took over 3 of 8 cases\n[4/8] "));
        Assert.That(resumed.Out, Does.Contain("5 computed, 3 taken over, 0 failed"));
    }

    [Test]
    public void A_stopped_run_ends_with_the_shells_code_for_ctrl_c_and_can_go_on()
    {
        using var folder = new TestFolder();
        using var stop = new CancellationTokenSource();
        stop.Cancel();
        string[] run = ["run", "quick", "--weights", "formula:1", "--filter", "vgg-mini.gradient.world-1000-0", "--out", folder.File("run")];
        Assert.That(CommandLine.Run(stop.Token, run), Has.Property(nameof(Outcome.Code)).EqualTo(ExitCodes.Cancelled));
        var resumed = CommandLine.Run([.. run, "--resume"]);
        Assert.That(resumed.Code, Is.Zero, resumed.Error);
        Assert.That(resumed.Error, Does.StartWith("took over 0 of 1 cases\n"));
    }
}
