namespace VizBench.Methods.Optimising;

/// <summary>A unit of a layer, one for each picture: the mean of its channel, or the value at one position.</summary>
/// <param name="units">a unit without a position means its whole channel, unless <paramref name="neuron"/></param>
/// <param name="neuron">whether a unit without a position means the one in the middle, (h/2, w/2) rounded down</param>
internal sealed class UnitObjective(string layer, IReadOnlyList<Unit> units, bool neuron = false) : Objective
{
    internal override IReadOnlyList<string> Layers => [layer];

    internal override Tensor Of(Seen seen)
    {
        var output = seen[layer];
        var shape = output.shape;
        var channels = tensor(seen.ForViews(layer, [.. units.Select(unit => unit.Channel)]), [shape[0], 1], null, output.device);
        if (shape.Length == 2)
            return seen.PerSample(output.gather(1, channels).squeeze(1));
        var area = shape[2] * shape[3];
        var maps = output.flatten(2).gather(1, channels.unsqueeze(2).expand(shape[0], 1, area)).squeeze(1);
        var places = units.Select(unit => unit is { Y: { } y, X: { } x } ? y * shape[3] + x : neuron ? shape[2] / 2 * shape[3] + shape[3] / 2 : -1).ToArray();
        if (Array.TrueForAll(places, place => place < 0))
            return seen.PerSample(maps.mean([1]));
        // Single positions and whole channels may stand in one batch.
        var values = maps.gather(1, tensor(seen.ForViews(layer, [.. places.Select(place => Math.Max(0, place))]), [shape[0], 1], null, output.device)).squeeze(1);
        var isPlace = tensor(seen.ForViews(layer, [.. places.Select(place => place < 0 ? 0L : 1L)]), [shape[0]], null, output.device).eq(1);
        return seen.PerSample(where(isPlace, values, maps.mean([1])));
    }
}
