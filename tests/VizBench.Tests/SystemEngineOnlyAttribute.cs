using NUnit.Framework;
using NUnit.Framework.Interfaces;
using NUnit.Framework.Internal;
using VizBench.Engine;

namespace VizBench.Tests;

/// <summary>A test of the native shim, which TorchSharp's engine has none of: there it is skipped, and says so.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class SystemEngineOnlyAttribute : NUnitAttribute, IApplyToTest
{
    public void ApplyToTest(Test test)
    {
        if (test.RunState == RunState.NotRunnable || string.Equals(TorchEngine.Stack, "system", StringComparison.Ordinal))
            return;
        test.RunState = RunState.Ignored;
        test.Properties.Set(PropertyNames.SkipReason, "this engine has no native shim");
    }
}
