"""CaffeNet, ZFNet and the original GoogLeNet in plain PyTorch, written from their definitions: BVLC's
prototxt files; Zeiler and Fergus 2014, figure 3; Szegedy 2015, table 1. Every step is a module with its layer's name, so that
the state dict and the list of layers come out of the definition itself.
"""
import torch
from torch import nn


class Graph(nn.Module):
    """Caffe's way to write a network: layers by name, each with the names of what it reads."""

    def __init__(self, lines):
        super().__init__()
        self.lines = [(name, inputs) for name, inputs, _ in lines]
        self.steps = nn.ModuleDict({name: step for name, _, step in lines})

    def forward(self, x):
        values = {"data": x}
        for name, inputs in self.lines:
            values[name] = self.steps[name](*(values[i] for i in inputs))
        return values[self.lines[-1][0]]

    @property
    def layers(self):
        return [name for name, _ in self.lines]


class Concat(nn.Module):
    def forward(self, *parts):
        return torch.cat(parts, 1)


def convolution(inputs, outputs, kernel, **options):
    return nn.Conv2d(inputs, outputs, kernel, **options)


def pool():
    return nn.MaxPool2d(3, 2, ceil_mode=True)


def norm():
    return nn.LocalResponseNorm(5, alpha=1e-4, beta=0.75, k=1.0)


def chain(steps):
    """Lines of layers that read one another in turn."""
    lines, last = [], "data"
    for name, step in steps:
        lines.append((name, [last], step))
        last = name
    return lines


def tail():
    return [
        ("pool5", pool()), ("flatten", nn.Flatten()),
        ("fc6", nn.Linear(256 * 6 * 6, 4096)), ("relu6", nn.ReLU()), ("drop6", nn.Dropout()),
        ("fc7", nn.Linear(4096, 4096)), ("relu7", nn.ReLU()), ("drop7", nn.Dropout()),
        ("fc8", nn.Linear(4096, 1000)),
    ]


def caffenet():
    return Graph(chain([
        ("conv1", convolution(3, 96, 11, stride=4)), ("relu1", nn.ReLU()), ("pool1", pool()), ("norm1", norm()),
        ("conv2", convolution(96, 256, 5, padding=2, groups=2)), ("relu2", nn.ReLU()), ("pool2", pool()), ("norm2", norm()),
        ("conv3", convolution(256, 384, 3, padding=1)), ("relu3", nn.ReLU()),
        ("conv4", convolution(384, 384, 3, padding=1, groups=2)), ("relu4", nn.ReLU()),
        ("conv5", convolution(384, 256, 3, padding=1, groups=2)), ("relu5", nn.ReLU()),
        *tail(),
    ]))


def zfnet():
    return Graph(chain([
        ("conv1", convolution(3, 96, 7, stride=2, padding=1)), ("relu1", nn.ReLU()), ("pool1", pool()), ("norm1", norm()),
        ("conv2", convolution(96, 256, 5, stride=2)), ("relu2", nn.ReLU()), ("pool2", pool()), ("norm2", norm()),
        ("conv3", convolution(256, 384, 3, padding=1)), ("relu3", nn.ReLU()),
        ("conv4", convolution(384, 384, 3, padding=1)), ("relu4", nn.ReLU()),
        ("conv5", convolution(384, 256, 3, padding=1)), ("relu5", nn.ReLU()),
        *tail(),
    ]))


# 1x1, 3x3 reduce, 3x3, 5x5 reduce, 5x5, pool projection
TABLE_1 = {
    "3a": (64, 96, 128, 16, 32, 32), "3b": (128, 128, 192, 32, 96, 64),
    "4a": (192, 96, 208, 16, 48, 64), "4b": (160, 112, 224, 24, 64, 64), "4c": (128, 128, 256, 24, 64, 64),
    "4d": (112, 144, 288, 32, 64, 64), "4e": (256, 160, 320, 32, 128, 128),
    "5a": (256, 160, 320, 32, 128, 128), "5b": (384, 192, 384, 48, 128, 128),
}


def googlenet_bvlc():
    lines = chain([
        ("conv1/7x7_s2", convolution(3, 64, 7, stride=2, padding=3)), ("conv1/relu_7x7", nn.ReLU()),
        ("pool1/3x3_s2", pool()), ("pool1/norm1", norm()),
        ("conv2/3x3_reduce", convolution(64, 64, 1)), ("conv2/relu_3x3_reduce", nn.ReLU()),
        ("conv2/3x3", convolution(64, 192, 3, padding=1)), ("conv2/relu_3x3", nn.ReLU()),
        ("conv2/norm2", norm()), ("pool2/3x3_s2", pool()),
    ])
    last, channels = "pool2/3x3_s2", 192
    for module, (c1, r3, c3, r5, c5, projection) in TABLE_1.items():
        if module in ("4a", "5a"):
            before = last
            last = "pool3/3x3_s2" if module == "4a" else "pool4/3x3_s2"
            lines.append((last, [before], pool()))
        m = f"inception_{module}"

        def rectified(part, source, layer, m=m):
            lines.append((f"{m}/{part}", [source], layer))
            lines.append((f"{m}/relu_{part}", [f"{m}/{part}"], nn.ReLU()))
            return f"{m}/relu_{part}"

        a = rectified("1x1", last, convolution(channels, c1, 1))
        b = rectified("3x3", rectified("3x3_reduce", last, convolution(channels, r3, 1)), convolution(r3, c3, 3, padding=1))
        c = rectified("5x5", rectified("5x5_reduce", last, convolution(channels, r5, 1)), convolution(r5, c5, 5, padding=2))
        lines.append((f"{m}/pool", [last], nn.MaxPool2d(3, 1, padding=1, ceil_mode=True)))
        d = rectified("pool_proj", f"{m}/pool", convolution(channels, projection, 1))
        lines.append((f"{m}/output", [a, b, c, d], Concat()))
        last, channels = f"{m}/output", c1 + c3 + c5 + projection
    lines += [
        ("pool5/7x7_s1", [last], nn.AvgPool2d(7, 1, ceil_mode=True)),
        ("pool5/drop_7x7_s1", ["pool5/7x7_s1"], nn.Dropout(0.4)),
        ("flatten", ["pool5/drop_7x7_s1"], nn.Flatten()),
        ("loss3/classifier", ["flatten"], nn.Linear(1024, 1000)),
    ]
    return Graph(lines)


NETWORKS = {"caffenet": (caffenet, 227), "zfnet": (zfnet, 224), "googlenet-bvlc": (googlenet_bvlc, 224)}
