using System.Runtime.InteropServices;
using VizBench.Engine;

namespace VizBench.Suite;

/// <summary>Computes every case of a set and compares it. One case that can't be computed doesn't stop the others.</summary>
public sealed class ConformanceRunner(PrecisionClass precision, Device device)
{
    /// <summary>float32 and less are held to ten times what the reference's own float32 run reached.</summary>
    private const double Float32Margin = 10;

    /// <param name="cases">those of one folder stand together</param>
    /// <param name="progress">told how many cases are done</param>
    /// <exception cref="OperationCanceledException">cancelled</exception>
    public IReadOnlyList<ConformanceVerdict> Run(IReadOnlyList<ConformanceCase> cases, IProgress<int>? progress = null, CancellationToken cancellation = default)
    {
        var verdicts = new List<ConformanceVerdict>();
        foreach (var folder in cases.GroupBy(c => c.Folder, StringComparer.Ordinal))
        {
            using var subject = new ConformanceSubject(folder.Key, Precision.ElementType(precision), device);
            foreach (var reference in folder)
            {
                cancellation.ThrowIfCancellationRequested();
                verdicts.Add(Judge(reference, subject, cancellation));
                progress?.Report(verdicts.Count);
            }
        }

        return verdicts;
    }

    private ConformanceVerdict Judge(ConformanceCase reference, ConformanceSubject subject, CancellationToken cancellation)
    {
        var tolerance = ToleranceOf(reference);
        if (ConformanceKinds.Of(reference.Method) is not { } kind)
            return new ConformanceVerdict(reference, ConformanceOutcome.Unsupported, null, tolerance, $"method '{reference.Method}' is not known");
        using var scope = NewDisposeScope();
        try
        {
            return ConformanceComparison.Of(reference, kind.Compute(reference, subject, cancellation), ExpectedValue.Of(reference, subject), tolerance);
        }
        catch (Exception e) when (e is UserError or ArgumentException or ExternalException)
        {
            return new ConformanceVerdict(reference, ConformanceOutcome.Error, null, tolerance, e.Message.ReplaceLineEndings(" "));
        }
    }

    private double ToleranceOf(ConformanceCase reference) => precision == PrecisionClass.Float64
        ? reference.RelativeTolerance
        : Math.Max(reference.RelativeTolerance, Float32Margin * (reference.Float32Error ?? 0));
}
