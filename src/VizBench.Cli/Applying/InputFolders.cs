using VizBench.Cli.Arguments;
using VizBench.Cli.Running;
using VizBench.Data.Folders;

namespace VizBench.Cli.Applying;

/// <summary>A folder that --input names stands for its pictures, in the order of their names.</summary>
internal static class InputFolders
{
    /// <summary>More pictures than one batch can take: what a method makes of them is kept until all are done.</summary>
    private const int MostPictures = 1000;

    public static bool IsFolder(InputArgument input) => input.Path is { } path && PictureSet.IsFolder(path);

    /// <exception cref="UserError">no picture in the folder, too many, or a folder where a role takes one picture</exception>
    public static IEnumerable<InputArgument> Expanded(InputArgument input, Session session)
    {
        if (!IsFolder(input))
            return [input];
        var path = input.Path!;
        if (input.Role is { } role)
            throw new UserError($"--input {role}={path}: it is a folder, and {role} takes one file; name a picture in it");
        var pictures = session.Pictures([path]).Pictures;
        return pictures.Count <= MostPictures
            ? pictures.Select(picture => input with { Path = picture.File, Caption = picture.Name })
            : throw new UserError($"--input {path}: it holds {pictures.Count} pictures, and one batch takes at most {MostPictures}; run a suite over it (docs/suites.md), which does one picture after the other");
    }
}
