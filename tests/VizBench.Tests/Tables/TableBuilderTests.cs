using NUnit.Framework;
using VizBench.Methods;
using VizBench.Suite;

namespace VizBench.Tests.Tables;

/// <summary>What becomes of numbers in a table: rows, means, pairs, gaps, several runs.</summary>
public sealed class TableBuilderTests
{
    [Test]
    public void A_mean_is_of_one_value_for_each_network_input_and_seed()
    {
        // Two cases of one input count as one.
        var source = new TableSource("run", [Number("a", "one", 0, 1), Number("a", "one", 0, 3), Number("a", "two", 0, 5), Number("b", "one", 0, 7), Number("b", "one", 1, 8)]);
        var rows = SmallTable.Table(null, source).Sections[0].Rows;
        Assert.That(rows.Select(row => (row.Keys[0], row.Count, row.Cells[0].Value!.Mean)), Is.EqualTo(new[] { ("a", 2, 3.5), ("b", 2, 7.5) }));
    }

    [Test]
    public void Pairs_are_of_the_same_network_input_and_seed()
    {
        var source = new TableSource("run", [.. Many("net", "a", 0, 1), .. Many("net", "b", 0, 0), .. Many("other", "c", 0, 0.5), .. Many("net", "d", 1, 0.5)]);
        var cells = SmallTable.Table(null, source).Sections[0].Rows.Select(row => row.Cells[0].Standing);
        Assert.That(cells, Is.EqualTo(new[] { CellStanding.Best, CellStanding.Worse, CellStanding.Unpaired, CellStanding.Unpaired }));

        static IEnumerable<TableValue> Many(string network, string method, long seed, double value) =>
            Enumerable.Range(0, 10).Select(i => SmallTable.Number("run", network, method, $"image {i}", seed, value + 0.01 * i));
    }

    [Test]
    public void Rows_that_are_networks_are_paired_by_method_and_input()
    {
        var source = new TableSource("run", [.. from network in new[] { "x", "y" } from method in new[] { "a", "b" } from i in Enumerable.Range(0, 5) select SmallTable.Number("run", network, method, $"image {i}", 0, network.Length + (network[0] == 'x' ? 0.5 : 0) + 0.01 * i)]);
        var section = SmallTable.Table(new TableSettings { By = [TableFactor.Network] }, source).Sections[0];
        Assert.That(section.Rows.Select(row => (row.Keys[0], row.Count, row.Cells[0].Standing)), Is.EqualTo(new[] { ("x", 10, CellStanding.Best), ("y", 10, CellStanding.Worse) }));
    }

    [Test]
    public void A_failed_case_is_a_gap_that_is_counted_and_told()
    {
        var table = SmallTable.Table();
        var row = table.Sections[0].Rows.Single(row => row.Failed > 0);
        Assert.That((row.Count, CellText.KeysOf(row)[0]), Is.EqualTo((11, "a_b & c% [x=1]†")));
        Assert.That(table.Notes, Has.Some.EqualTo("† marks gaps: 1 case failed and is missing from the means (a_b & c% [x=1]: 1). The first: vgg-mini.a-b.image-3: it broke"));
    }

    [Test]
    public void A_method_whose_cases_all_failed_keeps_its_row()
    {
        var source = SmallTable.Source() with { Failures = [new FailedCase("small", "vgg-mini.rise.image-0", "vgg-mini", "rise", "", "image 0", TableMetric.AgainstMask, "it broke")] };
        var section = SmallTable.Table(null, source).Sections[0];
        var row = section.Rows.Single(row => row.Keys[0] is "rise");
        Assert.That(CellText.Of(row, 0, ColumnFormat.Of(section, 0)).Mean, Is.EqualTo("†"));
    }

    [Test]
    public void Images_of_the_dataset_are_a_control_that_is_not_compared()
    {
        var section = SmallTable.Table(null, SmallTable.Of("run", (ImageEvaluator.OfImages, "a", 0.9), ("x", "a", 0.5), ("y", "a", 0.4))).Sections[0];
        Assert.That(section.Rows.Select(row => (row.Cells[0].Value!.Mean, row.Cells[0].Standing)), Is.EqualTo(new[] { (0.9, CellStanding.None), (0.5, CellStanding.Best), (0.4, CellStanding.None) }));
    }

    [Test]
    public void What_a_stopped_run_lacks_is_told() =>
        Assert.That(SmallTable.Table(null, SmallTable.Source() with { Missing = 3 }).Notes, Has.Some.EqualTo("small was stopped: 3 cases of it were not computed."));

