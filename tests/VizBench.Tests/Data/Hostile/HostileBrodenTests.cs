using System.Text;
using NUnit.Framework;
using VizBench.Data.Broden;
using VizBench.Data.Images;

namespace VizBench.Tests.Data.Hostile;

/// <summary>Broden's tables, changed at random and on purpose: the data set is read wholly, or refused with the file's name.</summary>
internal sealed class HostileBrodenTests
{
    private static readonly Dictionary<string, string> s_tables = new(StringComparer.Ordinal)
    {
        ["index.csv"] = "image,split,ih,iw,sh,sw,color,scene\na.png,train,4,6,2,3,m.png;2,4\n\"a.png\",val,4,6,2,3,,\n",
        ["category.csv"] = "name,first,last,count,frequency\ncolor,1,3,3,2\nscene,4,4,1,1\n",
        ["label.csv"] = "number,name,category,frequency,coverage,syns\n1,\"red, \"\"deep\"\"\",color(1),1,0.5,\n2,blue,color(1),1,1,\n259,green,color(1),1,1,\n4,sea,scene(1),1,1,\n",
        ["c_color.csv"] = "code,number,name,frequency,coverage\n1,1,red,1,0.5\n2,2,blue,1,1\n3,259,green,1,1\n",
        ["c_scene.csv"] = "code,number,name,frequency,coverage\n1,4,sea,1,1\n",
    };

    private static readonly string[] s_fields =
    [
        "", " ", "0", "-1", "+1", "01", "1.0", "1e9", "NaN", "65535", "65536", "1048576", "2147483648", "99999999999999999999", "٣", "0x10", "none",
        "m.png", "missing.png", "a.png;m.png", "m.png;m.png", ";", ";;2;", "2;m.png;999", "../m.png", "/etc/hostname", "a.png/b", ".", "..", "a//b", "a\0b",
        "\"", "\"\"", "\"a", "\"a\"b", "\"a\nb\"", "a,b", "a\rb", "a\u001b[31m", "a\u0085", "\uFEFF1", "color", "scene", "name", "CON", "%s{0}", new string('9', 5000), new string('a', 300), new string(';', 3000),
    ];

    private static IEnumerable<string> Tables => s_tables.Keys;

    private TestFolder _folder = null!;

    [SetUp]
    public void SetUp()
    {
        _folder = new TestFolder();
        Directory.CreateDirectory(_folder.File("images"));
        ImageFiles.WritePng(_folder.File("images/a.png"), new RgbImage(6, 4));
        var mask = new RgbImage(3, 2);
        (mask.Pixels[0], mask.Pixels[3], mask.Pixels[4]) = (1, 3, 1);
        ImageFiles.WritePng(_folder.File("images/m.png"), mask);
        foreach (var (name, text) in s_tables)
            File.WriteAllText(_folder.File(name), text);
    }

    [TearDown]
    public void TearDown() => _folder.Dispose();

    [Test]
    public void The_unchanged_tables_are_read()
    {
        ReadWholly();
        Assert.That(BrodenDataset.Open(_folder.Path).Labels, Has.Count.EqualTo(4));
    }

    [TestCaseSource(nameof(Tables))]
    public void Mutations_are_read_or_refused(string table) =>
        Mutations.OnlyFileErrors(table, [Encoding.UTF8.GetBytes(s_tables[table])], 800, bytes => With(table, bytes));

    [TestCaseSource(nameof(Tables))]
    public void Every_truncation_is_read_or_refused(string table)
    {
        var good = Encoding.UTF8.GetBytes(s_tables[table]);
        for (var length = 0; length < good.Length; length++)
            ReadOrRefused(table, good[..length]);
    }

    // Each field in turn, of the header too.
    [TestCaseSource(nameof(Tables))]
    public void Fields_that_nobody_expects_are_read_or_refused(string table)
    {
        var rows = s_tables[table].TrimEnd('\n').Split('\n').Select(row => row.Split(',')).ToArray();
        for (var row = 0; row < rows.Length; row++)
        {
            for (var column = 0; column < rows[row].Length; column++)
            {
                var good = rows[row][column];
                foreach (var field in s_fields)
                {
                    rows[row][column] = field;
                    ReadOrRefused(table, Encoding.UTF8.GetBytes(string.Join('\n', rows.Select(fields => string.Join(',', fields)))));
                }

                rows[row][column] = good;
            }
        }
    }

    [TestCaseSource(nameof(Tables))]
    public void Tables_of_other_shapes_are_read_or_refused(string table)
    {
        foreach (var text in new[] { "", "\n", "\n\n\n", ",", "\r\r\r", "\"", "\"\n", new string(',', 100_000), new string('\n', 100_000), new string('"', 100_001), "\uFEFF" + s_tables[table], s_tables[table].Replace("\n", "\r\n", StringComparison.Ordinal) })
            ReadOrRefused(table, Encoding.UTF8.GetBytes(text));
        foreach (var other in s_tables.Values)
            ReadOrRefused(table, Encoding.UTF8.GetBytes(other));
        ReadOrRefused(table, [0xff, 0xfe, 0, 0]);
    }

    private void ReadOrRefused(string table, byte[] bytes)
    {
        try
        {
            With(table, bytes);
        }
        catch (FileError e)
        {
            Assert.That(e.Message, Does.StartWith(_folder.Path).And.Length.LessThan(1000));
            Assert.That(e.Message.Any(char.IsControl), Is.False, e.Message);
        }
    }

    private void With(string table, byte[] bytes)
    {
        File.WriteAllBytes(_folder.File(table), bytes);
        ReadWholly();
    }

    private void ReadWholly()
    {
        var data = BrodenDataset.Open(_folder.Path);
        foreach (var image in data.Images)
        {
            data.Read(image);
            foreach (var category in data.Categories)
                data.ReadPlane(image, category.Name);
        }
    }
}
