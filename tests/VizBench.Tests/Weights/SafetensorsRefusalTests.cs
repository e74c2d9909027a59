using System.Text;
using NUnit.Framework;
using VizBench.Networks.Weights;
using static VizBench.Tests.Weights.SafetensorsBytes;

namespace VizBench.Tests.Weights;

/// <summary>Every rule of the format, broken by a file of its own.</summary>
public sealed class SafetensorsRefusalTests
{
    [Test]
    public void A_missing_file() => Assert.That(
        () => SafetensorsFile.Read("/no/such/file.safetensors"), Throws.InstanceOf<FileError>().With.Message.Contains("no such file"));

    [Test]
    public void A_folder() => Assert.That(() => SafetensorsFile.Read(Path.GetTempPath()), Throws.InstanceOf<FileError>());

    [Test]
    public void A_file_shorter_than_the_header_length([Range(0, 7)] int length) => Refused(new byte[length], "at least 8");

    [Test]
    public void A_header_longer_than_100_MB() => Refused(WithLength(100_000_001, [(byte)'{', (byte)'}']), "100000001, more than 100000000");

    [Test]
    public void A_header_length_beyond_any_signed_number() => Refused(WithLength(ulong.MaxValue, [(byte)'{', (byte)'}']), "18446744073709551615");

    [Test]
    public void A_header_past_the_end_of_the_file() => Refused(WithLength(3, [(byte)'{', (byte)'}']), "past the end of the file");

    [Test]
    public void An_empty_header() => Refused(File(""), "does not begin with '{'");

    [Test]
    public void A_header_that_begins_with_a_space() => Refused(File(" {}"), "does not begin with '{'");

    [Test]
    public void A_header_that_is_a_list() => Refused(File("[]"), "does not begin with '{'");

    [Test]
    public void A_header_that_is_not_UTF8() => Refused(File([.. "{\""u8, 0xff, .. "\":{}}"u8]), "not UTF-8");

    [Test]
    public void A_header_with_half_a_surrogate_pair() => Refused(File(One("\\ud800", "U8", "[0]", "[0,0]")), "not text");

    [Test]
    public void A_header_that_ends_early([Range(1, 20)] int cut) => Refused(File(ValidHeader[..^cut], ValidData), "header");

    [Test]
    public void Bytes_after_the_headers_object() => Refused(File(ValidHeader + "x", ValidData), "not valid JSON");

    [Test]
    public void A_second_object_in_the_header() => Refused(File("{}{}"), "not valid JSON");

    [Test]
    public void Spaces_after_the_headers_object_are_legal()
    {
        using var folder = new TemporaryFolder();
        using var state = SafetensorsFile.Read(folder.File("a", File("{}   ")));
        Assert.That(state, Is.Empty);
    }

    [Test]
    public void Comments_and_trailing_commas([Values("{/**/}", "{\"__metadata__\":{},}")] string header) => Refused(File(header), "not valid JSON");

    [Test]
    public void Two_tensors_of_one_name() => Refused(
        File("""{"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]},"a":{"dtype":"U8","shape":[1],"data_offsets":[1,2]}}""", 1, 2), "'a' twice");

    [Test]
    public void Two_tensors_of_one_name_written_differently() => Refused(
        File("""{"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]},"\u0061":{"dtype":"U8","shape":[1],"data_offsets":[1,2]}}""", 1, 2), "'a' twice");

    [Test]
    public void Metadata_twice() => Refused(File("""{"__metadata__":{},"__metadata__":{}}"""), "'__metadata__' twice");

    [Test]
    public void A_metadata_key_twice() => Refused(File("""{"__metadata__":{"k":"1","k":"2"}}"""), "'k' twice");

    [Test]
    public void A_field_twice([Values("\"dtype\":\"U8\"", "\"shape\":[0]", "\"data_offsets\":[0,0]")] string field) =>
        Refused(File($$$"""{"a":{"dtype":"U8","shape":[0],"data_offsets":[0,0],{{{field}}}}}"""), "twice");

    [Test]
    public void An_unknown_field() => Refused(File("""{"a":{"dtype":"U8","shape":[0],"data_offsets":[0,0],"strides":[1]}}"""), "unknown field 'strides'");

    [Test]
    public void A_missing_field([Values(
        """{"a":{"shape":[0],"data_offsets":[0,0]}}""",
        """{"a":{"dtype":"U8","data_offsets":[0,0]}}""",
        """{"a":{"dtype":"U8","shape":[0]}}""",
        """{"a":{"dtype":"U8","shape":[0],"data_offsets":[0]}}""",
        """{"a":{}}""")] string header) => Refused(File(header), "lacks one of");

    [Test]
    public void A_tensor_that_is_not_an_object([Values("1", "null", "\"x\"", "[]")] string value) => Refused(File($$$"""{"a":{{{value}}}}"""), "not an object");

    [Test]
    public void Metadata_that_is_not_an_object([Values("1", "null", "\"x\"", "[]")] string value) => Refused(File($$$"""{"__metadata__":{{{value}}}}"""), "not an object");

    [Test]
    public void A_metadata_value_that_is_not_a_string([Values("1", "null", "true", "[]", "{}")] string value) =>
        Refused(File($$$"""{"__metadata__":{"k":{{{value}}}}}"""), "not a string");

    [Test]
    public void An_unknown_type([Values("F8_E4M3", "U64", "f32", "")] string name) => Refused(File(One("a", name, "[0]", "[0,0]")), "is unknown; supported are");

    [Test]
    public void A_type_that_is_not_a_string() => Refused(File("""{"a":{"dtype":7,"shape":[0],"data_offsets":[0,0]}}"""), "dtype is not a string");

