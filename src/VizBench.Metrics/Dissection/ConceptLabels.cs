namespace VizBench.Metrics;

/// <summary>
/// Which concepts each pixel of one image shows: for every pixel a short list. Of a thousand concepts a pixel shows a few, so a list is smaller than a mask
/// for each concept and quicker to count by.
/// </summary>
public sealed class ConceptLabels
{
    private readonly int[] _starts;
    private readonly int[] _concepts;

    private ConceptLabels(int height, int width, int concepts, int[] starts, int[] listed)
    {
        (Height, Width, _starts, _concepts) = (height, width, starts, listed);
        var pixels = new int[concepts];
        foreach (var concept in listed)
            pixels[concept]++;
        Pixels = pixels;
    }

    public int Height { get; }

    public int Width { get; }

    /// <summary>How many pixels show each concept.</summary>
    public IReadOnlyList<int> Pixels { get; }

    /// <summary>From planes of labels, one over the other: a pixel shows what any of them says, once.</summary>
    /// <param name="concepts">how many there are</param>
    /// <param name="planes">each height × width labels, row by row: 0 for none, else 1 more than the concept's number</param>
    /// <exception cref="ArgumentException">a plane of another size, or a label beyond the concepts</exception>
    public static ConceptLabels OfPlanes(int height, int width, int concepts, IReadOnlyList<int[]> planes)
    {
        ArgumentNullException.ThrowIfNull(planes);
        var size = height * width;
        if (planes.FirstOrDefault(plane => plane.Length != size) is { } odd)
            throw new ArgumentException($"a plane of {odd.Length} labels is none of {height}×{width} pixels", nameof(planes));
        var (starts, listed) = (new int[size + 1], new List<int>(size * Math.Max(1, planes.Count)));
        for (var pixel = 0; pixel < size; pixel++)
        {
            var start = starts[pixel] = listed.Count;
            foreach (var plane in planes)
            {
                var concept = plane[pixel] - 1;
                if (concept >= concepts)
                    throw new ArgumentException($"label {concept + 1} is none of {concepts} concepts", nameof(planes));
                if (concept >= 0 && listed.IndexOf(concept, start) < 0)
                    listed.Add(concept);
            }
        }

        starts[size] = listed.Count;
        return new ConceptLabels(height, width, concepts, starts, [.. listed]);
    }

    /// <summary>From a mask for each concept.</summary>
    /// <param name="masks">concepts × height × width, row by row: where each concept is</param>
    /// <exception cref="ArgumentException">another number of values</exception>
    public static ConceptLabels OfMasks(int height, int width, int concepts, ReadOnlySpan<bool> masks)
    {
        var size = height * width;
        if (masks.Length != (long)size * concepts)
            throw new ArgumentException($"{masks.Length} values are no masks of {concepts} concepts and {height}×{width} pixels", nameof(masks));
        var starts = new int[size + 1];
        for (var i = 0; i < masks.Length; i++)
            starts[i % size + 1] += masks[i] ? 1 : 0;
        for (var pixel = 0; pixel < size; pixel++)
            starts[pixel + 1] += starts[pixel];
        var (listed, next) = (new int[starts[size]], starts[..size]);
        for (var i = 0; i < masks.Length; i++)
        {
            if (masks[i])
                listed[next[i % size]++] = i / size;
        }

        return new ConceptLabels(height, width, concepts, starts, listed);
    }

    /// <summary>The concepts of a pixel, counted row by row.</summary>
    public ReadOnlySpan<int> At(int pixel) => _concepts.AsSpan(_starts[pixel].._starts[pixel + 1]);
}
