using VizBench.Data.Images;
using VizBench.Methods;
using VizBench.Networks;

namespace VizBench.Cli.Applying;

/// <summary>Keeps an optimisation's pictures at every so many steps, and makes an animation of them.</summary>
internal sealed class FrameCollector(int every, InputBatch batch, Architecture architecture) : IDisposable
{
    private readonly List<RgbImage> _frames = [];

    public FrameRequest Request => new(every, (_, pictures) => _frames.Add(ResultSheet.Of(pictures, ResultKind.Image, batch, architecture, [])));

    /// <summary>The frames and the finished picture, which stays longest; an animated PNG.</summary>
    public byte[] Animation(RgbImage last) =>
        AnimatedPng.Encode([.. _frames.Where(frame => (frame.Width, frame.Height) == (last.Width, last.Height)), last], millisecondsEach: 80, millisecondsLast: 2000);

    public void Dispose() => _frames.Clear();
}
