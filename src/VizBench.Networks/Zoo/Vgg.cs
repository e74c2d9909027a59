namespace VizBench.Networks.Zoo;

/// <summary>
/// The VGG networks as torchvision builds them (Simonyan and Zisserman 2014, configurations A, B, D and E), plain or with batch
/// normalisation after each convolution.
/// </summary>
public static class Vgg
{
    /// <summary>Convolutions by stage; a stage ends in a 2/2 max-pool.</summary>
    private static readonly Dictionary<int, int[]> s_convolutionsByStage = new()
    {
        [11] = [1, 1, 2, 2, 2],
        [13] = [2, 2, 2, 2, 2],
        [16] = [2, 2, 3, 3, 3],
        [19] = [2, 2, 4, 4, 4],
    };

    private static readonly long[] s_channelsByStage = [64, 128, 256, 512, 512];

    /// <param name="depth">11, 13, 16 or 19 weight layers</param>
    /// <param name="normalised">whether each convolution is followed by batch normalisation; it keeps its bias</param>
    public static Architecture Build(int depth, bool normalised = false)
    {
        var stack = new LayerStack();
        var features = Features(s_convolutionsByStage[depth], s_channelsByStage);
        stack.Sequence("features", normalised ? features.SelectMany(WithNorm) : features);
        stack.Add("avgpool", new AdaptiveAveragePool(7));
        stack.Add("flatten", new Flatten());
        stack.Sequence(
            "classifier",
            new Linear(512 * 7 * 7, 4096),
            new ReLU(),
            new Dropout(0.5),
            new Linear(4096, 4096),
            new ReLU(),
            new Dropout(0.5),
            new Linear(4096, 1000));
        return new Architecture(normalised ? $"vgg{depth}_bn" : $"vgg{depth}", [3, 224, 224], Preprocessing.ImageNet, stack.Layers);
    }

    /// <summary>Stages of 3×3 convolutions and ReLUs, a 2/2 max-pool after each.</summary>
    internal static IEnumerable<Operation> Features(IReadOnlyList<int> convolutionsByStage, IReadOnlyList<long> channelsByStage)
    {
        var channels = 3L;
        for (var stage = 0; stage < convolutionsByStage.Count; stage++)
        {
            for (var i = 0; i < convolutionsByStage[stage]; i++)
            {
                yield return new Convolution(channels, channelsByStage[stage], 3) { Padding = 1 };
                yield return new ReLU();
                channels = channelsByStage[stage];
            }

            yield return new MaxPool(2, 2);
        }
    }

    private static IEnumerable<Operation> WithNorm(Operation operation) =>
        operation is Convolution convolution ? [convolution, new BatchNorm(convolution.OutChannels)] : [operation];
}
