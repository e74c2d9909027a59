using Microsoft.ML.OnnxRuntime;
using NUnit.Framework;
using VizBench.Networks.Onnx;
using VizBench.Networks.Walks;
using VizBench.Networks.Weights;
using VizBench.Tests.Weights;

namespace VizBench.Tests.Onnx;

/// <summary>Runs a model by ONNX Runtime, on the CPU in float32, and by the product.</summary>
internal static class OnnxRuntimeOracle
{
    /// <summary>How far the two may lie apart, by the largest value: float32 rounds at 6e-8.</summary>
    internal const double Tolerance = 1e-6;

    private static readonly RunOptions s_run = new();

    /// <summary>The first output's values.</summary>
    /// <param name="model">with one input</param>
    /// <param name="input">row-major</param>
    /// <exception cref="OnnxRuntimeException">ONNX Runtime can't read or run the model</exception>
    internal static float[] Run(byte[] model, float[] input, long[] shape)
    {
        using var options = new SessionOptions { IntraOpNumThreads = 1, GraphOptimizationLevel = GraphOptimizationLevel.ORT_DISABLE_ALL, LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL };
        using var session = new InferenceSession(model, options);
        using var value = session.InputMetadata.Single().Value.ElementType == typeof(byte)
            ? OrtValue.CreateTensorValueFromMemory(Array.ConvertAll(input, number => (byte)number), shape)
            : OrtValue.CreateTensorValueFromMemory(input, shape);
        using var results = session.Run(s_run, [session.InputNames[0]], [value], [session.OutputNames[0]]);
        return results[0].GetTensorDataAsSpan<float>().ToArray();
    }

    /// <summary>The first output for the same by the product, computed in float64 from the file's own floats.</summary>
    internal static double[] RunImported(byte[] model, float[] input)
    {
        using var scope = NewDisposeScope();
        using var folder = new TemporaryFolder();
        using var file = OnnxNetwork.Read(folder.File("model.onnx", model), exactAttributes: true);
        using var network = WeightLoader.Load(file.Architecture, file.Weights, float64, CPU);
        using var grad = no_grad();
        var x = tensor(input, [1, .. file.Architecture.InputShape]).to(float64);
        // By its name: attribution's output may lie before a last softmax.
        return ForwardWalk.Outputs(network, x, ["logits"])[0].contiguous().data<double>().ToArray();
    }

    /// <summary>The largest difference, by the largest of the expected values.</summary>
    internal static double Error(float[] expected, double[] actual)
    {
        Assert.That(actual, Has.Length.EqualTo(expected.Length), "values of the output");
        var error = 0.0;
        for (var i = 0; i < expected.Length; i++)
        {
            // Infinities and NaN are equal to themselves.
            if (!expected[i].Equals((float)actual[i]))
                error = Math.Max(error, double.IsFinite(expected[i]) && double.IsFinite(actual[i]) ? Math.Abs(expected[i] - actual[i]) : double.PositiveInfinity);
        }

        return error / Math.Max(expected.Where(float.IsFinite).Select(Math.Abs).DefaultIfEmpty().Max(), float.Epsilon);
    }
}
