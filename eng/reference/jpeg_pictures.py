#!/usr/bin/env python3
"""Small JPEG files of the kinds that people have, with the pixels that PIL reads from them, for the tests.

Needs PIL and numpy, and libjpeg-turbo's cjpeg for arithmetic coding; the product's tests read only what this writes.

    python3 eng/reference/jpeg_pictures.py tests/VizBench.Tests/Data/Jpeg
"""
import io
import os
import struct
import subprocess
import sys

import numpy as np
from PIL import Image, ImageOps

WIDTH, HEIGHT = 23, 17


def channels(count):
    """Smooth, with an edge, and unlike its mirror images."""
    y, x = np.mgrid[0:HEIGHT, 0:WIDTH]
    planes = [9 * x + 3 * y, 11 * y + 40 * (x > 13), 255 - 7 * x - 4 * y + 30 * (y > 6), 5 * y + 2 * x]
    return np.stack([np.clip(plane, 0, 255) for plane in planes[:count]], -1).astype(np.uint8)


def profile():
    """An ICC profile (version 2, three curves and a matrix) with linear light, red and green exchanged: a converter would change every pixel."""
    def xyz(*values):
        return b"XYZ \0\0\0\0" + b"".join(struct.pack(">i", round(value * 65536)) for value in values)

    curve = b"curv\0\0\0\0" + struct.pack(">I", 0)
    tags = [
        (b"desc", b"desc\0\0\0\0" + struct.pack(">I", 5) + b"test\0" + b"\0" * 79),
        (b"cprt", b"text\0\0\0\0none\0"),
        (b"wtpt", xyz(0.9642, 1.0, 0.8249)),
        (b"rXYZ", xyz(0.3851, 0.7169, 0.0971)),
        (b"gXYZ", xyz(0.4361, 0.2225, 0.0139)),
        (b"bXYZ", xyz(0.1431, 0.0606, 0.7141)),
        (b"rTRC", curve), (b"gTRC", curve), (b"bTRC", curve),
    ]
    table, body = b"", b""
    start = 128 + 4 + 12 * len(tags)
    for name, data in tags:
        table += name + struct.pack(">II", start + len(body), len(data))
        body += data + b"\0" * (-len(data) % 4)
    size = start + len(body)
    header = struct.pack(">I4sI4s4s4s12s4s", size, b"\0" * 4, 0x02400000, b"mntr", b"RGB ", b"XYZ ", b"\0" * 12, b"acsp")
    header += b"\0" * 28 + struct.pack(">iii", 63190, 65536, 54061)
    return header.ljust(128, b"\0") + struct.pack(">I", len(tags)) + table + body


def jpeg(image, **options):
    stream = io.BytesIO()
    image.save(stream, "JPEG", quality=92, **options)
    return stream.getvalue()


def adobe_marker(content):
    return content.index(b"\xff\xee\0\x0eAdobe")


def files():
    rgb = Image.fromarray(channels(3))
    grey = Image.fromarray(channels(1)[..., 0])
    cmyk = Image.fromarray(channels(4), "CMYK")
    for name, subsampling in (("444", 0), ("422", 1), ("420", 2)):
        yield f"rgb-{name}", jpeg(rgb, subsampling=subsampling)
        yield f"rgb-{name}-progressive", jpeg(rgb, subsampling=subsampling, progressive=True)
    yield "grey", jpeg(grey)
    yield "grey-progressive", jpeg(grey, progressive=True)
    yield "profile", jpeg(rgb, icc_profile=profile())
    inks = jpeg(cmyk)
    yield "cmyk", inks
    yield "cmyk-progressive", jpeg(cmyk, progressive=True)
    at = adobe_marker(inks)
    yield "cmyk-without-marker", inks[:at] + inks[at + 16:]
    # The same bytes, said to be YCCK.
    yield "ycck", inks[:at + 15] + b"\x02" + inks[at + 16:]
    portable = io.BytesIO()
    rgb.save(portable, "PPM")
    for name, options in (("arithmetic", []), ("arithmetic-progressive", ["-progressive"])):
        yield name, subprocess.run(["cjpeg", "-quality", "92", "-arithmetic", *options], input=portable.getvalue(), stdout=subprocess.PIPE, check=True).stdout
    for orientation in range(1, 9):
        exif = Image.Exif()
        exif[0x0112] = orientation
        yield f"orientation-{orientation}", jpeg(rgb, exif=exif)


def main():
    folder = sys.argv[1]
    os.makedirs(folder, exist_ok=True)
    for name, content in files():
        with open(os.path.join(folder, f"{name}.jpg"), "wb") as file:
            file.write(content)
        upright = ImageOps.exif_transpose(Image.open(io.BytesIO(content))).convert("RGB")
        np.save(os.path.join(folder, f"{name}.npy"), np.asarray(upright))
    with open(os.path.join(folder, "README.md"), "w", encoding="utf-8") as file:
        file.write(f"""# JPEG files and their pixels

Written by `eng/reference/jpeg_pictures.py` with PIL {__import__("PIL").__version__}: for each file the pixels, (H, W, 3) bytes, that PIL reads from it,
upright and as RGB (`ImageOps.exif_transpose`, `convert("RGB")`). Color profiles are not applied.
""")


main()
