namespace VizBench.Networks;

/// <summary>Which layers' outputs can't be below zero, whatever the input is: rules about negative inputs have nothing to do behind these.</summary>
public static class NonNegative
{
    /// <returns>names of layers</returns>
    public static IReadOnlySet<string> LayersOf(Architecture architecture)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var layer in architecture.Layers)
        {
            if (layer.Operation switch
            {
                ReLU or Sigmoid or HardSigmoid or Softmax or Softplus or Abs or Exponential or LpPool => true,
                AxisReduction { Kind: ReductionKind.L2 } => true,
                AxisReduction { Kind: ReductionKind.LogOfSumOfExponentials } => false,
                ThresholdedReLU { Threshold: >= 0 } => true,
                Resample { IsNonNegative: false } => false,
                Clip clip => clip.Low >= 0,
                Pad pad => pad.Value >= 0 && layer.Inputs.All(names.Contains),
                MaxPool or GlobalMaxPool or AveragePool or AdaptiveAveragePool or AxisReduction or Dropout or Flatten or Reshape or Transpose
                    or Slice or Gather or Expand or Concat or Add or BroadcastAdd or Multiply or Maximum or Minimum or LocalResponseNorm or LpNormalization or BorderPad or Tile or Resample or Softsign => layer.Inputs.All(names.Contains),
                _ => false,
            })
                names.Add(layer.Name);
        }

        return names;
    }
}