    [Test]
    public void Two_runs_have_rows_or_columns_of_their_own_or_are_pooled()
    {
        TableSource[] sources = [SmallTable.Source("one"), SmallTable.Source("two", seed: 1, shift: 0.1)];
        var rows = SmallTable.Table(null, sources).Sections[0];
        Assert.That(rows.Rows.Select(row => string.Join('/', row.Keys)), Is.EqualTo(new[] { "one/lrp", "one/grad-cam", "one/a_b & c% [x=1]", "two/lrp", "two/grad-cam", "two/a_b & c% [x=1]" }));
        var columns = SmallTable.Table(new TableSettings { Runs = RunLayout.Columns }, sources).Sections[0];
        Assert.That(columns.Columns.Select(column => column.Heading), Is.EqualTo(new[] { "attribution-iou ↑ (one)", "attribution-iou ↑ (two)" }));
        Assert.That(columns.Rows, Has.Count.EqualTo(3));
        var pooled = SmallTable.Table(new TableSettings { Runs = RunLayout.Pooled }, sources).Sections[0];
        Assert.That(pooled.Rows.Select(row => row.Count), Is.EqualTo(new[] { 24, 24, 22 }));
    }

    [Test]
    public void What_is_the_same_with_every_seed_counts_once()
    {
        // The mean of "random" is that of its seeds; "steady" and "worse" draw nothing.
        TableSource Of(string run, long seed) => new(run,
        [
            .. Enumerable.Range(0, 8).SelectMany(i => new[] { ("random", 0.9 + 0.01 * i * (seed + 1)), ("steady", 0.6 + 0.01 * i), ("worse", 0.5 + 0.01 * i) }.Select(number => SmallTable.Number(run, "net", number.Item1, $"image {i}", seed, number.Item2))),
        ]);
        TableSource[] seeds = [Of("one", 0), Of("two", 1), Of("three", 2)];
        var table = SmallTable.Table(new TableSettings { Runs = RunLayout.Pooled }, seeds);
        Assert.That(table.Sections[0].Rows.Select(row => (row.Keys[0], row.Count, row.Cells[0].Standing)), Is.EqualTo(new[] { ("random", 24, CellStanding.Best), ("steady", 8, CellStanding.Worse), ("worse", 8, CellStanding.Worse) }));
        Assert.That(table.Notes, Has.Some.EqualTo("Values that are the same with every seed count once: steady, worse. A cell that has some is made of means over the seeds, and is compared with such means."));
        Assert.That(table.Sections[0].Notes[0], Does.Contain("over 8 pairs of the same network, input and seed"));
        var one = SmallTable.Table(null, Of("one", 0)).Sections[0].Rows.Single(row => row.Keys[0] is "steady").Cells[0].Value!;
        var pooled = table.Sections[0].Rows.Single(row => row.Keys[0] is "steady").Cells[0].Value!;
        Assert.That((pooled.Low, pooled.High, pooled.Count), Is.EqualTo((one.Low, one.High, one.Count)), "no narrower for being computed three times");
        Assert.That(SmallTable.Table(null, seeds).Notes, Has.None.Contains("count once"), "rows of their own");
    }

    /// <summary>On one network the metric is at its end with every seed, on the other it isn't: both weigh the same in the row's mean.</summary>
    [Test]
    public void What_counts_once_weighs_as_much_as_what_varies()
    {
        TableSource Of(string run, long seed) => new(run,
        [
            .. Enumerable.Range(0, 4).SelectMany(i => new[]
            {
                SmallTable.Number(run, "one", "x", $"image {i}", seed, 1), SmallTable.Number(run, "two", "x", $"image {i}", seed, (i + seed) % 2),
                SmallTable.Number(run, "one", "y", $"image {i}", seed, 0.75), SmallTable.Number(run, "two", "y", $"image {i}", seed, 0.5 + 0.01 * (i % 2 == seed % 2 ? 1 : -1)),
            }),
        ]);
        var rows = SmallTable.Table(new TableSettings { Runs = RunLayout.Pooled }, Of("a", 0), Of("b", 1), Of("c", 2), Of("d", 3)).Sections[0].Rows;
        Assert.That(rows.Select(row => (row.Keys[0], row.Count)), Is.EqualTo(new[] { ("x", 8), ("y", 8) }));
        Assert.That(rows.Select(row => row.Cells[0].Value!.Mean), Is.EqualTo(new[] { 0.75, 0.625 }).Within(1e-12));
    }

    [Test]
    public void What_is_the_same_with_every_seed_at_some_inputs_alone_counts_with_every_seed()
    {
        var source = new TableSource("run", [Number("a", "one", 0, 1), Number("a", "one", 1, 1), Number("a", "two", 0, 0), Number("a", "two", 1, 1)]);
        var table = SmallTable.Table(null, source);
        Assert.That(table.Sections[0].Rows.Select(row => (row.Count, row.Cells[0].Value!.Mean)), Is.EqualTo(new[] { (4, 0.75) }));
        Assert.That(table.Notes, Has.None.Contains("count once"));
        Assert.That(SmallTable.Table(new TableSettings { By = [TableFactor.Input] }, source).Sections[0].Rows.Select(row => row.Count), Is.EqualTo(new[] { 2, 2 }));
    }

