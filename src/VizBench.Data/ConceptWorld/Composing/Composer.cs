using VizBench.Data.ConceptWorld.Drawing;
using VizBench.Data.ConceptWorld.Objects;
using VizBench.Data.ConceptWorld.Scenes;
using VizBench.Randomness;

namespace VizBench.Data.ConceptWorld.Composing;

/// <summary>
/// Decides what image i of a seed shows. Each purpose has a random stream of its own, so that a change to one, such as the
/// clutter, leaves the others as they were. Thread-safe: the streams it keeps are only places to start from.
/// </summary>
internal sealed class Composer(long seed)
{
    private const int Side = Placement.Side;

    private readonly RandomStream _layout = Stream(seed, "layout");
    private readonly RandomStream _scenery = Stream(seed, "scenery");
    private readonly RandomStream _object = Stream(seed, "object");
    private readonly RandomStream _strays = Stream(seed, "strays");
    private readonly RandomStream _clutter = Stream(seed, "clutter");

    /// <param name="index">the image</param>
    /// <param name="change">puts the main object into another pose; the places of all other things follow the old one</param>
    public Composition Compose(long index, Func<WorldPose, WorldPose>? change = null)
    {
        var layout = _layout.At(index);
        var kind = (int)(index % ObjectRecipe.All.Count);
        var recipe = ObjectRecipe.All[kind];
        var subType = layout.NextInt(recipe.SubTypes.Count);
        var scene = layout.NextInt(SceneRecipe.All.Count);
        var light = LightOf(layout, SceneRecipe.All[scene]);
        var pose = new WorldPose(
            Side / 2 + layout.NextInt(-Side / 14, Side / 14),
            Side / 2 + layout.NextInt(-Side / 14, Side / 14),
            layout.NextInt(Side * 34 / 100, Side * 45 / 100),
            layout.NextInt(-130, 130));

        var scenery = new Sketch(_scenery.At(index), Placement.WholePicture, new Rgb(128, 128, 128));
        var backdrop = SceneRecipe.All[scene].Draw(scenery);
        var shown = change is null ? pose : change(pose);
        var main = new Sketch(_object.At(index), new Placement(shown), backdrop);
        recipe.Draw(main, subType);

        var items = new List<Item> { new(Role.Background, scenery.Shapes) };
        var places = new Places(layout, pose);
        for (var i = layout.NextInt(2, 4); i > 0; i--)
            items.Add(ClutterAt(index, (uint)i, places.Next(), layout.NextInt(Side * 6 / 100, Side * 13 / 100), backdrop));
        for (var i = layout.NextInt(1, 4); i > 0; i--)
            items.Add(Strays.Draw(_strays.At(index, (uint)i), kind, places.Next(), backdrop));
        items.Add(new Item(Role.Main, shown == pose ? main.Shapes : Carried.Along(main.Shapes, pose, shown)));
        if (layout.NextInt(100) < 35)
            items.Add(InFront(index, kind, layout, pose, backdrop));
        return new Composition(kind, recipe.SubTypes[subType], scene, shown, light, items);
    }

    private static RandomStream Stream(long seed, string purpose) => new StreamKey(seed, "concept-world", purpose).Open();

    private static Light LightOf(RandomStream dice, SceneRecipe scene)
    {
        var (red, green, blue) = scene.LightColor;
        var warmth = dice.NextInt(-10, 10);
        var strength = dice.NextInt(232, 268);
        return new Light(
            dice.NextInt(-190, 190), -dice.NextInt(170, 220),
            (red + warmth) * strength >> 8, green * strength >> 8, (blue - warmth) * strength >> 8,
            dice.NextInt(24, 64), dice.NextInt(90, 130));
    }

    private Item ClutterAt(long index, uint number, (int X, int Y) place, int halfSize, Rgb backdrop)
    {
        var dice = _clutter.At(index, number);
        var sketch = new Sketch(dice, new Placement(new WorldPose(place.X, place.Y, halfSize, dice.NextInt(Angle.Turn))), backdrop);
        Clutter.Draw(sketch);
        return new Item(Role.Clutter, sketch.Shapes);
    }

    // Something small over the object's rim.
    private Item InFront(long index, int kind, RandomStream dice, WorldPose pose, Rgb backdrop)
    {
        var angle = dice.NextInt(Angle.Turn);
        var place = (pose.CentreX + pose.HalfSize * Angle.Cos(angle) / Angle.One * 7 / 8,
            pose.CentreY + pose.HalfSize * Angle.Sin(angle) / Angle.One * 7 / 8);
        return dice.NextInt(2) == 0
            ? ClutterAt(index, 0, place, dice.NextInt(Side * 6 / 100, Side * 11 / 100), backdrop)
            : Strays.Draw(_strays.At(index), kind, place, backdrop);
    }
}
