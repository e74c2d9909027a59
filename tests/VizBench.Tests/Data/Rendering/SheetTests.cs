using NUnit.Framework;
using VizBench.Data.Images;
using VizBench.Data.Rendering;

namespace VizBench.Tests.Data.Rendering;

public sealed class SheetTests
{
    private static readonly (byte R, byte G, byte B) s_red = (200, 0, 0);

    [Test]
    public void Every_printable_character_has_its_own_glyph()
    {
        var drawings = Enumerable.Range(' ', 95).Select(c => Convert.ToHexString(Drawn($"{(char)c}").Pixels)).ToArray();
        Assert.That(drawings, Is.Unique);
        Assert.That(drawings.Count(d => !d.Contains("00", StringComparison.Ordinal)), Is.EqualTo(1), "only the space is blank");
    }

    [Test]
    public void What_the_font_lacks_is_a_box() =>
        Assert.That(Drawn("漢").Pixels, Is.EqualTo(Drawn("字").Pixels).And.Not.EqualTo(Drawn("?").Pixels));

    [Test]
    public void Ink_stays_within_the_measured_width()
    {
        foreach (var c in BitmapFont.Characters)
        {
            var image = Canvas.New(12, BitmapFont.LineHeight, (255, 255, 255));
            BitmapFont.Draw(image, $"{c}", 0, 0, (0, 0, 0));
            for (var i = 0; i < 12 * BitmapFont.LineHeight; i++)
                Assert.That(i % 12 < BitmapFont.Width($"{c}") || image[i % 12, i / 12].R == 255, Is.True, $"'{c}'");
        }
    }

    [Test]
    public void Digits_have_one_width() =>
        Assert.That("0123456789".Select(c => BitmapFont.Width($"{c}")).Distinct(), Has.Exactly(1).Items);

    [Test]
    public void Drawing_outside_of_the_picture_is_left_out()
    {
        var image = Canvas.New(4, 4, (255, 255, 255));
        Assert.That(() => BitmapFont.Draw(image, "WWW", -3, -3, (0, 0, 0), 2), Throws.Nothing);
    }

    [Test]
    public void Text_is_broken_between_words_and_cut_at_the_end()
    {
        var width = BitmapFont.Width("guided back");
        Assert.That(TextFit.Lines("guided back propagation", BitmapFont.Width("propagation"), 2),
            Is.EqualTo(new[] { "guided back", "propagation" }));
        Assert.That(TextFit.Lines("a", width, 1), Is.EqualTo(new[] { "a" }));
        Assert.That(TextFit.Lines("", width, 1), Is.Empty);
        var cut = TextFit.Lines("an endless caption of many words that does not end", width, 2);
        Assert.That(cut, Has.Count.EqualTo(2));
        Assert.That(cut[1], Does.EndWith("…"));
        Assert.That(cut.Select(BitmapFont.Width), Is.All.LessThanOrEqualTo(width));
        // What tells two columns apart may stand at the end of a long word.
        Assert.That(TextFit.Lines("lrp composite=epsilon-plus-flat", BitmapFont.Width("composite=epsilon-"), 3), Is.EqualTo(new[] { "lrp composite=", "epsilon-plus-flat" }));
        Assert.That(TextFit.Lines("lrp composite=epsilon-plus-flat", BitmapFont.Width("composite=eps"), 2), Is.EqualTo(new[] { "lrp", "composite=ep…" }));
        Assert.That(TextFit.Lines("word", 1, 1), Is.EqualTo(new[] { "" }));
    }

    [Test]
    public void A_bare_sheet_is_margins_gaps_and_pictures()
    {
        var style = new SheetStyle { Margin = 10, Gap = 4, MinColumnWidth = 1 };
        var sheet = ContactSheet.Of(Enumerable.Repeat(new SheetCell(new RgbImage(20, 30)), 5), 3) with { Style = style };
        var image = sheet.Render();
        Assert.That((image.Width, image.Height), Is.EqualTo((3 * 20 + 2 * 4 + 2 * 10, 2 * 30 + 4 + 2 * 10)));
    }