    [Test]
    public void Values_that_are_not_quite_independent_are_told_of_where_a_cell_has_them()
    {
        const string Told = "count as independent here";
        TableSource[] seeds = [SmallTable.Source("one"), SmallTable.Source("two", seed: 1, shift: 0.1)];
        Assert.That(SmallTable.Table(null, seeds).Notes, Has.None.Contains(Told));
        Assert.That(SmallTable.Table(new TableSettings { Runs = RunLayout.Columns }, seeds).Notes, Has.None.Contains(Told));
        Assert.That(SmallTable.Table(new TableSettings { Runs = RunLayout.Pooled }, seeds).Notes, Has.Some.Contains(Told).And.Some.Contains("intervals and tests are too confident"));
        var untested = new TableSource("run", [Number("a", "one", 0, 1), Number("a", "one", 1, 3)]);
        Assert.That(SmallTable.Table(null, untested).Notes, Has.Some.Contains("so that intervals are too confident"));
    }

    [Test]
    public void Rows_without_any_pair_have_their_mark_explained()
    {
        var section = SmallTable.Table(null, SmallTable.Of("run", ("x", "a", 0.5), ("y", "b", 0.4))).Sections[0];
        Assert.That(section.Rows.Select(row => row.Cells[0].Standing), Is.EqualTo(new[] { CellStanding.Best, CellStanding.Unpaired }));
        Assert.That(section.Notes, Is.EqualTo(new[]
        {
            "Bold: the best mean of a column by the end that its arrow names. No two rows have pairs, so no difference is tested.",
            "‡ marks rows that have no pair with the best and are not compared. attribution-iou ↑: y (with x).",
        }));
    }

    [Test]
    public void Notes_name_what_pairs_are_of()
    {
        var source = SmallTable.Of("run", ("x", "a", 0.5), ("x", "b", 0.4));
        var section = SmallTable.Table(new TableSettings { By = [TableFactor.Input] }, source).Sections[0];
        Assert.That(section.Notes[0], Does.Contain("over 1 pair of the same network, method and seed, Holm"));
        Assert.That(SmallTable.Table(new TableSettings { By = [TableFactor.Input, TableFactor.Network, TableFactor.Method] }, source).Notes[0], Does.EndWith("one value for each seed."));
    }

    [Test]
    public void The_footer_says_once_what_all_runs_agree_in()
    {
        var facts = SmallTable.Table(null, SmallTable.Source("one"), SmallTable.Source("two", seed: 1)).Provenance;
        Assert.That(facts.Select(fact => $"{fact.Name}: {fact.Value}"), Is.EqualTo(new[]
        {
            "VizBench: 0.1.0+abcdefabcdef", "networks: vgg-mini 6e79f674d83c", "device: cpu", "precision: float32", "seeds, one: 0", "seeds, two: 1",
            "command, one: ./vizbench run small --out one", "command, two: ./vizbench run small --out two",
        }));
    }

    [Test]
    public void Runs_that_define_a_case_differently_are_refused()
    {
        var (one, two) = (WithCase("one", 0, "64"), WithCase("two", 0, "128"));
        Assert.That(() => SmallTable.Table(null, one, two), Throws.TypeOf<UserError>().With.Message.EqualTo("case net.am.blank is not the same in one and two: option steps is 64 and 128; choose runs of the same suite"));
    }

    [Test]
    public void The_same_case_twice_can_not_be_pooled_and_another_seed_can()
    {
        var pooled = new TableSettings { Runs = RunLayout.Pooled };
        Assert.That(() => SmallTable.Table(pooled, WithCase("one", 0, "64"), WithCase("two", 0, "64")), Throws.TypeOf<UserError>().With.Message.Contains("so they can't be pooled"));
        Assert.That(() => SmallTable.Table(pooled, WithCase("one", 0, "64"), WithCase("two", 1, "64")), Throws.Nothing);
    }

    [Test]
    public void An_unknown_metric_is_named_with_those_there_are() =>
        Assert.That(() => SmallTable.Table(new TableSettings { Metrics = "iou" }), Throws.TypeOf<UserError>().With.Message.Contains("none of the metrics matches 'iou'").And.Message.Contains("attribution-iou, psnr, seconds"));

    [Test]
    public void Every_method_has_survey_axes() => Assert.That(MethodRegistry.All.Where(info => SurveyAxes.Of(info) is null).Select(info => info.Id), Is.Empty);

    [Test]
    public void Every_exception_of_the_survey_axes_is_a_method() => Assert.That(SurveyAxes.Exceptions, Is.SubsetOf(MethodRegistry.All.Select(info => info.Id)));

    private static TableSource WithCase(string run, long seed, string steps) => SmallTable.Source(run, seed) with
    {
        Cases = [new CaseIdentity("net.am.blank", seed, new Dictionary<string, string>(StringComparer.Ordinal) { ["option steps"] = steps, ["input"] = "blank" })],
    };

    private static TableValue Number(string method, string input, long seed, double value) => SmallTable.Number("run", "net", method, input, seed, value);
}
