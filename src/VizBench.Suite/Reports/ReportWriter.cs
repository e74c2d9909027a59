namespace VizBench.Suite;

/// <summary>Writes a run's report.</summary>
public static class ReportWriter
{
    /// <summary>Makes report.json from the run's files, and report.html from report.json.</summary>
    /// <returns>the path of report.html</returns>
    /// <exception cref="UserError">not a run's folder, or a file in it is missing or damaged</exception>
    public static string Write(string folder) => RunFolder.Open(folder).Report;
}
