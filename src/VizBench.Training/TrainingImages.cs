using VizBench.Data.ConceptWorld;
using VizBench.Networks;
using VizBench.Randomness;

namespace VizBench.Training;

/// <summary>
/// The images of a training, a chunk of the world at a time, shuffled within its chunk and changed as the recipe says. What a step sees depends on its number alone, so a training can go on anywhere.
/// </summary>
internal sealed class TrainingImages(ImageRecipe recipe, Preprocessing preprocessing, Device device, int workers)
{
    private readonly IWorldSource _world = recipe.World(recipe.WorldSeed);
    private readonly RandomStream _order = Stream(recipe, "order");
    private readonly RandomStream _augmentation = Stream(recipe, "augmentation");
    private readonly int _stepsPerChunk = recipe.ChunkImages / recipe.BatchSize;
    private ImageChunk? _chunk;
    private int[] _permutation = [];
    private int _chunkNumber = -1;

    /// <summary>Draws the chunk that a step needs, where it isn't there yet.</summary>
    internal void Prepare(int step, CancellationToken cancellation)
    {
        var number = step / _stepsPerChunk;
        if (number == _chunkNumber)
            return;
        var first = FirstOf(number);
        if (_chunk is null || first != FirstOf(_chunkNumber))
            _chunk = ImageChunk.Draw(_world, first, recipe.ChunkImages, workers, cancellation);
        _permutation = _order.At(number).NextPermutation(recipe.ChunkImages);
        _chunkNumber = number;
    }

    /// <summary>A part of a step's batch, owned by the caller's dispose scope; may be called by several threads.</summary>
    /// <param name="first">the part's first place in the batch</param>
    /// <returns>(count, 3, H, W) normalised images and (count) classes</returns>
    internal (Tensor Images, Tensor Classes) Batch(int step, int first, int count)
    {
        var start = step % _stepsPerChunk * recipe.BatchSize + first;
        var indices = _permutation.AsSpan(start, count).ToArray();
        float[][] planes = [.. indices.Select((index, i) => Image(index, _augmentation.At(first + i, (uint)step)))];
        return (ImageTensors.Of(planes, _chunk!.Size, preprocessing, device), ImageTensors.Classes(indices.Select(i => _chunk.Classes[i]), device));
    }

    internal static RandomStream Stream(ImageRecipe recipe, string purpose) => new StreamKey(recipe.Seed, "train " + recipe.Name, purpose).Open();

    private long FirstOf(int chunk)
    {
        var first = (long)chunk * recipe.ChunkImages;
        return recipe.DistinctImages is { } count ? first % count : first;
    }

    private float[] Image(int index, RandomStream dice)
    {
        var planes = ImageTensors.Planes(_chunk!.Pixels[index]);
        return recipe.Augmentation is null ? planes : Augmentation.Apply(recipe.Augmentation, planes, _chunk.Size, dice);
    }
}