    [Test]
    public void A_shape_entry_that_is_not_a_count([Values("-1", "-0", "1.0", "1e0", "\"1\"", "null", "9223372036854775808")] string size) =>
        Refused(File(One("a", "U8", $"[{size}]", "[0,1]"), 1), "tensor 'a': shape has an entry");

    [Test]
    public void More_dimensions_than_libtorch_calls_take() => Refused(File(One("a", "U8", "[1,1,1,1,1,1,1,1,1]", "[0,1]"), 1), "more than 8");

    [Test]
    public void Nesting_beyond_the_format() => Refused(File("{\"a\":{\"shape\":" + new string('[', 1000)), "maximum configured depth");

    [Test]
    public void Negative_offsets() => Refused(File(One("a", "U8", "[1]", "[-1,0]"), 1), "data_offsets has an entry");

    [Test]
    public void Three_offsets() => Refused(File(One("a", "U8", "[1]", "[0,1,2]"), 1), "more than 2");

    [Test]
    public void Offsets_that_run_backwards() => Refused(File(One("a", "U8", "[1]", "[1,0]"), 1), "backwards");

    [Test]
    public void A_shape_whose_product_overflows([Values("[4294967296,4294967296]", "[9223372036854775807,2]", "[4611686018427387904,4611686018427387904,0]")] string shape) =>
        Refused(File(One("a", "U8", shape, "[0,0]")), "more than 2^63 bytes");

    [Test]
    public void A_shape_whose_bytes_overflow() => Refused(File(One("a", "F64", "[2305843009213693952]", "[0,0]")), "more than 2^63 bytes");

    [Test]
    public void A_span_that_is_not_the_shapes_size() => Refused(File(One("a", "F32", "[2]", "[0,4]"), 1, 2, 3, 4), "needs 8 bytes, data_offsets [0, 4] span 4");

    [Test]
    public void Tensors_that_overlap() => Refused(
        File("""{"a":{"dtype":"U8","shape":[2],"data_offsets":[0,2]},"b":{"dtype":"U8","shape":[2],"data_offsets":[1,3]}}""", 1, 2, 3), "'b': begins at 1, inside");

    [Test]
    public void Two_tensors_over_the_same_bytes() => Refused(
        File("""{"a":{"dtype":"U8","shape":[2],"data_offsets":[0,2]},"b":{"dtype":"U8","shape":[2],"data_offsets":[0,2]}}""", 1, 2), "overlap");

    [Test]
    public void An_empty_tensor_inside_another() => Refused(
        File("""{"a":{"dtype":"U8","shape":[2],"data_offsets":[0,2]},"b":{"dtype":"U8","shape":[0],"data_offsets":[1,1]}}""", 1, 2), "overlap");

    [Test]
    public void A_hole_between_tensors() => Refused(
        File("""{"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]},"b":{"dtype":"U8","shape":[1],"data_offsets":[2,3]}}""", 1, 2, 3), "holes");

    [Test]
    public void A_first_tensor_that_does_not_begin_at_zero() => Refused(File(One("a", "U8", "[1]", "[1,2]"), 1, 2), "holes");

    [Test]
    public void A_tensor_past_the_end_of_the_file() => Refused(File(One("a", "U8", "[2]", "[0,2]"), 1), "past the end of the data (1 bytes)");

    [Test]
    public void Bytes_after_the_last_tensor() => Refused(File(One("a", "U8", "[1]", "[0,1]"), 1, 2), "nothing may follow");

    [Test]
    public void Bytes_without_tensors() => Refused(File("{}", 1), "nothing may follow");

    [Test]
    public void Tensors_may_lie_in_another_order_than_the_header_names_them()
    {
        using var folder = new TemporaryFolder();
        var bytes = File("""{"b":{"dtype":"U8","shape":[1],"data_offsets":[1,2]},"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]}}""", 1, 2);
        using var state = SafetensorsFile.Read(folder.File("a", bytes));
        Assert.That(state.Names, Is.EqualTo(new[] { "b", "a" }));
        Assert.That(state["b"].ToArray(), Is.EqualTo(new byte[] { 2 }));
    }

    [Test]
    public void A_hostile_name_stays_on_one_short_line()
    {
        var error = Refused(File(One("\\n\\u001b[31m" + new string('x', 5000), "U9", "[0]", "[0,0]")), "is unknown");
        Assert.That(error.Place, Does.Not.Contain("\n").And.Not.Contain("\u001b").And.Length.LessThan(120));
    }

    [Test]
    public void A_tensor_named_metadata_can_not_be_written()
    {
        using var folder = new TemporaryFolder();
        using var state = new StateDict([new WeightTensor("__metadata__", uint8, [0], Array.Empty<byte>())]);
        Assert.Throws<ArgumentException>(() => SafetensorsFile.Write(folder.File("a"), state));
        Assert.That(Directory.GetFiles(folder.Path), Is.Empty);
    }

    [Test]
    public void A_file_that_shrinks_after_it_was_opened()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("a", Valid);
        using var state = SafetensorsFile.Read(path);
        using (var stream = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete))
            stream.SetLength(Valid.Length - 1);
        Assert.That(() => state["b"].ToArray(), Throws.InstanceOf<FileError>().With.Message.Contains("shorter"));
    }

    private static FileError Refused(byte[] bytes, string reason)
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("a.safetensors", bytes);
        var error = Assert.Throws<FileError>(() => SafetensorsFile.Read(path).Dispose());
        Assert.That(error!.Message, Does.StartWith(path).And.Contain(reason));
        Assert.That(Encoding.UTF8.GetByteCount(error.Reason), Is.LessThan(500));
        return error;
    }
}
