using System.Runtime.InteropServices;

namespace VizBench.Metrics;

/// <summary>
/// How many pixels units and concepts have in common over a dataset, and how many each has: all that the intersections over unions need. The counts of all
/// units and concepts are one product, (units × pixels) · (pixels × concepts). The first factor has few ones, at the paper's quantile one in two hundred, and
/// a row of the second a few, so the product goes over these alone, which is less than a dense one by a factor of hundreds.
/// </summary>
public sealed class ConceptCounts
{
    private readonly int[]? _categories;
    private readonly long[] _shared;
    private readonly long[] _units;
    private readonly long[] _concepts;
    private readonly long[] _unitsByCategory;
    private readonly int _categoryCount;

    /// <param name="categories">the category of each concept, 0 …; null: none are known</param>
    /// <exception cref="ArgumentException">no units or concepts, or not a category for each concept</exception>
    public ConceptCounts(int units, int concepts, IReadOnlyList<int>? categories)
    {
        if (units < 1 || concepts < 1)
            throw new ArgumentException($"{units} units and {concepts} concepts: there must be one of each at least");
        if (categories is not null && (categories.Count != concepts || categories.Any(category => category < 0)))
            throw new ArgumentException($"{categories.Count} categories for {concepts} concepts; give one of 0 or more for each", nameof(categories));
        _categories = categories?.ToArray();
        _categoryCount = _categories is null ? 0 : _categories.Max() + 1;
        (_shared, _units, _concepts, _unitsByCategory) = (new long[units * concepts], new long[units], new long[concepts], new long[units * _categoryCount]);
    }

    /// <summary>Whether the concepts' categories are known.</summary>
    public bool HasCategories => _categories is not null;

    /// <summary>Pixels of each unit's masks.</summary>
    public IReadOnlyList<long> UnitPixels => _units;

    /// <summary>Pixels that show each concept.</summary>
    public IReadOnlyList<long> ConceptPixels => _concepts;

    /// <summary>The masks of all units and concepts in some images.</summary>
    /// <param name="units">(N, units, H, W), boolean: where a unit is active</param>
    /// <param name="concepts">(N, concepts, H, W), boolean: where a concept is seen</param>
    /// <exception cref="ArgumentException">shapes don't go together</exception>
    public void Add(Tensor units, Tensor concepts)
    {
        Check(units, concepts);
        using var scope = NewDisposeScope();
        var (count, height, width) = ((int)units.shape[0], (int)units.shape[2], (int)units.shape[3]);
        var seen = concepts.cpu().contiguous().data<bool>().ToArray();
        var each = seen.Length / count;
        ConceptLabels[] labels = [.. Enumerable.Range(0, count).Select(image => ConceptLabels.OfMasks(height, width, _concepts.Length, seen.AsSpan(image * each, each)))];
        AddLabels(labels);
        AddMasks(units.flatten(0, 1), [.. Enumerable.Range(0, count * _units.Length).Select(i => i % _units.Length)], [.. Enumerable.Range(0, count * _units.Length).Select(i => i / _units.Length)], labels);
    }

    /// <summary>What some images show: once for each image, whether or not a unit is active in it.</summary>
    /// <exception cref="ArgumentException">other concepts</exception>
    public void AddLabels(IReadOnlyList<ConceptLabels> images)
    {
        ArgumentNullException.ThrowIfNull(images);
        foreach (var labels in images)
        {
            if (labels.Pixels.Count != _concepts.Length)
                throw new ArgumentException($"labels of {labels.Pixels.Count} concepts are not those of {_concepts.Length}", nameof(images));
            for (var concept = 0; concept < _concepts.Length; concept++)
                _concepts[concept] += labels.Pixels[concept];
        }
    }

