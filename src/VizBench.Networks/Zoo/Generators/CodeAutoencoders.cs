namespace VizBench.Networks.Zoo;

/// <summary>
/// Denoising autoencoders of a layer's codes, R: what a code without its noise would be. R(h) − h points to where codes are more
/// frequent (Alain and Bengio 2014), which makes it the prior of PPGN-h. Nguyen et al. 2017, section 3.3.
/// </summary>
/// <remarks>
/// The first layer, "code", standardizes by the training codes' mean and variance, as a <see cref="CodeDecoders"/> generator's does; the last,
/// "units", brings back their units, and rectifies, as the codes are. Theirs has seven layers, 4096 to 500 and back; ours two hidden ones, each
/// wider than the code, which is small.
/// </remarks>
public static class CodeAutoencoders
{
    /// <summary>The layer that multiplies with the codes' deviation and adds their mean.</summary>
    public const string UnitsLayer = "units";

    private const long Hidden = 64;

    internal static IReadOnlyList<GeneratorEntry> All { get; } =
    [
        Of("ppgn-dae", CaffeNetMini.Name, "relu6", 128),
        Of("ppgn-dae-robust", AlexNetMini.RobustName, "relu6", 160),
    ];

    private static GeneratorEntry Of(string name, string network, string layer, long code) =>
        new(name, $"{network}'s {layer} without noise, a denoising autoencoder; Nguyen et al. 2017", () => Build(name, code)) { Network = network, Layer = layer, MakesCodes = true };

    private static Architecture Build(string name, long code)
    {
        var stack = new LayerStack();
        stack.Add(CodeDecoders.CodeLayer, new BatchNorm(code));
        stack.Add("fc1", new Linear(code, Hidden));
        stack.Add("relu1", new LeakyReLU(0.2));
        stack.Add("fc2", new Linear(Hidden, Hidden));
        stack.Add("relu2", new LeakyReLU(0.2));
        stack.Add("fc3", new Linear(Hidden, code));
        stack.Add(UnitsLayer, new ScaleShift([code]));
        stack.Add("relu3", new ReLU());
        return new Architecture(name, [code], Preprocessing.ConceptWorld(ConceptWorldClasses.InputSize), stack.Layers);
    }
}
