using VizBench.Methods.Optimising;
using VizBench.Metrics;
using VizBench.Networks;

namespace VizBench.Methods.Style;

/// <summary>
/// Reads pictures of any size through a network: Gram matrices and features of some layers, whole or in tiles (<see cref="StyleTiles"/>) where a
/// pass over all of it would take more memory than is allowed.
/// </summary>
/// <param name="memory">bytes that a pass with its gradient may take for one picture</param>
internal sealed class StyleReader(Network network, double memory, CancellationToken cancellation)
{
    internal Architecture Architecture => network.Architecture;

    /// <summary>Each picture in pieces for passes to some layers. Of pictures that don't keep within the memory together, fewer must be given.</summary>
    internal StyleTiles Tiles(Tensor picture, IReadOnlyList<string> layers) =>
        StyleTiles.Of(Architecture, layers, picture.shape[2], picture.shape[3], StyleTiles.ElementOf(picture), memory);

    /// <summary>Each layer's Gram matrix, the mean over positions, (N, C, C).</summary>
    internal IReadOnlyList<Tensor> Grams(Tensor picture, IReadOnlyList<string> layers)
    {
        using var scope = NewDisposeScope();
        using var grad = no_grad();
        var sums = new Tensor?[layers.Count];
        var shapes = StyleTiles.Shapes(Architecture, layers, picture.shape[2], picture.shape[3]);
        foreach (var tile in Tiles(picture, layers).Pieces)
        {
            using var inner = NewDisposeScope();
            var (_, cores) = Read(picture, tile, layers, shapes, gradient: false);
            for (var i = 0; i < sums.Length; i++)
                Add(ref sums[i], GramMatrix.Of(cores[i]));
        }

        return [.. layers.Select((layer, i) => (sums[i]! / PositionsOf(shapes[layer])).MoveToOuterDisposeScope())];
    }

    /// <summary>Each layer's features, (N, C, h, w).</summary>
    internal IReadOnlyList<Tensor> Features(Tensor picture, IReadOnlyList<string> layers)
    {
        using var scope = NewDisposeScope();
        using var grad = no_grad();
        var shapes = StyleTiles.Shapes(Architecture, layers, picture.shape[2], picture.shape[3]);
        var rows = layers.Select(_ => new List<Tensor>()).ToArray();
        foreach (var row in Tiles(picture, layers).Pieces.GroupBy(tile => tile.Rows))
        {
            var cores = row.Select(tile => Read(picture, tile, layers, shapes, gradient: false).Cores).ToArray();
            for (var i = 0; i < rows.Length; i++)
                rows[i].Add(Joined([.. cores.Select(core => core[i])], 3));
        }

        return [.. rows.Select(parts => Joined(parts, 2).MoveToOuterDisposeScope())];
    }

    /// <summary>A tile's pass: the piece that was read, a leaf where the gradient is wanted, and of each layer the core's features.</summary>
    /// <param name="shapes">of the layers for the whole picture</param>
    internal (Tensor Piece, IReadOnlyList<Tensor> Cores) Read(Tensor picture, StyleTile tile, IReadOnlyList<string> layers, LayerShapes shapes, bool gradient)
    {
        cancellation.ThrowIfCancellationRequested();
        using var mode = gradient ? (IDisposable)enable_grad() : no_grad();
        var piece = tile.Of(picture).detach();
        if (gradient)
            piece.requires_grad_();
        var outputs = Sight.Outputs(network, piece, layers, cancellation);
        return (piece, [.. layers.Zip(outputs, (layer, output) => tile.Core(output, shapes[layer], StridesOf(layer)))]);
    }

    /// <summary>Pixels between neighboring positions of a layer, rows and columns; the size doesn't matter where there is one piece alone.</summary>
    internal long[] StridesOf(string layer)
    {
        var field = _fields[layer];
        return [Math.Max(1, field.Rows.Stride), Math.Max(1, field.Columns.Stride)];
    }

    internal static long PositionsOf(long[] shape) => shape[1] * shape[2];

    private readonly IReadOnlyDictionary<string, ReceptiveField> _fields = ReceptiveFields.Of(network.Architecture);

    /// <summary>Adds a tile's share to a sum over tiles, which belongs to the scope around the tile's.</summary>
    internal static void Add(ref Tensor? sum, Tensor more) => sum = sum is null ? more.MoveToOuterDisposeScope() : sum.add_(more);

    private static Tensor Joined(IReadOnlyList<Tensor> parts, int axis) => parts.Count == 1 ? parts[0].alias() : cat([.. parts], axis);
}
