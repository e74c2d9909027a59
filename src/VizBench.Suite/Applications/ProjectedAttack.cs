using VizBench.Methods.Optimising;
using VizBench.Networks;
using VizBench.Networks.Walks;
using VizBench.Randomness;

namespace VizBench.Suite;

/// <summary>
/// Images changed so that the network is wrong, each color value by ε at most: projected gradient in l∞ (Madry et al. 2018, equation 2). From a random start it
/// steps along the sign of the loss's gradient, each step 2.5 · ε / steps long, and returns after each to the cube around the image and to colors of 0 … 1.
/// </summary>
/// <param name="epsilon">of a color value, of 0 … 1</param>
internal sealed class ProjectedAttack(Network network, Canvas canvas, double epsilon, int steps)
{
    private const double Reach = 2.5;

    /// <param name="input">(N, C, H, W), in the network's units</param>
    /// <param name="classes">the true class of each</param>
    /// <returns>as the input; owned by the caller's dispose scope</returns>
    internal Tensor Of(Tensor input, long[] classes, long seed, CancellationToken cancellation)
    {
        using var scope = NewDisposeScope();
        var (random, parts, first) = (Random(input, seed, "start"), new List<Tensor>(), 0);
        foreach (var batch in PictureBatch.Parts(input))
        {
            var count = (int)batch.shape[0];
            parts.Add(Of(batch, random.narrow(0, first, count), classes[first..(first + count)], cancellation));
            first += count;
        }

        return cat([.. parts]).MoveToOuterDisposeScope();
    }

    private Tensor Of(Tensor input, Tensor random, long[] classes, CancellationToken cancellation)
    {
        using var scope = NewDisposeScope();
        var colors = canvas.ToColours(input);
        var truth = tensor(classes, [classes.Length, 1], null, input.device);
        var current = (colors + random * epsilon).clamp(0, 1);
        for (var step = 0; step < steps; step++)
        {
            cancellation.ThrowIfCancellationRequested();
            using var inner = NewDisposeScope();
            using var grad = enable_grad();
            var leaf = current.detach().requires_grad_();
            var likelihood = network.Architecture.Probability.LogOf(ForwardWalk.Logits(network, canvas.ToNetwork(leaf))).gather(1, truth).sum();
            var gradient = autograd.grad([likelihood], [leaf])[0];
            using var none = no_grad();
            var moved = current - gradient.sign() * (epsilon * Reach / steps);
            current = (colors + (moved - colors).clamp(-epsilon, epsilon)).clamp(0, 1).MoveToOuterDisposeScope();
        }

        return canvas.ToNetwork(current).MoveToOuterDisposeScope();
    }

    /// <summary>The control: every color value moved by ε up or down at random.</summary>
    internal Tensor RandomSigns(Tensor input, long seed)
    {
        using var scope = NewDisposeScope();
        using var grad = no_grad();
        return canvas.ToNetwork((canvas.ToColours(input) + Random(input, seed, "noise").sign() * epsilon).clamp(0, 1)).MoveToOuterDisposeScope();
    }

    /// <summary>Uniform in −1 … 1.</summary>
    private static Tensor Random(Tensor like, long seed, string purpose)
    {
        var stream = new StreamKey(seed, "attack", purpose).Open();
        var values = new double[like.NumberOfElements];
        for (var i = 0; i < values.Length; i++)
            values[i] = 2 * stream.NextDouble() - 1;
        return tensor(values, like.shape, like.dtype, like.device);
    }
}
