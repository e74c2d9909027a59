namespace VizBench.Data.ConceptWorld;

/// <summary>The eleven basic colour terms of Berlin and Kay (1969).</summary>
internal enum BasicColor : byte
{
    None,
    Black, White, Grey, Red, Orange, Yellow, Green, Blue, Purple, Pink, Brown,
}
