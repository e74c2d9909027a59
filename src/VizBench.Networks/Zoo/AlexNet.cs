namespace VizBench.Networks.Zoo;

/// <summary>AlexNet as torchvision builds it (Krizhevsky 2014, "One weird trick", one column): names and shapes of its state dict.</summary>
public static class AlexNet
{
    public static Architecture Build()
    {
        var stack = new LayerStack();
        stack.Sequence(
            "features",
            new Convolution(3, 64, 11) { Stride = 4, Padding = 2 },
            new ReLU(),
            new MaxPool(3, 2),
            new Convolution(64, 192, 5) { Padding = 2 },
            new ReLU(),
            new MaxPool(3, 2),
            new Convolution(192, 384, 3) { Padding = 1 },
            new ReLU(),
            new Convolution(384, 256, 3) { Padding = 1 },
            new ReLU(),
            new Convolution(256, 256, 3) { Padding = 1 },
            new ReLU(),
            new MaxPool(3, 2));
        stack.Add("avgpool", new AdaptiveAveragePool(6));
        stack.Add("flatten", new Flatten());
        stack.Sequence(
            "classifier",
            new Dropout(0.5),
            new Linear(256 * 6 * 6, 4096),
            new ReLU(),
            new Dropout(0.5),
            new Linear(4096, 4096),
            new ReLU(),
            new Linear(4096, 1000));
        return new Architecture("alexnet", [3, 224, 224], Preprocessing.ImageNet, stack.Layers);
    }
}
