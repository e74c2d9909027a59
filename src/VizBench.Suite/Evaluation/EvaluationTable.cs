using System.Globalization;
using System.Text;
using VizBench.Files;

namespace VizBench.Suite;

/// <summary>A evaluation as tables: Markdown for people, CSV for programs.</summary>
public static class EvaluationTable
{
    /// <summary>One table for each network: the mean of every column, its bootstrap 95 % interval, the best in bold, and ° where the best differs significantly.</summary>
    public static string Markdown(EvaluationSet set)
    {
        ArgumentNullException.ThrowIfNull(set);
        var text = new StringBuilder(set.Settings.HasOwnPictures ? PicturesOf(set) : SettingsOf(set.Settings));
        EvaluationText.AppendTables(
            text, set.Evaluations, set.Gaps, EvaluationColumn.All.Except(EvaluationColumn.OfMark), (column, rows) => [.. rows.Zip(BestOfColumn.Of(column, rows), (row, place) => BestOfColumn.Marked(EvaluationText.Of(row, column), place))]);
        if (!set.Settings.HasOwnPictures)
            AppendMark(text, set);
        AgreementTable.Append(text, set.Agreements);
        return text.ToString();
    }

    private static string SettingsOf(EvaluationSettings settings) => FormattableString.Invariant(
        $"World {settings.Seed}, {Counted.Of(settings.Images, "image")}; {Math.Min(settings.CostlyImages, settings.Images)} for sensitivity ({Counted.Of(settings.SensitivitySamples, "perturbation")} of up to {settings.SensitivityRadius}) and randomisation, {Counted.Of(settings.CostlyImages, "marked boat")}; deletion and insertion in {Counted.Of(settings.FlippingSteps, "step")}.\n\n");

    private static string PicturesOf(EvaluationSet set)
    {
        var settings = set.Settings;
        var text = new StringBuilder();
        foreach (var network in set.Pictures.GroupBy(picture => picture.Network, StringComparer.Ordinal))
        {
            var (count, given, regions) = (network.Count(), network.Count(picture => picture.IsGiven), network.Count(picture => picture.HasRegion));
            text.Append(CultureInfo.InvariantCulture, $"{network.Key}: {Counted.Of(count, "picture")} of {string.Join(", ", settings.Input.Select(ShownPath.Of))}; the class explained is that of the folder or label in {given}, the predicted one in {count - given}; {regions} with a region.\n");
        }

        var most = set.Pictures.GroupBy(picture => picture.Network, StringComparer.Ordinal).Max(network => network.Count());
        return text.Append(CultureInfo.InvariantCulture, $"{Math.Min(settings.CostlyImages, most)} for sensitivity ({Counted.Of(settings.SensitivitySamples, "perturbation")} of up to {settings.SensitivityRadius}) and randomisation; deletion and insertion in {Counted.Of(settings.FlippingSteps, "step")}.\n\n").ToString();
    }

    /// <summary>Every network beside the one that was trained with the mark.</summary>
    private static void AppendMark(StringBuilder text, EvaluationSet set)
    {
        text.Append("## The planted mark\n\nMass on it, and whether the highest value lies on it.\n\n");
        EvaluationText.AppendByNetwork(text, set.Evaluations, set.Gaps, row => string.Join("; ", EvaluationColumn.OfMark.Select(column => EvaluationText.Of(row, column))));
    }

    /// <summary>A line for each network, method and column: mean, interval, number of images.</summary>
    public static string Csv(EvaluationSet set)
    {
        ArgumentNullException.ThrowIfNull(set);
        return EvaluationText.Csv(set.Evaluations, EvaluationColumn.All, "images");
    }

    /// <summary>The set itself, every image's values with it.</summary>
    public static string Json(EvaluationSet set)
    {
        ArgumentNullException.ThrowIfNull(set);
        if (set.Settings.HasOwnPictures)
        {
            var own = set.Settings;
            return JsonText.Of(new
            {
                set.Version,
                set.Origin,
                Settings = new { own.Networks, own.Weights, own.Input, own.Methods, Device = own.Device.ToString(), own.Seed, own.CostlyImages, own.RandomLabels, own.FlippingSteps, own.SensitivitySamples, own.SensitivityRadius },
                set.Pictures,
                Notes = set.Remarks,
                set.Gaps,
                Plugins = set.Plugins ?? [],
                set.Evaluations,
                set.Agreements,
            });
        }

        return JsonText.Of(new
        {
            set.Version,
            set.Origin,
            Settings = new { set.Settings.Networks, set.Settings.Methods, Device = set.Settings.Device.ToString(), set.Settings.Images, set.Settings.Seed, set.Settings.CostlyImages, set.Settings.FlippingSteps, set.Settings.SensitivitySamples, set.Settings.SensitivityRadius, set.Settings.RandomLabels },
            set.Gaps,
            Plugins = set.Plugins ?? [],
            set.Evaluations,
            set.Agreements,
        });
    }
}
