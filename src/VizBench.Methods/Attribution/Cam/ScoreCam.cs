using VizBench.Networks.Walks;

namespace VizBench.Methods.Attribution;

/// <summary>What weighs a map in Score-CAM.</summary>
public enum ScoreCamWeight
{
    /// <summary>The softmax over the channels of the target's logit (algorithm 1; torchcam and pytorch-grad-cam).</summary>
    ChannelSoftmax,

    /// <summary>The target's probability (section 3; the authors' program).</summary>
    Probability,
}

/// <summary>
/// Score-CAM: Σ_k w_k A_k. Each channel's map, enlarged to the input and scaled to 0 … 1, masks the input; w_k tells how well
/// the class is recognised in what remains. Wang et al. 2020, algorithm 1. The score of the empty image that the paper
/// subtracts cancels in the softmax. A constant map is a mask of zeros. The ReLU of the paper is an option.
/// </summary>
/// <remarks>One forward pass up to the layer, and as many forward passes as it has channels, in batches.</remarks>
[Method(
    "score-cam", "attribution",
    Summary = "a layer's maps, each weighted by the score of the input that it masks",
    Source = "Wang, Wang, Du, Yang, Zhang, Ding, Mardziel and Hu 2020, algorithm 1",
    Result = ResultKind.ClassActivationMap,
    Needs = Needs.Target,
    Optional = Needs.Layer)]
public sealed record ScoreCam : ClassActivationMethod
{
    [Option("what weighs a map: channel-softmax (softmax over the channels of the target's logit) or probability (the target's own)")]
    public ScoreCamWeight Weight { get; init; } = ScoreCamWeight.ChannelSoftmax;

    protected override Tensor RawMap(Probe probe, string layer)
    {
        var maps = ForwardWalk.Outputs(probe.Network, probe.Input, [layer], probe.Cancellation)[0];
        var score = Weight == ScoreCamWeight.ChannelSoftmax ? ScoreOf.Logit : ScoreOf.Probability;
        var scores = PerturbedCopies.Scores(probe, maps.shape[1], score, block => Masked(probe.Input, maps, block));
        var weights = Weight == ScoreCamWeight.ChannelSoftmax ? scores.softmax(1) : scores;
        return (weights.unsqueeze(-1).unsqueeze(-1) * maps).sum(1);
    }

    /// <summary>The block's samples, each masked by the block's channels: (samples, channels, C, H, W).</summary>
    private static Tensor Masked(Tensor input, Tensor maps, CopyBlock block)
    {
        var chosen = block.SamplesOf(maps).narrow(1, block.FirstCopy, block.Copies);
        var masks = Scaled(Enlargement.Bilinear(chosen, input.shape[2], input.shape[3]));
        return block.SamplesOf(input).unsqueeze(1) * masks.unsqueeze(2);
    }

    /// <summary>Each map between 0 and 1: (A − min) / (max − min).</summary>
    private static Tensor Scaled(Tensor maps)
    {
        var raised = maps - maps.amin(2, 3).unsqueeze(-1).unsqueeze(-1);
        var most = raised.amax(2, 3).unsqueeze(-1).unsqueeze(-1);
        return raised / where(most.eq(0), ones(most.shape, most.dtype, most.device), most);
    }
}
