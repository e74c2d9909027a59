"""VizBench's networks as torch modules: network.json and weights.safetensors of docs/external-methods.md."""

import json
import math
import os

import torch
from torch import nn
from torch.nn import functional as F

GRAPH = "network.json"
POOLINGS = ("MaxPool", "AveragePool", "AdaptiveAveragePool", "GlobalMaxPool", "LpPool", "AxisReduction", "Transpose")


def read_safetensors(path):
    """The tensors of a file by name, on the CPU in the file's types."""
    types = {"F64": torch.float64, "F32": torch.float32, "F16": torch.float16, "BF16": torch.bfloat16,
             "I64": torch.int64, "I32": torch.int32, "I16": torch.int16, "I8": torch.int8, "U8": torch.uint8, "BOOL": torch.bool}
    with open(path, "rb") as file:
        header = json.loads(file.read(int.from_bytes(file.read(8), "little")))
        data = bytearray(file.read())
    tensors = {}
    for name, entry in header.items():
        if name == "__metadata__":
            continue
        begin, end = entry["data_offsets"]
        tensors[name] = torch.frombuffer(data, dtype=types[entry["dtype"]], count=math.prod(entry["shape"]), offset=begin).reshape(entry["shape"]).clone() \
            if end > begin else torch.empty(entry["shape"], dtype=types[entry["dtype"]])
    return tensors


class Lambda(nn.Module):
    """A layer without parameters that torch has no module for."""

    def __init__(self, function, name):
        super().__init__()
        self.function, self.name = function, name

    def forward(self, *inputs):
        return self.function(*inputs)

    def extra_repr(self):
        return self.name


class Elementwise(nn.Module):
    """The input with parameters that broadcast over its last axes: y = x * weight + bias, or divided, or subtracted."""

    def __init__(self, divides=False, subtracts=False):
        super().__init__()
        self.divides, self.subtracts = divides, subtracts
        self.weight = self.bias = None

    def forward(self, x):
        if self.weight is not None:
            x = x / self.weight if self.divides else x * self.weight
        if self.bias is not None:
            x = x - self.bias if self.subtracts else x + self.bias
        return x


class LayerNorm(nn.LayerNorm):
    """Over the last axes, or over the channels of maps."""

    def __init__(self, shape, epsilon, over_channels):
        super().__init__(shape, eps=epsilon)
        self.over_channels = over_channels

    def forward(self, x):
        return super().forward(x.movedim(1, -1)).movedim(-1, 1) if self.over_channels else super().forward(x)


class Add(nn.Module):
    """The sum of two or more layers: a residual connection."""

    def forward(self, *inputs):
        return sum(inputs[1:], inputs[0])


class Concat(nn.Module):
    """Layers side by side along one axis, counted with the batch."""

    def __init__(self, axis):
        super().__init__()
        self.axis = axis

    def forward(self, *inputs):
        return torch.cat(inputs, self.axis)


def _same(value):
    """A pair as one number where both are the same: libraries compare kernel sizes with numbers."""
    return value[0] if isinstance(value, list) and value[0] == value[1] else tuple(value)


def _number(value):
    return float(value) if isinstance(value, str) else value


def _normalization(a, shape):
    return (nn.BatchNorm2d if len(shape) == 3 else nn.BatchNorm1d)(a["channels"], eps=a["epsilon"])


def _reduction(a):
    axes = [axis + 1 for axis in a["axes"]]
    functions = {"mean": lambda x: x.mean(axes, keepdim=True), "sum": lambda x: x.sum(axes, keepdim=True),
                 "max": lambda x: x.amax(axes, keepdim=True), "min": lambda x: x.amin(axes, keepdim=True)}
    if a["kind"] not in functions:
        raise NotImplementedError(f"reduction {a['kind']}")
    return Lambda(functions[a["kind"]], a["kind"])


def _clip(a):
    low, high = _number(a["low"]), _number(a["high"])
    return Lambda(lambda x: x.clamp(None if math.isinf(low) else low, None if math.isinf(high) else high), f"clip {low} {high}")


def _pad(a):
    (top, left), (bottom, right) = a["before"], a["after"]
    sides = [left, right, top, bottom, a["channels_before"], a["channels_after"]]
    return Lambda(lambda x: F.pad(x, sides, value=a["value"]), f"pad {sides}")


def _elu(a):
    return Lambda(lambda x: a["scale"] * torch.where(x > 0, x, a["alpha"] * torch.expm1(torch.clamp(x, max=0) * a["input_scale"])), "elu")


