namespace VizBench.Methods;

/// <summary>
/// What a survey asks of a method (after Qin, Yu, Liu and Chen 2018, "How convolutional neural networks see the world", which compares
/// methods by their goal and algorithm): the answers are a family's, with the few methods that differ from it named here.
/// </summary>
/// <param name="Goal">the question that it answers</param>
/// <param name="Algorithm">how, in a word or two</param>
/// <param name="Requires">what it takes beside the network and the input: gradients, many forward passes, a dataset, a trained decoder</param>
/// <param name="Shows">what its result is</param>
public sealed record SurveyAxes(string Goal, string Algorithm, string Requires, string Shows)
{
    private const string Pixels = "which pixels decide a class's score";

    private static readonly Dictionary<string, SurveyAxes> s_families = new(StringComparer.Ordinal)
    {
        ["activation"] = new("what a layer computes", "forward pass", "one forward pass", "activations"),
        ["attribution"] = new(Pixels, "gradient", "one gradient", "score of each pixel"),
        ["relevance"] = new(Pixels, "backward relevance by rules", "one backward pass by rules", "score of each pixel"),
        ["deconvnet"] = new("which pattern of the input excites a unit", "transposed network", "one backward pass by rules", "signal carried back to the pixels"),
        ["maximisation"] = new("what a unit or class responds to most", "activation maximization", "gradients in every step", "picture made from nothing"),
        ["fooling"] = new("what a network mistakes for a class", "activation maximization", "gradients in every step", "picture made from nothing"),
        ["dreams"] = new("what a layer sees in a picture", "activation maximization from a picture", "gradients in every step", "picture changed"),
        ["inversion"] = new("what a layer's code keeps of the input", "code inversion", "gradients in every step", "picture reconstructed"),
        ["style"] = new("what layers hold of content and style", "feature matching", "gradients in every step", "picture changed"),
    };

    private static readonly Dictionary<string, (string? Algorithm, string Requires)> s_exceptions = new(StringComparer.Ordinal)
    {
        ["smoothgrad"] = (null, "a gradient of each noisy copy"),
        ["integrated-gradients"] = ("path integral of gradients", "a gradient at each step of the path"),
        ["guided-backprop"] = ("gradient with changed rectifiers", "one backward pass by rules"),
        ["guided-grad-cam"] = ("gradient with changed rectifiers, class activation map", "a gradient and a backward pass by rules"),
        ["deeplift-rescale"] = ("differences from a baseline", "two forward passes, one backward pass by rules"),
        ["grad-cam"] = ("class activation map", "one gradient"),
        ["grad-cam++"] = ("class activation map", "one gradient"),
        ["layer-cam"] = ("class activation map", "one gradient"),
        ["score-cam"] = ("class activation map", "a forward pass for each channel"),
        ["occlusion"] = ("perturbation", "a forward pass for each window"),
        ["rise"] = ("perturbation", "a forward pass for each mask"),
        ["am-dgn"] = (null, "gradients in every step, a trained generator"),
        ["am-ppgn"] = ("sampling", "gradients in every step, a trained generator and denoiser"),
        ["am-maco"] = (null, "gradients in every step, a dataset's spectrum"),
        ["am-multifaceted"] = (null, "gradients in every step, a dataset"),
        ["am-intra-class"] = (null, "gradients in every step, a dataset"),
        ["fooling-cppn"] = ("evolution", "a forward pass for each candidate"),
        ["fooling-direct"] = ("evolution", "a forward pass for each candidate"),
        ["invert-upconv"] = ("trained decoder", "a decoder trained on a dataset"),
        ["style-fast"] = ("trained network", "a network trained for the style"),
        ["style-adain"] = ("trained decoder", "a decoder trained on a dataset"),
    };

    /// <summary>The answers for a method; null for one of a family that this table doesn't know, as a plugin's may be.</summary>
    public static SurveyAxes? Of(MethodInfo method)
    {
        ArgumentNullException.ThrowIfNull(method);
        if (s_families.GetValueOrDefault(method.Description.Family) is not { } family)
            return null;
        return s_exceptions.TryGetValue(method.Id, out var own) ? family with { Algorithm = own.Algorithm ?? family.Algorithm, Requires = own.Requires } : family;
    }

    /// <summary>The methods that differ from their families.</summary>
    internal static IEnumerable<string> Exceptions => s_exceptions.Keys;
}
