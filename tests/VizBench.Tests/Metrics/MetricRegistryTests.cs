using System.Text.RegularExpressions;
using NUnit.Framework;
using VizBench.Metrics;

namespace VizBench.Tests.Metrics;

public sealed partial class MetricRegistryTests
{
    [Test]
    public void Every_metric_is_fully_described([ValueSource(typeof(MetricRegistry), nameof(MetricRegistry.All))] MetricDescription metric)
    {
        Assert.That(metric.Id, Does.Match(IdPattern()));
        Assert.That(metric.Low, Is.LessThan(metric.High));
        Assert.That(metric.Unit, Is.Not.Empty);
        Assert.That(metric.Source, Is.Not.Empty);
        Assert.That(metric.Summary, Is.Not.Empty.And.Not.Contain("\n").And.Length.LessThan(120));
    }

    [Test]
    public void The_metrics_come_by_group_and_name()
    {
        var all = MetricRegistry.All;
        Assert.That(all.Select(metric => metric.Id), Does.Contain("tv-isotropic-replicate").And.Contain("attribution-iou").And.Unique);
        Assert.That(all, Is.EqualTo(all.OrderBy(metric => metric.Group).ThenBy(metric => metric.Id, StringComparer.Ordinal)));
    }

    [Test]
    public void A_metric_of_files_can_be_called_and_no_other_says_so()
    {
        Assert.That(MetricRegistry.All.Where(metric => metric.Call is null != (metric.Takes == MetricInput.Other)), Is.Empty);
        Assert.That(MetricRegistry.All.Where(metric => metric.Call?.NeedsRange == true).Select(metric => metric.Id), Is.EquivalentTo(new[] { "psnr", "ssim", "ssim-worst-window" }));
        Assert.That(() => MetricCall.Of(typeof(Infidelity).GetMethod(nameof(Infidelity.OfEach))!, MetricInput.Pictures), Throws.InvalidOperationException.With.Message.Contains("Infidelity.OfEach is no metric of files"));
    }

    [TestCase("attribution-iou", "[0, 1]")]
    [TestCase("tv-anisotropic-l1", "[0, ∞)")]
    [TestCase("spectrum-slope", "(−∞, ∞)")]
    public void Ranges_are_written_as_intervals(string id, string range) => Assert.That(MetricRegistry.Get(id).Range, Is.EqualTo(range));

    [Test]
    public void An_unknown_metric_is_refused_with_the_nearest() =>
        Assert.That(() => MetricRegistry.Get("atribution-iou"), Throws.InstanceOf<UserError>().With.Message.Contains("did you mean attribution-iou?"));

    [GeneratedRegex("^[a-z0-9]+(-[a-z0-9]+)*$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex IdPattern();
}
