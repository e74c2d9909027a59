using System.Diagnostics;
using System.Globalization;
using NUnit.Framework;
using NUnit.Framework.Interfaces;

[assembly: VizBench.Tests.ShowsProgress]

namespace VizBench.Tests;

/// <summary>
/// Tells on stderr how many tests have run, where the launcher asks for it by VIZBENCH_TEST_PROGRESS: "terminal", one line that is written
/// over, or "lines", one now and then, so that a build server's log shows life.
/// </summary>
[AttributeUsage(AttributeTargets.Assembly)]
internal sealed class ShowsProgressAttribute : Attribute, ITestAction
{
    // The cursor goes back to the beginning of the line, so that what is printed next takes its place.
    private const string ClearRest = "\u001b[K";

    private static readonly Counter? s_counter = Environment.GetEnvironmentVariable("VIZBENCH_TEST_PROGRESS") switch
    {
        "terminal" => new Counter(TimeSpan.FromMilliseconds(200), line => $"{line}{ClearRest}\r"),
        "lines" => new Counter(TimeSpan.FromSeconds(30), line => line + "\n"),
        _ => null,
    };

    public ActionTargets Targets => ActionTargets.Test;

    public void BeforeTest(ITest test)
    {
    }

    public void AfterTest(ITest test) => s_counter?.Add(TestContext.CurrentContext.Result.Outcome.Status == TestStatus.Failed);

    /// <param name="every">time between two lines</param>
    /// <param name="form">a line's form</param>
    internal sealed class Counter(TimeSpan every, Func<string, string> form, TextWriter? writer = null)
    {
        private readonly Lock _lock = new();
        private readonly Stopwatch _running = Stopwatch.StartNew();

        // Not Console.Error, which the runner takes for the output of the test at hand.
        private readonly TextWriter _writer = writer ?? new StreamWriter(Console.OpenStandardError()) { AutoFlush = true };
        private TimeSpan _last;
        private int _done;
        private int _failed;

        public void Add(bool failed)
        {
            lock (_lock)
            {
                _done++;
                _failed += failed ? 1 : 0;
                if (_running.Elapsed - _last < every)
                    return;
                _last = _running.Elapsed;
                _writer.Write(form(string.Create(CultureInfo.InvariantCulture, $"{_done} tests done, {_failed} failed, {_running.Elapsed:m\\:ss}")));
            }
        }
    }
}