# Each operator of network.json: its attributes and the shape of one sample of its first input make the module.
OPERATORS = {
    "Convolution": lambda a, s: nn.Conv2d(a["in_channels"], a["out_channels"], _same(a["kernel"]), _same(a["stride"]), _same(a["padding"]), _same(a["dilation"]), a["groups"], a["has_bias"]),
    "TransposedConvolution": lambda a, s: nn.ConvTranspose2d(a["in_channels"], a["out_channels"], _same(a["kernel"]), _same(a["stride"]), _same(a["padding"]), _same(a["output_padding"]), a["groups"], a["has_bias"], _same(a["dilation"])),
    "Linear": lambda a, s: nn.Linear(a["in_features"], a["out_features"], a["has_bias"]),
    "LastAxisLinear": lambda a, s: nn.Linear(a["in_features"], a["out_features"], a["has_bias"]),
    "BatchNorm": _normalization,
    "GroupNorm": lambda a, s: nn.GroupNorm(a["groups"], a["channels"], eps=a["epsilon"]),
    "InstanceNorm": lambda a, s: nn.InstanceNorm2d(a["channels"], eps=a["epsilon"], affine=True),
    "LayerNorm": lambda a, s: LayerNorm(a["normalized_shape"], a["epsilon"], a["is_over_channels"]),
    "LocalResponseNorm": lambda a, s: _unless(a["is_shifted"] and a["size"] % 2 == 0, "LocalResponseNorm of even size", nn.LocalResponseNorm(a["size"], a["alpha"], a["beta"], a["k"])),
    "ReLU": lambda a, s: nn.ReLU(),
    "LeakyReLU": lambda a, s: nn.LeakyReLU(a["slope"]),
    "Elu": lambda a, s: _elu(a),
    "Gelu": lambda a, s: nn.GELU("tanh" if a["is_approximate"] else "none"),
    "Sigmoid": lambda a, s: nn.Sigmoid(),
    "Tanh": lambda a, s: nn.Tanh(),
    "HardSigmoid": lambda a, s: Lambda(lambda x: (x * a["alpha"] + a["beta"]).clamp(0, 1), "hard sigmoid"),
    "HardSwish": lambda a, s: nn.Hardswish(),
    "Mish": lambda a, s: nn.Mish(),
    "Softplus": lambda a, s: nn.Softplus(),
    "Swish": lambda a, s: Lambda(lambda x: x * torch.sigmoid(x * a["beta"]), "swish"),
    "Softmax": lambda a, s: nn.Softmax(a["axis"] + 1),
    "LogSoftmax": lambda a, s: nn.LogSoftmax(a["axis"] + 1),
    "MaxPool": lambda a, s: nn.MaxPool2d(_same(a["kernel"]), _same(a["stride"]), _same(a["padding"]), _same(a["dilation"]), ceil_mode=a["ceil_mode"]),
    "AveragePool": lambda a, s: nn.AvgPool2d(_same(a["kernel"]), _same(a["stride"]), _same(a["padding"]), a["ceil_mode"], a["count_include_pad"]),
    "AdaptiveAveragePool": lambda a, s: nn.AdaptiveAvgPool2d(_same(a["output_size"])),
    "GlobalMaxPool": lambda a, s: nn.AdaptiveMaxPool2d(1),
    "Flatten": lambda a, s: nn.Flatten(),
    "Dropout": lambda a, s: nn.Dropout(a["probability"]),
    "Concat": lambda a, s: Concat(a["axis"] + 1),
    "Add": lambda a, s: Add(),
    "BroadcastAdd": lambda a, s: Add(),
    "Subtract": lambda a, s: Lambda(lambda x, y: x - y, "subtract"),
    "Multiply": lambda a, s: Lambda(lambda x, y: x * y, "multiply"),
    "Divide": lambda a, s: Lambda(lambda x, y: x / y, "divide"),
    "Scale": lambda a, s: Elementwise(divides=a["divides"]),
    "Shift": lambda a, s: Elementwise(subtracts=a["subtracts"]),
    "ScaleShift": lambda a, s: Elementwise(),
    "Affine": lambda a, s: Lambda(lambda x: x * a["factor"] + a["offset"], f"{a['factor']} x + {a['offset']}"),
    "Power": lambda a, s: Lambda(lambda x: x ** a["exponent"], f"power {a['exponent']}"),
    "SquareRoot": lambda a, s: Lambda(torch.sqrt, "sqrt"),
    "Abs": lambda a, s: Lambda(torch.abs, "abs"),
    "Erf": lambda a, s: Lambda(torch.erf, "erf"),
    "Exponential": lambda a, s: Lambda(torch.exp, "exp"),
    "Logarithm": lambda a, s: Lambda(torch.log, "log"),
    "Clip": lambda a, s: _clip(a),
    "Pad": lambda a, s: _pad(a),
    "Reshape": lambda a, s: Lambda(lambda x: x.reshape([len(x), *a["sample_size"]]), f"reshape {a['sample_size']}"),
    "Transpose": lambda a, s: Lambda(lambda x: x.permute([0, *(axis + 1 for axis in a["order"])]), f"transpose {a['order']}"),
    "Slice": lambda a, s: Lambda(lambda x: x.narrow(a["axis"] + 1, a["start"], a["length"]), "slice"),
    "AxisReduction": lambda a, s: _reduction(a),
}


