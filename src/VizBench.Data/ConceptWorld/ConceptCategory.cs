namespace VizBench.Data.ConceptWorld;

/// <summary>Broden's six categories of concepts, in the order of its index's columns (Bau et al. 2017).</summary>
public enum ConceptCategory
{
    Color, Object, Part, Material, Scene, Texture,
}
