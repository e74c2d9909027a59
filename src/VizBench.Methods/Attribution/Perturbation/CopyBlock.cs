namespace VizBench.Methods.Attribution;

/// <summary>Some of the samples and some of the perturbed copies of each: what runs through the network at once.</summary>
internal readonly record struct CopyBlock(long FirstSample, long Samples, long FirstCopy, long Copies)
{
    /// <summary>The block's part of something that there is one of for each sample: a view of its first axis.</summary>
    internal Tensor SamplesOf(Tensor perSample) => perSample.narrow(0, FirstSample, Samples);

    /// <summary>The block's part of something that there is one of for each copy: a view of its first axis.</summary>
    internal Tensor CopiesOf(Tensor perCopy) => perCopy.narrow(0, FirstCopy, Copies);

    /// <summary>All samples × copies in blocks of even size, at most so many inputs each; all samples' copies advance together.</summary>
    internal static IEnumerable<CopyBlock> Of(long samples, long copies, long most)
    {
        var samplesEach = EvenPart(samples, most);
        var copiesEach = EvenPart(copies, Math.Max(1, most / samplesEach));
        for (var copy = 0L; copy < copies; copy += copiesEach)
        {
            for (var sample = 0L; sample < samples; sample += samplesEach)
                yield return new CopyBlock(sample, Math.Min(samplesEach, samples - sample), copy, Math.Min(copiesEach, copies - copy));
        }
    }

    private static long EvenPart(long whole, long most)
    {
        var parts = (whole + most - 1) / most;
        return (whole + parts - 1) / parts;
    }
}
