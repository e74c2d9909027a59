namespace VizBench.Networks.Onnx;

/// <summary>Resize, and Upsample before it.</summary>
internal static class ResizeNodes
{
    /// <summary>Scales as an attribute before opset 9, as an input since; an output position i stands for the coordinate i / scale.</summary>
    internal static void Upsample(NodeImport node)
    {
        var input = node.Activation(0);
        double[] scales = node.Opset < 9 ? [.. node.Node.Attributes.GetValueOrDefault("scales")?.Floats.Select(scale => (double)scale) ?? []] : node.Known(1).Numbers;
        Resample(node, input, Scaled(node, input, AllAxes(input), scales), null);
    }

    internal static void Resize(NodeImport node)
    {
        var input = node.Activation(0);
        if (node.Opset < 11)
        {
            Resample(node, input, Scaled(node, input, AllAxes(input), node.Known(1).Numbers), null);
            return;
        }

        if (node.Integer("antialias", 0) != 0)
            throw node.Refuse("smooths before it makes smaller (antialias), which is not supported");
        var axes = node.IntegersOf("axes") is { Length: > 0 } given
            ? Array.ConvertAll(given, axis => axis >= -input.Rank && axis < input.Rank ? (int)((axis + input.Rank) % input.Rank) : throw node.Refuse($"has no axis {axis}: its input has {input.Rank}"))
            : AllAxes(input);
        var sizes = node.KnownOrNull(3);
        var scales = node.KnownOrNull(2);
        var lengths = sizes is { Elements.Length: > 0 } ? Sized(node, input, axes, sizes) : Scaled(node, input, axes, scales?.Numbers ?? []);
        Resample(node, input, lengths, axes);
    }

    private static int[] AllAxes(Activation input) => [.. Enumerable.Range(0, input.Rank)];

    private static List<ResampledAxis> Scaled(NodeImport node, Activation input, int[] axes, double[] scales)
    {
        if (scales.Length != axes.Length || scales.Any(scale => !double.IsFinite(scale) || scale <= 0))
            throw node.Refuse($"its scales are ({string.Join(", ", scales)}); expected a positive number for each of {axes.Length} axes");
        var changed = new List<ResampledAxis>();
        foreach (var (axis, scale) in axes.Zip(scales))
        {
            if (axis == 0 && scale != 1)
                throw node.Refuse("resizes the batch; samples must stay apart");
            if (axis > 0)
                changed.Add(new ResampledAxis(axis - 1, null, scale, ResampleKind.Nearest, ResampleCoordinates.Asymmetric));
        }

        return changed;
    }

    private static List<ResampledAxis> Sized(NodeImport node, Activation input, int[] axes, Known sizes)
    {
        if (sizes.Elements.Length != axes.Length)
            throw node.Refuse($"has {sizes.Elements.Length} sizes, expected one for each of {axes.Length} axes");
        var wanted = new List<(int Axis, long Length)>();
        foreach (var (axis, size) in axes.Zip(sizes.Elements))
        {
            if (axis == 0 && !(size.IsBatch || node.IsStaticBatch(size.Number)) || axis > 0 && !(size.Number is >= 1 and <= int.MaxValue))
                throw node.Refuse(axis == 0 ? "resizes the batch; samples must stay apart" : $"makes {size.Number} positions of {input.Shape[axis - 1]}");
            if (axis > 0)
                wanted.Add((axis - 1, (long)size.Number));
        }

        var policy = node.Text("keep_aspect_ratio_policy", "stretch");
        if (policy is "stretch")
            return [.. wanted.Select(pair => new ResampledAxis(pair.Axis, pair.Length, pair.Length / (double)input.Shape[pair.Axis], ResampleKind.Nearest, ResampleCoordinates.Asymmetric))];
        var ratios = wanted.Select(pair => pair.Length / (double)input.Shape[pair.Axis]).ToArray();
        var scale = policy switch
        {
            "not_larger" => ratios.Min(),
            "not_smaller" => ratios.Max(),
            _ => throw node.Refuse($"keep_aspect_ratio_policy '{policy}' is unknown; ONNX has stretch, not_larger and not_smaller"),
        };
        return [.. wanted.Select(pair => new ResampledAxis(
            pair.Axis, (long)Math.Round(scale * input.Shape[pair.Axis], MidpointRounding.AwayFromZero), scale, ResampleKind.Nearest, ResampleCoordinates.Asymmetric))];
    }

