namespace VizBench.Networks.Zoo;

/// <summary>
/// CaffeNet: BVLC's AlexNet (Krizhevsky 2012, two groups) with pooling before normalisation; 227×227. The network of Yosinski
/// 2015, Mahendran and Vedaldi 2015, Nguyen 2016 and 2017.
/// </summary>
/// <remarks>Layers have the names of BVLC's definition, and parameters those names with ".weight" or ".bias". Caffe's pools round up.</remarks>
public static class CaffeNet
{
    public static Architecture Build()
    {
        var stack = new LayerStack();
        stack.Add("conv1", new Convolution(3, 96, 11) { Stride = 4 });
        stack.Add("relu1", new ReLU());
        stack.Add("pool1", new MaxPool(3, 2) { CeilMode = true });
        stack.Add("norm1", new LocalResponseNorm(5));
        stack.Add("conv2", new Convolution(96, 256, 5) { Padding = 2, Groups = 2 });
        stack.Add("relu2", new ReLU());
        stack.Add("pool2", new MaxPool(3, 2) { CeilMode = true });
        stack.Add("norm2", new LocalResponseNorm(5));
        stack.Add("conv3", new Convolution(256, 384, 3) { Padding = 1 });
        stack.Add("relu3", new ReLU());
        stack.Add("conv4", new Convolution(384, 384, 3) { Padding = 1, Groups = 2 });
        stack.Add("relu4", new ReLU());
        stack.Add("conv5", new Convolution(384, 256, 3) { Padding = 1, Groups = 2 });
        stack.Add("relu5", new ReLU());
        AddClassifier(stack);
        return new Architecture("caffenet", [3, 227, 227], Preprocessing.Caffe(227), stack.Layers);
    }

    /// <summary>From the last pool on: what ZFNet has in common with CaffeNet.</summary>
    internal static void AddClassifier(LayerStack stack)
    {
        stack.Add("pool5", new MaxPool(3, 2) { CeilMode = true });
        stack.Add("flatten", new Flatten());
        stack.Add("fc6", new Linear(256 * 6 * 6, 4096));
        stack.Add("relu6", new ReLU());
        stack.Add("drop6", new Dropout(0.5));
        stack.Add("fc7", new Linear(4096, 4096));
        stack.Add("relu7", new ReLU());
        stack.Add("drop7", new Dropout(0.5));
        stack.Add("fc8", new Linear(4096, 1000));
    }
}
