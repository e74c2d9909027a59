using NUnit.Framework;

namespace VizBench.Tests.Cli;

/// <summary>A mistyped command line gets one line that names the word, the place and the remedy.</summary>
internal sealed class ParseErrorTests
{
    [TestCase("aply", "there is no verb 'aply'; did you mean apply? (all: vizbench --help)")]
    [TestCase("list metods", "list has no 'metods'; did you mean methods? (all: vizbench list --help)")]
    [TestCase("apply forward --netwrk vgg-mini --input a.png", "apply has no option '--netwrk'; did you mean --network? (all: vizbench apply --help)")]
    [TestCase("apply forward --input a.png", "option '--network' is required; see vizbench apply --help")]
    [TestCase("apply forward --network vgg-mini --input a.png --threads many", "--threads can't be 'many': it takes a whole number from 1 to 1024; see vizbench apply --help")]
    [TestCase("apply forward --network vgg-mini --input a.png --threads 0", "--threads can't be '0': it takes a whole number from 1 to 1024")]
    [TestCase("apply forward --network vgg-mini --input a.png --seed", "required argument missing for option: '--seed'; see vizbench apply --help")]
    [TestCase("data world --count 1.5", "--count can't be '1.5': it takes a whole number from 1 to 1000000; see vizbench data world --help")]
    [TestCase("dissect vgg-mini --quantil 0.01", "dissect has no option '--quantil'; did you mean --quantile? (all: vizbench dissect --help)")]
    [TestCase("dissect vgg-mini --input pictures --quantil 0.01", "dissect has no option '--quantil'; did you mean --quantile?")]
    [TestCase("table runs/a --formt latex", "table has no option '--formt'; did you mean --format?")]
    [TestCase("verify runs/a --tolerence 3", "verify has no option '--tolerence'")]
    [TestCase("measure a.png b.png --metrc psnr", "measure has no option '--metrc'; did you mean --metric?")]
    [TestCase("evaluate --networks vgg-mini,vgg-mini --images 2", "vgg-mini is named twice; name each network once")]
    [TestCase("doctor now", "doctor does not take a further argument 'now' (see vizbench doctor --help)")]
    public void One_line(string line, string expected) => Assert.That(CommandLine.Run(line.Split(' ')).AsError(), Does.StartWith(expected));

    [Test]
    public void What_stands_behind_an_equals_sign_is_a_value() =>
        Assert.That(CommandLine.Run("table", "nowhere", "--title=--draft").AsError(), Does.StartWith("nowhere"));

    [Test]
    public void A_missing_argument_is_named() =>
        Assert.That(CommandLine.Run("apply", "--network", "vgg-mini", "--input", "a.png").AsError(), Is.EqualTo("required argument 'METHOD' missing for command: 'apply'; see vizbench apply --help"));

    [Test]
    public void An_argument_with_an_at_sign_is_no_response_file() =>
        Assert.That(CommandLine.Run("apply", "@forward", "--network", "vgg-mini", "--input", "a.png").AsError(), Does.StartWith("there is no method '@forward'"));
}