def _unless(unsupported, what, module):
    if unsupported:
        raise NotImplementedError(what)
    return module


class Network(nn.Module):
    """A network from its folder. Its submodules have the layers' names, its parameters those of torchvision's state dict, in the run's type."""

    def __init__(self, folder):
        super().__init__()
        with open(os.path.join(folder, GRAPH), encoding="utf-8") as file:
            self.graph = json.load(file)
        if self.graph["format"] != 1:
            raise ValueError(f"{folder}: format {self.graph['format']} of {GRAPH} is not read, 1 is")
        weights = read_safetensors(os.path.join(folder, self.graph["weights"]))
        self.name, self.output = self.graph["name"], self.graph["output"]
        self.input_shape, self.classes = self.graph["input"]["shape"], self.graph["classes"]
        self.dtype = getattr(torch, self.graph["dtype"])
        shapes = {self.graph["input"]["name"]: self.input_shape}
        self._steps, self._by_name = [], {}
        for layer in self.graph["layers"]:
            shapes[layer["name"]] = layer["shape"]
            module = self._module(layer, shapes[layer["inputs"][0]], weights)
            self._steps.append((layer["name"], module, layer["inputs"]))
            for name in [layer["name"], *layer["aliases"]]:
                self._by_name.setdefault(name, module)
            self._put(layer["name"], module)
        self._last_use = {name: step for step, (_, _, inputs) in enumerate(self._steps) for name in inputs}
        self.requires_grad_(False)
        self.eval()

    def layer(self, name):
        """The module of a layer, by its name or an alias."""
        return self._by_name[name]

    def last_spatial_layer(self):
        """The name of the last layer, no pooling, with more than one position: the one that VizBench takes for class activation maps."""
        return [layer["name"] for layer in self.graph["layers"]
                if len(layer["shape"]) == 3 and layer["shape"][1] * layer["shape"][2] > 1 and layer["operator"] not in POOLINGS][-1]

    def replace(self, kind, make):
        """Puts other modules in the place of those of a type: make(module) gives each."""
        for step, (name, module, inputs) in enumerate(self._steps):
            if isinstance(module, kind):
                other = make(module)
                self._steps[step] = (name, other, inputs)
                self._by_name = {known: other if value is module else value for known, value in self._by_name.items()}
                self._put(name, other)

    def forward(self, x):
        values = {self.graph["input"]["name"]: x}
        for step, (name, module, inputs) in enumerate(self._steps):
            values[name] = module(*(values[source] for source in inputs))
            if name == self.output:
                return values[name]
            for source in inputs:
                if self._last_use[source] == step:
                    values.pop(source, None)
        raise ValueError(f"{self.name} has no layer {self.output}")

    def _module(self, layer, shape, weights):
        operator = layer["operator"]
        try:
            module = OPERATORS[operator](layer["attributes"], shape)
        except (KeyError, NotImplementedError) as error:
            raise NotImplementedError(f"{self.name}: layer {layer['name']} computes {operator}, which vizbench_network.py does not know ({error}); add it to OPERATORS") from error
        for role, name in layer["parameters"].items():
            if role.startswith("running_"):
                setattr(module, role, weights[name].clone())
            else:
                setattr(module, role, nn.Parameter(weights[name], requires_grad=False))
        if operator == "LayerNorm" and "bias" not in layer["parameters"]:
            module.bias = None
        return module.to(self.dtype)

    def _put(self, name, module):
        *path, last = [part or "_" for part in name.split(".")]
        place = self
        for part in path:
            if part not in place._modules:
                place.add_module(self._free(place, part), nn.Module())
            place = place._modules[self._free(place, part)]
        place._modules.pop(self._free(place, last), None)
        place.add_module(self._free(place, last), module)

    @staticmethod
    def _free(place, name):
        """A name that is no attribute of modules."""
        return name if name in place._modules or not hasattr(place, name) else name + "_"
