namespace VizBench.Networks.Zoo;

/// <summary>
/// The network of Zeiler and Fergus 2014, figure 3: AlexNet with 7×7 filters at stride 2 in the first layer and stride 2 in
/// the second; maps of 110, 55, 26, 13 and 6 pixels.
/// </summary>
/// <remarks>
/// As the figure says: rectified, pooled, then normalised across maps, no groups. The figure's sizes ask for one pixel of padding in
/// the first layer and pools that round up. It doesn't give the normalisation's parameters: here they are CaffeNet's. Caffe's
/// ports from the SPP-net and Faster R-CNN projects normalise within each map, before pooling, so their weights are those of another
/// network.
/// </remarks>
public static class ZfNet
{
    public static Architecture Build()
    {
        var stack = new LayerStack();
        stack.Add("conv1", new Convolution(3, 96, 7) { Stride = 2, Padding = 1 });
        stack.Add("relu1", new ReLU());
        stack.Add("pool1", new MaxPool(3, 2) { CeilMode = true });
        stack.Add("norm1", new LocalResponseNorm(5));
        stack.Add("conv2", new Convolution(96, 256, 5) { Stride = 2 });
        stack.Add("relu2", new ReLU());
        stack.Add("pool2", new MaxPool(3, 2) { CeilMode = true });
        stack.Add("norm2", new LocalResponseNorm(5));
        stack.Add("conv3", new Convolution(256, 384, 3) { Padding = 1 });
        stack.Add("relu3", new ReLU());
        stack.Add("conv4", new Convolution(384, 384, 3) { Padding = 1 });
        stack.Add("relu4", new ReLU());
        stack.Add("conv5", new Convolution(384, 256, 3) { Padding = 1 });
        stack.Add("relu5", new ReLU());
        CaffeNet.AddClassifier(stack);
        return new Architecture("zfnet", [3, 224, 224], Preprocessing.Caffe(224), stack.Layers);
    }
}
