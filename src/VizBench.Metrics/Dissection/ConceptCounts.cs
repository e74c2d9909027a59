namespace VizBench.Metrics;

/// <summary>
/// How many pixels units and concepts have in common over a dataset, and how many each has: all that the intersections over unions need. Every count
/// of a batch is one product of 0/1 matrices, never a loop over unit, concept and image. Owns its tensors.
/// </summary>
public sealed class ConceptCounts : IDisposable
{
    // Whole numbers up to here are exact in float32.
    private const long MostPixels = 1 << 24;

    private readonly int[]? _categories;
    private readonly Tensor _shared;
    private readonly Tensor _units;
    private readonly Tensor _concepts;
    private readonly Tensor? _unitsByCategory;

    /// <param name="categories">the category of each concept, 0 …; null: none are known</param>
    /// <exception cref="ArgumentException">no units or concepts, or not a category for each concept</exception>
    public ConceptCounts(long units, long concepts, IReadOnlyList<int>? categories, Device device)
    {
        if (units < 1 || concepts < 1)
            throw new ArgumentException($"{units} units and {concepts} concepts: there must be one of each at least");
        if (categories is not null && (categories.Count != concepts || categories.Any(category => category < 0)))
            throw new ArgumentException($"{categories.Count} categories for {concepts} concepts; give one of 0 or more for each", nameof(categories));
        _categories = categories?.ToArray();
        using var scope = NewDisposeScope();
        Tensor Zeros(params long[] shape) => zeros(shape, float64, device).DetachFromDisposeScope();
        (_shared, _units, _concepts) = (Zeros(units, concepts), Zeros(units), Zeros(concepts));
        _unitsByCategory = _categories is null ? null : Zeros(units, _categories.Max() + 1);
    }

    /// <summary>The masks of some images.</summary>
    /// <param name="units">(N, units, H, W), boolean: where a unit is active</param>
    /// <param name="concepts">(N, concepts, H, W), boolean: where a concept is seen</param>
    /// <exception cref="ArgumentException">shapes don't go together, or an image has too many pixels to be counted exactly</exception>
    public void Add(Tensor units, Tensor concepts)
    {
        Check(units, concepts);
        using var scope = NewDisposeScope();
        using var grad = no_grad();
        var pixels = units.shape[2] * units.shape[3];
        var together = Math.Max(1, MostPixels / pixels);
        for (var first = 0L; first < units.shape[0]; first += together)
        {
            using var part = NewDisposeScope();
            var count = Math.Min(together, units.shape[0] - first);
            var (active, seen) = (Flat(units, first, count), Flat(concepts, first, count));
            _shared.add_(active.matmul(seen.transpose(0, 1)).to(float64));
            var (activeByImage, seenByImage) = (ByImage(active, count), ByImage(seen, count));
            _units.add_(activeByImage.sum(1));
            _concepts.add_(seenByImage.sum(1));
            if (_unitsByCategory is not null)
                _unitsByCategory.add_(activeByImage.matmul(Present(seenByImage).transpose(0, 1)));
        }

        // Images × positions of each row in one line.
        static Tensor Flat(Tensor masks, long first, long count) => masks.narrow(0, first, count).transpose(0, 1).to(float32).reshape(masks.shape[1], -1);

        static Tensor ByImage(Tensor flat, long count) => flat.reshape(flat.shape[0], count, -1).sum(2).to(float64);
    }

    /// <summary>
    /// |M ∩ L| / |M ∪ L| of every unit and concept, (units, concepts), over all images. Range [0, 1]; no number where neither has a pixel.
    /// Bau et al. 2017, equation 1, as its later implementations count it.
    /// </summary>
    public double[,] SetIou()
    {
        using var scope = NewDisposeScope();
        return Ratio(_units.unsqueeze(1));
    }

    /// <summary>
    /// The same, but a unit's pixels count only in images that have a pixel of the concept's category: elsewhere nobody said whether the concept is there.
    /// This is what Bau et al. 2017 publish.
    /// </summary>
    /// <exception cref="InvalidOperationException">no categories are known</exception>
    public double[,] CategoryConditionalIou()
    {
        if (_unitsByCategory is null)
            throw new InvalidOperationException("without categories there is no category-conditional intersection over union");
        using var scope = NewDisposeScope();
        return Ratio(stack([.. _categories!.Select(category => _unitsByCategory.select(1, category))], 1));
    }

    public void Dispose()
    {
        foreach (var counted in new[] { _shared, _units, _concepts, _unitsByCategory })
            counted?.Dispose();
    }

    private double[,] Ratio(Tensor units)
    {
        var ratio = _shared / (units + _concepts.unsqueeze(0) - _shared);
        var (result, values) = (new double[ratio.shape[0], ratio.shape[1]], ratio.cpu().contiguous().data<double>().ToArray());
        Buffer.BlockCopy(values, 0, result, 0, values.Length * sizeof(double));
        return result;
    }

    /// <summary>(categories, N): 1 where an image has a pixel of one of the category's concepts.</summary>
    private Tensor Present(Tensor seenByImage)
    {
        var none = zeros([seenByImage.shape[1]], float64, seenByImage.device);
        return stack([.. Enumerable.Range(0, _categories!.Max() + 1).Select(category =>
        {
            Tensor[] own = [.. _categories!.Index().Where(entry => entry.Item == category).Select(entry => seenByImage.select(0, entry.Index))];
            return own.Length == 0 ? none : stack(own).amax(0).gt(0).to(float64);
        })]);
    }

    private void Check(Tensor units, Tensor concepts)
    {
        ArgumentNullException.ThrowIfNull(units);
        ArgumentNullException.ThrowIfNull(concepts);
        if (units.shape.Length != 4 || units.shape[1] != _units.shape[0] || concepts.shape.Length != 4 || concepts.shape[1] != _concepts.shape[0])
            throw new ArgumentException($"masks {units} and {concepts} are not those of {_units.shape[0]} units and {_concepts.shape[0]} concepts, (N, units, H, W) and (N, concepts, H, W)");
        if (units.shape[0] != concepts.shape[0] || !units.shape.AsSpan(2).SequenceEqual(concepts.shape.AsSpan(2)))
            throw new ArgumentException($"units have {units.shape[0]} masks of {units.shape[2]}×{units.shape[3]} pixels and concepts {concepts.shape[0]} of {concepts.shape[2]}×{concepts.shape[3]}; they must be of the same images at one size");
        if (units.dtype != ScalarType.Bool || concepts.dtype != ScalarType.Bool)
            throw new ArgumentException($"masks {units} and {concepts} must be boolean");
        if (units.shape[2] * units.shape[3] > MostPixels)
            throw new ArgumentException($"masks of {units.shape[2]}×{units.shape[3]} pixels are too large to be counted exactly; {MostPixels} pixels are the most");
    }
}
