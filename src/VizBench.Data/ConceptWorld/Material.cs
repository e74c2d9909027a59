namespace VizBench.Data.ConceptWorld;

/// <summary>What a surface is made of; each has its own fine structure (folder Materials).</summary>
internal enum Material : byte
{
    None,
    Wood, Metal, Brick, Fabric, Glass, Plaster, Grass, Water, Foliage, Sand, Stone, Skin, Hair, Ceramic, Paper, Feather,
    Scales, Rubber, Snow, Sky, Tile, Petal, Fungus,
}
