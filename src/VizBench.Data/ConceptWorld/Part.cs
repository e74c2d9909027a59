namespace VizBench.Data.ConceptWorld;

/// <summary>The named parts. A name is shared where the thing is the same: fish, face and bird have an eye each.</summary>
internal enum Part : byte
{
    None,
    Roof, Wall, Door, HouseWindow, Chimney,
    Trunk, Crown,
    CarBody, Cabin, Wheel, CarWindow, Headlight,
    Hull, Sail, Mast, Flag, Funnel,
    FishBody, Fin, FishTail, Eye,
    Head, Hair, Nose, Mouth,
    Petal, Disc, Stem, Leaf,
    Rim, Dial, HourMark, Hand,
    Cap, Stalk, Spot,
    Vessel, Handle, Drink, Saucer,
    KitePanel, Spar, KiteTail,
    BirdBody, Wing, Beak, Leg, BirdTail,
}
