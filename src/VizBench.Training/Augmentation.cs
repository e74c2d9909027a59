using VizBench.Randomness;

namespace VizBench.Training;

/// <summary>Changes one training image at random; see <see cref="AugmentationOptions"/>.</summary>
internal static class Augmentation
{
    /// <summary>The changed image; values may leave 0..1.</summary>
    /// <param name="planes">3 × size × size values in 0..1, one colour after another</param>
    /// <param name="dice">this image's own stream</param>
    internal static float[] Apply(AugmentationOptions options, float[] planes, int size, RandomStream dice)
    {
        var moved = Shifted(planes, size, dice.NextInt(-options.Shift, options.Shift), dice.NextInt(-options.Shift, options.Shift));
        Recolour(moved, options, dice);
        if (dice.NextInt(2) == 1)
            CutOut(moved, size, options.Cutout, dice);
        AddNoise(moved, dice.NextDouble(0, options.Noise), dice);
        return moved;
    }

    private static float[] Shifted(float[] planes, int size, int right, int down)
    {
        var moved = new float[planes.Length];
        for (var row = 0; row < 3 * size; row++)
        {
            var (first, y) = (row / size * size, row % size);
            var source = planes.AsSpan((first + Math.Clamp(y - down, 0, size - 1)) * size, size);
            var target = moved.AsSpan(row * size, size);
            for (var x = 0; x < size; x++)
                target[x] = source[Math.Clamp(x - right, 0, size - 1)];
        }

        return moved;
    }

    /// <summary>Saturation about each pixel's grey, contrast about the image's mean, a tint over all.</summary>
    private static void Recolour(float[] planes, AugmentationOptions options, RandomStream dice)
    {
        var saturation = (float)dice.NextDouble(1 - options.Saturation, 1 + options.Saturation);
        var contrast = (float)dice.NextDouble(1 - options.Contrast, 1 + options.Contrast);
        var mean = planes.Sum(value => (double)value) / planes.Length;
        var plane = planes.Length / 3;
        float[] offset = [.. Enumerable.Range(0, 3).Select(_ => (float)(mean * (1 - contrast) + dice.NextDouble(-options.Color, options.Color)))];
        for (var i = 0; i < plane; i++)
        {
            var grey = (planes[i] + planes[plane + i] + planes[2 * plane + i]) * (1f / 3);
            for (var channel = 0; channel < 3; channel++)
            {
                ref var value = ref planes[channel * plane + i];
                value = (grey + (value - grey) * saturation) * contrast + offset[channel];
            }
        }
    }

    private static void CutOut(float[] planes, int size, int largest, RandomStream dice)
    {
        var (width, height) = (dice.NextInt(largest / 4, largest), dice.NextInt(largest / 4, largest));
        var (left, top) = (dice.NextInt(size - width + 1), dice.NextInt(size - height + 1));
        for (var channel = 0; channel < 3; channel++)
        {
            var colour = (float)dice.NextDouble();
            for (var y = top; y < top + height; y++)
                planes.AsSpan((channel * size + y) * size + left, width).Fill(colour);
        }
    }

    /// <summary>Uniform noise: its shape matters little, and normal numbers cost ten times as much.</summary>
    private static void AddNoise(float[] planes, double deviation, RandomStream dice)
    {
        var scale = (float)(deviation * Math.Sqrt(3) / int.MaxValue);
        for (var i = 0; i < planes.Length; i++)
            planes[i] += (int)dice.NextUInt32() * scale;
    }
}
