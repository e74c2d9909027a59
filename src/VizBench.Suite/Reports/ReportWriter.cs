using VizBench.Files;

namespace VizBench.Suite;

/// <summary>Writes a run's report.</summary>
public static class ReportWriter
{
    /// <summary>Makes report.json from the run's files, and report.html from report.json.</summary>
    /// <returns>the path of report.html</returns>
    /// <exception cref="UserError">not a run's folder, or a file in it is missing or damaged</exception>
    public static string Write(string folder)
    {
        var run = RunFolder.Open(folder);
        JsonText.Write(run.ReportJson, ReportBuilder.Of(RunContent.Read(run)));
        return Render(folder);
    }

    /// <summary>Makes report.html again from report.json and the pictures that it names.</summary>
    /// <returns>the path of report.html</returns>
    /// <exception cref="UserError">report.json or a picture is missing or damaged</exception>
    public static string Render(string folder)
    {
        var run = new RunFolder(Path.GetFullPath(folder));
        var document = JsonText.Read<ReportDocument>(run.ReportJson);
        AtomicFile.WriteText(run.Report, ReportPage.Of(document, new PictureSource(run)));
        return run.Report;
    }
}
