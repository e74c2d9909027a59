using VizBench.Data.ConceptWorld.Drawing;

namespace VizBench.Data.ConceptWorld.Materials;

/// <summary>The table of materials: which code draws which. Each adds its structure to the light of a row of pixels.</summary>
internal static class MaterialPainter
{
    /// <param name="row">the pixels' place on the surface</param>
    /// <param name="light">1/256 of full light, added to; negative is darker</param>
    /// <param name="mix">share of the paint's second colour, 0 .. 256</param>
    public static void Fill(Material material, in Row row, Span<int> light, Span<int> mix)
    {
        switch (material)
        {
            case Material.Wood:
                Wood.Fill(row, light);
                break;
            case Material.Metal:
                Metal.Fill(row, light);
                break;
            case Material.Brick:
                Brick.Fill(row, light, mix);
                break;
            case Material.Fabric:
                Fabric.Fill(row, light);
                break;
            case Material.Glass:
                Glass.Fill(row, light);
                break;
            case Material.Plaster:
                Plaster.Fill(row, light);
                break;
            case Material.Grass:
                Grass.Fill(row, light);
                break;
            case Material.Water:
                Water.Fill(row, light);
                break;
            case Material.Foliage:
                Foliage.Fill(row, light);
                break;
            case Material.Sand:
                Sand.Fill(row, light);
                break;
            case Material.Stone:
                Stone.Fill(row, light);
                break;
            case Material.Skin:
                Skin.Fill(row, light);
                break;
            case Material.Hair:
                Hair.Fill(row, light);
                break;
            case Material.Ceramic:
                Ceramic.Fill(row, light);
                break;
            case Material.Paper:
                Paper.Fill(row, light);
                break;
            case Material.Feather:
                Feather.Fill(row, light);
                break;
            case Material.Scales:
                Scales.Fill(row, light);
                break;
            case Material.Rubber:
                Rubber.Fill(row, light);
                break;
            case Material.Snow:
                Snow.Fill(row, light);
                break;
            case Material.Sky:
                Sky.Fill(row, light);
                break;
            case Material.Tile:
                Tile.Fill(row, light);
                break;
            case Material.Petal:
                Petal.Fill(row, light);
                break;
            case Material.Fungus:
                Fungus.Fill(row, light);
                break;
            default:
                break;
        }
    }
}