    /// <summary>Where units are active: masks of single units in single images, in any order; one that is empty may be left out.</summary>
    /// <param name="masks">(M, H, W), boolean</param>
    /// <param name="units">the unit of each</param>
    /// <param name="images">the image of each: which of the labels</param>
    /// <param name="labels">of H × W pixels each</param>
    /// <exception cref="ArgumentException">numbers don't go together, or labels of another size</exception>
    public void AddMasks(Tensor masks, IReadOnlyList<int> units, IReadOnlyList<int> images, IReadOnlyList<ConceptLabels> labels)
    {
        ArgumentNullException.ThrowIfNull(masks);
        ArgumentNullException.ThrowIfNull(units);
        ArgumentNullException.ThrowIfNull(images);
        ArgumentNullException.ThrowIfNull(labels);
        var shape = masks.shape;
        if (shape.Length != 3 || masks.dtype != ScalarType.Bool || shape[0] != units.Count || shape[0] != images.Count)
            throw new ArgumentException($"masks {masks} of {units.Count} units in {images.Count} images: they must be boolean, (M, H, W), with a unit and an image for each");
        if (images.Select(image => labels[image]).FirstOrDefault(own => own.Height != shape[1] || own.Width != shape[2]) is { } other)
            throw new ArgumentException($"masks of {shape[1]}×{shape[2]} pixels can't be held against labels of {other.Height}×{other.Width}");
        using var scope = NewDisposeScope();
        var active = masks.cpu().contiguous().data<bool>().ToArray();
        var size = (int)(shape[1] * shape[2]);
        bool[][] present = [.. labels.Select(PresentCategories)];
        // Each unit's counts belong to one thread.
        Parallel.ForEach(Enumerable.Range(0, units.Count).GroupBy(mask => units[mask]), own =>
        {
            foreach (var mask in own)
                Count(MemoryMarshal.AsBytes(active.AsSpan(mask * size, size)), own.Key, labels[images[mask]], present[images[mask]]);
        });
    }

    /// <summary>
    /// |M ∩ L| / |M ∪ L| of every unit and concept, (units, concepts), over all images. Range [0, 1]; no number where neither has a pixel.
    /// Bau et al. 2017, equation 1, as its later implementations count it.
    /// </summary>
    public double[,] SetIou() => Ratio((unit, _) => _units[unit]);

    /// <summary>
    /// The same, but a unit's pixels count only in images that have a pixel of the concept's category: elsewhere nobody said whether the concept is there.
    /// This is what Bau et al. 2017 publish.
    /// </summary>
    /// <exception cref="InvalidOperationException">no categories are known</exception>
    public double[,] CategoryConditionalIou() => _categories is null
        ? throw new InvalidOperationException("without categories there is no category-conditional intersection over union")
        : Ratio((unit, concept) => _unitsByCategory[unit * _categoryCount + _categories[concept]]);

    private void Count(ReadOnlySpan<byte> mask, int unit, ConceptLabels labels, bool[] present)
    {
        var shared = _shared.AsSpan(unit * _concepts.Length, _concepts.Length);
        var pixels = 0;
        for (var at = mask.IndexOf((byte)1); at >= 0;)
        {
            pixels++;
            foreach (var concept in labels.At(at))
                shared[concept]++;
            var next = mask[(at + 1)..].IndexOf((byte)1);
            at = next < 0 ? -1 : at + 1 + next;
        }

        _units[unit] += pixels;
        for (var category = 0; category < present.Length; category++)
            _unitsByCategory[unit * _categoryCount + category] += present[category] ? pixels : 0;
    }

    private bool[] PresentCategories(ConceptLabels labels)
    {
        var present = new bool[_categoryCount];
        for (var concept = 0; concept < _concepts.Length && _categories is not null; concept++)
            present[_categories[concept]] |= labels.Pixels[concept] > 0;
        return present;
    }

    private double[,] Ratio(Func<int, int, long> active)
    {
        var ratio = new double[_units.Length, _concepts.Length];
        for (var unit = 0; unit < _units.Length; unit++)
        {
            for (var concept = 0; concept < _concepts.Length; concept++)
            {
                var shared = _shared[unit * _concepts.Length + concept];
                ratio[unit, concept] = (double)shared / (active(unit, concept) + _concepts[concept] - shared);
            }
        }

        return ratio;
    }

    private void Check(Tensor units, Tensor concepts)
    {
        ArgumentNullException.ThrowIfNull(units);
        ArgumentNullException.ThrowIfNull(concepts);
        if (units.shape.Length != 4 || units.shape[1] != _units.Length || concepts.shape.Length != 4 || concepts.shape[1] != _concepts.Length)
            throw new ArgumentException($"masks {units} and {concepts} are not those of {_units.Length} units and {_concepts.Length} concepts, (N, units, H, W) and (N, concepts, H, W)");
        if (units.shape[0] != concepts.shape[0] || !units.shape.AsSpan(2).SequenceEqual(concepts.shape.AsSpan(2)))
            throw new ArgumentException($"units have {units.shape[0]} masks of {units.shape[2]}×{units.shape[3]} pixels and concepts {concepts.shape[0]} of {concepts.shape[2]}×{concepts.shape[3]}; they must be of the same images at one size");
        if (units.dtype != ScalarType.Bool || concepts.dtype != ScalarType.Bool)
            throw new ArgumentException($"masks {units} and {concepts} must be boolean");
    }
}
