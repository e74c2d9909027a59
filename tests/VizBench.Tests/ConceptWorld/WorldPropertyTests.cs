using FsCheck;
using FsCheck.Fluent;
using NUnit.Framework;

namespace VizBench.Tests.ConceptWorld;

public sealed class WorldPropertyTests
{
    // Whatever was drawn before, at whatever size, leaves nothing behind in the buffers that a thread keeps.
    [Test]
    public void Any_image_is_the_same_when_drawn_again_and_names_only_its_class()
    {
        var cases =
            from seed in ArbMap.Default.GeneratorFor<int>()
            from index in Gen.Choose(0, int.MaxValue)
            from size in Gen.Choose(32, 256)
            select (Seed: seed, Index: index, Size: size);
        Prop.ForAll(cases.ToArbitrary(), c =>
        {
            var sample = Worlds.Of(c.Size, c.Seed).Draw(c.Index);
            _ = Worlds.Of(c.Size, c.Seed).Draw(c.Index / 2);
            var again = Worlds.Of(c.Size, c.Seed).Draw(c.Index);
            return Worlds.Bytes(sample).AsSpan().SequenceEqual(Worlds.Bytes(again))
                && sample.Class == c.Index % 12
                && sample.Objects.All(label => label == 0 || label == sample.Class + 1)
                && sample.Objects.Any(label => label > 0)
                && sample.Colors.All(label => label > 0);
        }).QuickCheckThrowOnFailure();
    }
}
