using VizBench.Data.ConceptWorld.Drawing;
using VizBench.Randomness;

namespace VizBench.Data.ConceptWorld.Composing;

/// <summary>Places around the main object, away from it and from each other: the best of six tries.</summary>
internal sealed class Places(RandomStream dice, WorldPose main)
{
    private const int Tries = 6;
    private const int Margin = Placement.Side / 20; // most of a thing there is inside the picture

    private readonly List<(int X, int Y)> _taken = [];

    public (int X, int Y) Next()
    {
        var (best, bestDistance) = ((X: 0, Y: 0), -1L);
        for (var i = 0; i < Tries; i++)
        {
            var place = (X: dice.NextInt(Margin, Placement.Side - Margin), Y: dice.NextInt(Margin, Placement.Side - Margin));
            var distance = Distance(place);
            if (distance > bestDistance)
                (best, bestDistance) = (place, distance);
        }

        _taken.Add(best);
        return best;
    }

    // The squared distance to the nearest thing; the main object counts as a third nearer than its middle is.
    private long Distance((int X, int Y) place)
    {
        var nearest = Squared(place.X - main.CentreX, place.Y - main.CentreY) * 4 / 9;
        foreach (var (x, y) in _taken)
            nearest = Math.Min(nearest, Squared(place.X - x, place.Y - y));
        return nearest;
    }

    private static long Squared(long x, long y) => x * x + y * y;
}