    [Test]
    public void Labels_add_their_lines()
    {
        var style = new SheetStyle { Margin = 10, Gap = 4, MinColumnWidth = 60 };
        var bare = new ContactSheet { Rows = [[new SheetCell(new RgbImage(20, 30))]], Style = style };
        var height = bare.Render().Height;
        const int Line = BitmapFont.LineHeight + 3;
        Assert.That((bare with { Title = "t" }).Render().Height, Is.EqualTo(height + 2 * BitmapFont.LineHeight + style.Gap));
        Assert.That((bare with { ColumnHeaders = ["c"] }).Render().Height, Is.EqualTo(height + Line));
        Assert.That((bare with { Rows = [[new SheetCell(new RgbImage(20, 30), "c")]] }).Render().Height, Is.EqualTo(height + Line));
        Assert.That((bare with { RowHeaders = ["row"] }).Render().Width,
            Is.EqualTo(bare.Render().Width + BitmapFont.Width("row") + style.Gap));
    }

    [Test]
    public void Labels_beside_a_picture_have_all_lines_that_its_height_holds()
    {
        byte[] Drawn(string end, int height) => new ContactSheet
        {
            Rows = [[new SheetCell(new RgbImage(64, height))]],
            RowHeaders = [$"am-fourier parameterisation=pyramid steps=256 sigma=0.1 {end}"],
        }.Render().Pixels;
        Assert.That(Drawn("rate=0.05", 64), Is.Not.EqualTo(Drawn("rate=0.06", 64)));
        Assert.That(Drawn("rate=0.05", 8), Is.EqualTo(Drawn("rate=0.06", 8)), "two lines, the rest cut");
    }

    [Test]
    public void Smaller_pictures_stand_in_the_middle_of_their_cell()
    {
        var style = new SheetStyle { Margin = 10, Gap = 4, MinColumnWidth = 1, Frame = null };
        SheetCell large = new(new RgbImage(40, 40));
        SheetCell small = new(Canvas.New(10, 20, s_red));
        var image = new ContactSheet { Rows = [[large, small], [small, large]], Style = style }.Render();
        Assert.That(Extent(image, 0, 54), Is.EqualTo((54 + 15, 10 + 10, 54 + 24, 10 + 29)));
        Assert.That(Extent(image, 54, 0), Is.EqualTo((10 + 15, 54 + 10, 10 + 24, 54 + 29)));
    }

    [Test]
    public void Pictures_are_pasted_unchanged_and_framed()
    {
        var picture = PngTests.Made(70, 50);
        var image = new ContactSheet { Rows = [[new SheetCell(picture)]] }.Render();
        var margin = SheetStyle.Light.Margin;
        for (var i = 0; i < 70 * 50; i++)
            Assert.That(image[margin + i % 70, margin + i / 70], Is.EqualTo(picture[i % 70, i / 70]));
        Assert.That(image[margin - 1, margin], Is.EqualTo(SheetStyle.Light.Frame));
        Assert.That(image[0, 0], Is.EqualTo(SheetStyle.Light.Background));
    }

    [Test]
    public void Rows_of_different_length_and_empty_cells_are_fine()
    {
        SheetCell picture = new(new RgbImage(5, 5));
        SheetCell empty = new(null, "nothing");
        var sheet = new ContactSheet { Rows = [[empty], [], [picture, empty]], RowHeaders = ["a", "b", "c", "d"] };
        Assert.That(() => sheet.Render(), Throws.Nothing);
        Assert.That(() => new ContactSheet { Rows = [[]] }.Render(), Throws.InvalidOperationException);
    }

    private static RgbImage Drawn(string text)
    {
        var image = Canvas.New(8, BitmapFont.LineHeight, (255, 255, 255));
        BitmapFont.Draw(image, text, 0, 0, (0, 0, 0));
        return image;
    }

    // The red pixels' bounding box in one quarter of the sheet.
    private static (int Left, int Top, int Right, int Bottom) Extent(RgbImage image, int bottomFrom, int rightFrom)
    {
        var points = (from y in Enumerable.Range(bottomFrom, image.Height - bottomFrom)
                      from x in Enumerable.Range(rightFrom, image.Width - rightFrom)
                      where image[x, y] == s_red && (bottomFrom > 0 || y < 54) && (rightFrom > 0 || x < 54)
                      select (x, y)).ToArray();
        return (points.Min(p => p.x), points.Min(p => p.y), points.Max(p => p.x), points.Max(p => p.y));
    }
}