    /// <param name="axes">the axes that the node names, for its region; null where it has none and is one of the older operators</param>
    private static void Resample(NodeImport node, Activation input, List<ResampledAxis> lengths, int[]? axes)
    {
        var kind = node.Text("mode", "nearest") switch
        {
            "nearest" => ResampleKind.Nearest,
            "linear" or "bilinear" => ResampleKind.Linear,
            "cubic" when axes is not null => ResampleKind.Cubic,
            var mode => throw node.Refuse($"mode '{mode}' is unknown; ONNX has nearest, linear and cubic"),
        };
        var coordinates = axes is null ? ResampleCoordinates.Asymmetric : node.Text("coordinate_transformation_mode", "half_pixel") switch
        {
            "half_pixel" => ResampleCoordinates.HalfPixel,
            "half_pixel_symmetric" => ResampleCoordinates.HalfPixelSymmetric,
            "pytorch_half_pixel" => ResampleCoordinates.PyTorchHalfPixel,
            "align_corners" => ResampleCoordinates.AlignCorners,
            "asymmetric" => ResampleCoordinates.Asymmetric,
            "tf_half_pixel_for_nn" => ResampleCoordinates.HalfPixelForNearest,
            "tf_crop_and_resize" => ResampleCoordinates.Crop,
            var mode => throw node.Refuse($"coordinate_transformation_mode '{mode}' is unknown"),
        };
        var rounding = axes is null ? NearestRounding.Simple : node.Text("nearest_mode", "round_prefer_floor") switch
        {
            "round_prefer_floor" => NearestRounding.PreferFloor,
            "round_prefer_ceil" => NearestRounding.PreferCeiling,
            "floor" => NearestRounding.Floor,
            "ceil" => NearestRounding.Ceiling,
            var mode => throw node.Refuse($"nearest_mode '{mode}' is unknown"),
        };
        var crops = coordinates == ResampleCoordinates.Crop;
        var region = crops ? Region(node, axes!) : null;
        ResampledAxis[] changed =
        [
            .. lengths
                .Where(axis => crops || axis.LengthFor(input.Shape[axis.Axis]) != input.Shape[axis.Axis] || axis.Scale != 1)
                .Select(axis => axis with
                {
                    Kind = kind,
                    Coordinates = coordinates,
                    Rounding = rounding,
                    CubicCoefficient = node.Real("cubic_coeff_a", -0.75f),
                    ExcludesOutside = node.Integer("exclude_outside", 0) != 0,
                    Region = region?[axis.Axis] ?? (0, 1),
                }),
        ];
        if (changed.Length == 0)
            node.PassThrough(input);
        else
            node.BecomeElementwise(new Resample(changed) { Outside = crops ? node.Real("extrapolation_value", 0) : null }, input);
    }

    // The first half of the input are starts, the second ends; by sample axis.
    private static Dictionary<int, (double Start, double End)> Region(NodeImport node, int[] axes)
    {
        var numbers = node.Known(1).Numbers;
        return numbers.Length == 2 * axes.Length
            ? axes.Select((axis, i) => (axis, Part: (numbers[i], numbers[i + axes.Length]))).ToDictionary(pair => pair.axis - 1, pair => pair.Part)
            : throw node.Refuse($"its region has {numbers.Length} numbers, expected two for each of {axes.Length} axes");
    }
}
