"""Small ONNX graphs over all operators that the importer reads, with PyTorch's values of the same functions.

Each graph is written twice, as ONNX nodes and as PyTorch's operations in float64, attributes by chance. Stored are the model, its input,
PyTorch's output and the gradient by the input of the output's product with a fixed vector. Where PyTorch lacks an operator the model
alone is stored; ONNX Runtime is its oracle. Weights and inputs are multiples of 1/64 and attributes of powers of two, so that float32
holds them exactly and they pack well.

Needs PyTorch, NumPy and onnx (Debian: python3-torch python3-onnx). Writes one zip:
    python3 eng/reference/onnx_graphs.py tests/VizBench.Tests/Onnx/Graphs/graphs.zip
"""
import json
import sys
import zipfile

import numpy as np
import torch
import torch.nn.functional as F
from onnx import TensorProto, helper, numpy_helper

OPSETS = [7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23]


class Value:
    """A tensor of the graph: its name, and PyTorch's tensor of the same (None: PyTorch has no such operator), always N, C, H, W."""

    def __init__(self, name, tensor, shape):
        self.name, self.tensor, self.shape = name, tensor, tuple(shape)


class Graph:
    def __init__(self, seed, opset, shape, layout="NCHW", dtype=torch.float64):
        self.rng, self.dtype = np.random.RandomState(seed), dtype
        self.opset, self.layout, self.input_shape = opset, layout, shape
        self.nodes, self.initializers, self.count = [], [], 0
        data = self.rng.randint(-96, 97, (1,) + shape) / 64.0
        # No zeros, at which many functions have a kink, and no ties of a maximum.
        data[data == 0] = 1 / 64
        self.data = data + np.arange(data.size).reshape(data.shape) / 4096.0
        self.leaf = torch.tensor(self.data, dtype=dtype, requires_grad=True)
        self.x = Value("x", self.leaf, (1,) + shape)
        if layout == "NHWC":
            self.x = self.op("Transpose", [self.x], self.leaf, perm=[0, 3, 1, 2])

    # Chance
    def pick(self, *choices):
        return choices[self.rng.randint(len(choices))]

    def integer(self, low, high):
        return int(self.rng.randint(low, high + 1))

    def numbers(self, *shape):
        return self.rng.randint(-64, 65, shape) / 64.0

    # Nodes
    def name(self, prefix="t"):
        self.count += 1
        return f"{prefix}{self.count}"

    def const(self, array, dtype=np.float32, name=None):
        """An initializer's name, and its values in float64."""
        name = name or self.name("w")
        self.initializers.append(numpy_helper.from_array(np.asarray(array, dtype), name))
        return name

    def weight(self, array):
        return self.const(array), torch.tensor(np.asarray(array), dtype=self.dtype)

    def ints(self, values):
        return self.const(values, np.int64)

    def op(self, kind, inputs, tensor, shape=None, outputs=None, **attributes):
        names = [v.name if isinstance(v, Value) else v for v in inputs]
        made = outputs or [self.name()]
        self.nodes.append(helper.make_node(kind, names, made, name=f"{kind.lower()}_{len(self.nodes)}", **{k: v for k, v in attributes.items() if v is not None}))
        return Value(made[0], tensor, tensor.shape if tensor is not None else shape)

    def finish(self, value):
        shape = value.shape
        flat = self.op("Flatten", [value], None if value.tensor is None else value.tensor.flatten(1), (1, int(np.prod(shape[1:]))), outputs=["logits"])
        given = [1] + list(self.input_shape)
        if self.layout == "NHWC":
            given = [given[0], given[2], given[3], given[1]]
        graph = helper.make_graph(self.nodes, "graph", [helper.make_tensor_value_info("x", TensorProto.FLOAT, given)],
                                  [helper.make_tensor_value_info("logits", TensorProto.FLOAT, None)], self.initializers)
        model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", self.opset)])
        model.ir_version = 3 if self.opset < 9 else 8 if self.opset < 21 else 10
        if model.ir_version == 3:
            # Of old every initializer is an input too.
            model.graph.input.extend(helper.make_tensor_value_info(t.name, t.data_type, list(t.dims)) for t in self.initializers)
        data = self.data if self.layout == "NCHW" else self.data.transpose(0, 2, 3, 1)
        if flat.tensor is None:
            return model, data, None, None
        y = flat.tensor
        seed = torch.tensor([((j * 37) % 101 - 50) / 64.0 for j in range(y.shape[1])], dtype=self.dtype)
        gradient, = torch.autograd.grad((y * seed).sum(), self.leaf)
        gradient = gradient.numpy() if self.layout == "NCHW" else gradient.numpy().transpose(0, 2, 3, 1)
        return model, data, y.detach().numpy(), gradient

    # What several graphs are made of
    def axes_op(self, kind, value, tensor, axes, since, **attributes):
        if self.opset >= since:
            return self.op(kind, [value, self.ints(axes)], tensor, **attributes)
        return self.op(kind, [value], tensor, axes=axes, **attributes)

    def conv(self, v, outputs=None, kernel=(3, 3), stride=1, padding=1, dilation=1, groups=1, bias=True):
        channels = v.shape[1]
        outputs = outputs or channels
        name, w = self.weight(self.numbers(outputs, channels // groups, *kernel))
        inputs, b = [v, name], None
        if bias:
            second, b = self.weight(self.numbers(outputs))
            inputs.append(second)
        t = F.conv2d(v.tensor, w, b, stride, padding, dilation, groups)
        return self.op("Conv", inputs, t, strides=[stride] * 2, pads=[padding] * 4, dilations=[dilation] * 2, group=groups, kernel_shape=list(kernel))

    def relu(self, v):
        return self.op("Relu", [v], v.tensor.relu())

    def batch_norm(self, v):
        c = v.shape[1]
        arrays = [self.numbers(c), self.numbers(c), self.numbers(c), np.abs(self.numbers(c)) + 0.5]
        names, tensors = zip(*[self.weight(a) for a in arrays])
        t = F.batch_norm(v.tensor, tensors[2], tensors[3], tensors[0], tensors[1], False, 0, 2.0 ** -10)
        return self.op("BatchNormalization", [v, *names], t, epsilon=2.0 ** -10)

    def positive(self, v):
        a = self.op("Abs", [v], v.tensor.abs())
        name, half = self.weight(0.5)
        return self.op("Add", [a, name], a.tensor + half)

    def gap(self, v):
        return self.op("GlobalAveragePool", [v], v.tensor.mean((2, 3), keepdim=True))


# Single operators: function of (graph, value) to a value, and the first opset
SINGLE = {}


def single(name, since=7, until=23):
    def add(function):
        SINGLE[name] = (since, until, function)
        return function
    return add


for name, since, function in [
        ("Relu", 7, torch.relu), ("Sigmoid", 7, torch.sigmoid), ("Tanh", 7, torch.tanh), ("Softplus", 7, F.softplus), ("Erf", 9, torch.erf),
        ("HardSwish", 14, F.hardswish), ("Mish", 18, F.mish), ("Softsign", 7, F.softsign), ("Abs", 7, torch.abs), ("Exp", 7, torch.exp), ("Neg", 7, torch.neg),
        ("Sin", 7, torch.sin), ("Cos", 7, torch.cos), ("Selu", 7, F.selu), ("Identity", 7, lambda t: t)]:
    single(name, since)(lambda g, v, name=name, function=function: g.op(name, [v], function(v.tensor)))
for name, function in [("Sqrt", torch.sqrt), ("Log", torch.log), ("Reciprocal", torch.reciprocal)]:
    single(name)(lambda g, v, name=name, function=function: (lambda p: g.op(name, [p], function(p.tensor)))(g.positive(v)))


@single("Gelu", 20)
def _(g, v):
    kind = g.pick("none", "tanh")
    return g.op("Gelu", [v], F.gelu(v.tensor, approximate=kind), approximate=kind)


@single("LeakyRelu")
def _(g, v):
    a = g.pick(0.125, 0.25, -0.25)
    return g.op("LeakyRelu", [v], F.leaky_relu(v.tensor, a), alpha=a)


@single("Elu")
def _(g, v):
    a = g.pick(1.0, 0.5, 2.0)
    return g.op("Elu", [v], F.elu(v.tensor, a), alpha=a)


@single("Celu", 12)
def _(g, v):
    a = g.pick(1.0, 0.5, 2.0)
    return g.op("Celu", [v], F.celu(v.tensor, a), alpha=a)


@single("ThresholdedRelu", 10)
def _(g, v):
    a = g.pick(0.25, 1.0, -0.5)
    return g.op("ThresholdedRelu", [v], F.threshold(v.tensor, a, 0), alpha=a)


@single("HardSigmoid")
def _(g, v):
    a, b = g.pick(0.25, 0.5), g.pick(0.5, 0.25)
    return g.op("HardSigmoid", [v], (v.tensor * a + b).clamp(0, 1), alpha=a, beta=b)


@single("Clip")
def _(g, v):
    low, high = g.pick(None, -0.5, 0.0), g.pick(1.0, 6.0, None)
    t = v.tensor.clamp(low, high) if low is not None or high is not None else v.tensor
    if g.opset < 11:
        return g.op("Clip", [v], t, min=low, max=high)
    inputs = [v, "" if low is None else g.const(low), "" if high is None else g.const(high)]
    while inputs[-1] == "":
        inputs.pop()
    return g.op("Clip", inputs, t)


@single("PRelu")
def _(g, v):
    c, h, w = v.shape[1:]
    name, s = g.weight(g.numbers(*g.pick((1,), (c, 1, 1), (c, h, w))))
    return g.op("PRelu", [v, name], torch.where(v.tensor > 0, v.tensor, v.tensor * s))


@single("Dropout")
def _(g, v):
    return g.op("Dropout", [v], v.tensor, ratio=0.25) if g.opset < 12 else g.op("Dropout", [v], v.tensor)


@single("Softmax", 13)
def _(g, v):
    axis = g.pick(1, 2, 3, -1)
    return g.op("Softmax", [v], v.tensor.softmax(axis), axis=axis)


@single("LogSoftmax", 13)
def _(g, v):
    axis = g.pick(1, 2, 3, -1)
    return g.op("LogSoftmax", [v], v.tensor.log_softmax(axis), axis=axis)


@single("Conv")
def _(g, v):
    groups = g.pick(1, 2, v.shape[1])
    return g.conv(v, groups * g.integer(1, 2), (g.integer(1, 3), g.integer(1, 3)), g.integer(1, 2), g.integer(0, 2), g.integer(1, 2), groups, g.pick(True, False))


@single("Conv with automatic padding")
def _(g, v):
    name, w = g.weight(g.numbers(2, v.shape[1], 3, 2))
    stride, mode = g.integer(1, 2), g.pick("SAME_UPPER", "SAME_LOWER")
    pads = []
    for size, k in zip(v.shape[2:], (3, 2)):
        need = max(0, ((size + stride - 1) // stride - 1) * stride + k - size)
        pads.append((need // 2, need - need // 2) if mode == "SAME_UPPER" else (need - need // 2, need // 2))
    t = F.conv2d(F.pad(v.tensor, (*pads[1], *pads[0])), w, None, stride)
    return g.op("Conv", [v, name], t, auto_pad=mode, strides=[stride] * 2, kernel_shape=[3, 2])


@single("ConvTranspose")
def _(g, v):
    groups, stride, dilation = g.pick(1, 2, v.shape[1]), g.integer(1, 3), g.pick(1, 1, 2)
    kernel, padding = (g.integer(2, 4), g.integer(2, 4)), g.integer(0, 1)
    more = g.integer(0, max(stride, dilation) - 1)
    name, w = g.weight(g.numbers(v.shape[1], g.integer(1, 2), *kernel))
    second, b = g.weight(g.numbers(w.shape[1] * groups))
    t = F.conv_transpose2d(v.tensor, w, b, stride, padding, more, groups, dilation)
    return g.op("ConvTranspose", [v, name, second], t, strides=[stride] * 2, pads=[padding] * 4, output_padding=[more] * 2, group=groups, dilations=[dilation] * 2)


@single("MaxPool", 8)
def _(g, v):
    k, s, p = g.integer(2, 3), g.integer(1, 3), g.integer(0, 1)
    d, ceil = (g.pick(1, 2), g.pick(0, 1)) if g.opset >= 10 else (None, None)
    t = F.max_pool2d(v.tensor, k, s, p, d or 1, bool(ceil))
    return g.op("MaxPool", [v], t, kernel_shape=[k, k], strides=[s, s], pads=[p] * 4, dilations=d and [d, d], ceil_mode=ceil)


@single("AveragePool")
def _(g, v):
    k, s, p, counts = g.integer(2, 3), g.integer(1, 3), g.integer(0, 1), g.pick(0, 1)
    t = F.avg_pool2d(v.tensor, k, s, p, False, bool(counts))
    return g.op("AveragePool", [v], t, kernel_shape=[k, k], strides=[s, s], pads=[p] * 4, count_include_pad=counts)


@single("AveragePool rounded up", 19)
def _(g, v):
    k, s = g.integer(2, 3), g.integer(2, 3)
    return g.op("AveragePool", [v], F.avg_pool2d(v.tensor, k, s, 0, True, False), kernel_shape=[k, k], strides=[s, s], ceil_mode=1)


@single("LpPool", 11)
def _(g, v):
    k, s, p = g.integer(2, 3), g.integer(1, 2), g.integer(1, 3)
    return g.op("LpPool", [v], F.avg_pool2d(v.tensor.abs() ** p, k, s).mul(k * k) ** (1 / p), kernel_shape=[k, k], strides=[s, s], p=p)


@single("GlobalAveragePool")
def _(g, v):
    return g.gap(v)


@single("GlobalMaxPool")
def _(g, v):
    return g.op("GlobalMaxPool", [v], v.tensor.amax((2, 3), keepdim=True))


@single("GlobalLpPool", until=21)
def _(g, v):
    p = g.integer(1, 3)
    return g.op("GlobalLpPool", [v], (v.tensor.abs() ** p).sum((2, 3), keepdim=True) ** (1 / p), p=p)


@single("Gemm")
def _(g, v):
    flat = g.op("Flatten", [v], v.tensor.flatten(1))
    n, k, trans = flat.shape[1], g.integer(2, 5), g.pick(0, 1)
    name, w = g.weight(g.numbers(k, n) if trans else g.numbers(n, k))
    second, b = g.weight(g.numbers(*g.pick((k,), (1,), (1, k))))
    alpha, beta = g.pick(1.0, 0.5), g.pick(1.0, 2.0)
    t = alpha * flat.tensor @ (w.T if trans else w) + beta * b
    return g.op("Gemm", [flat, name, second], t, transB=trans, alpha=alpha, beta=beta)


@single("MatMul")
def _(g, v):
    name, w = g.weight(g.numbers(v.shape[3], g.integer(1, 4)))
    product = g.op("MatMul", [v, name], v.tensor @ w)
    second, b = g.weight(g.numbers(w.shape[1]))
    return g.op("Add", [product, second], product.tensor + b)


@single("BatchNormalization", 9)
def _(g, v):
    return g.batch_norm(v)


@single("InstanceNormalization")
def _(g, v):
    (s, ts), (b, tb) = g.weight(g.numbers(v.shape[1])), g.weight(g.numbers(v.shape[1]))
    return g.op("InstanceNormalization", [v, s, b], F.instance_norm(v.tensor, weight=ts, bias=tb, eps=2.0 ** -10), epsilon=2.0 ** -10)


@single("GroupNormalization", 21)
def _(g, v):
    groups = g.pick(1, 2, v.shape[1])
    (s, ts), (b, tb) = g.weight(g.numbers(v.shape[1])), g.weight(g.numbers(v.shape[1]))
    return g.op("GroupNormalization", [v, s, b], F.group_norm(v.tensor, groups, ts, tb, 2.0 ** -10), num_groups=groups, epsilon=2.0 ** -10)


@single("LayerNormalization", 17)
def _(g, v):
    axis = g.pick(-1, 1, 2)
    shape = v.shape[axis:]
    (s, ts), (b, tb) = g.weight(g.numbers(*shape)), g.weight(g.numbers(*shape))
    return g.op("LayerNormalization", [v, s, b], F.layer_norm(v.tensor, shape, ts, tb, 2.0 ** -10), axis=axis, epsilon=2.0 ** -10)


@single("LRN", 13)
def _(g, v):
    size, alpha, beta, k = g.pick(1, 3, 5), g.pick(0.5, 0.125), g.pick(0.75, 0.5), g.pick(1.0, 2.0)
    return g.op("LRN", [v], F.local_response_norm(v.tensor, size, alpha, beta, k), size=size, alpha=alpha, beta=beta, bias=k)


@single("LpNormalization")
def _(g, v):
    axis, p = g.pick(1, 2, 3, -1), g.pick(1, 2)
    return g.op("LpNormalization", [v], F.normalize(v.tensor, p, axis), axis=axis, p=p)


@single("MeanVarianceNormalization", 13)
def _(g, v):
    axes = g.pick([2, 3], [1, 2, 3])
    centered = v.tensor - v.tensor.mean(axes, keepdim=True)
    t = centered / (centered.square().mean(axes, keepdim=True).sqrt() + 1e-9)
    return g.op("MeanVarianceNormalization", [v], t, axes=axes)


for name, function in [("Add", torch.add), ("Sub", torch.sub), ("Mul", torch.mul), ("Div", torch.div)]:
    def pair(g, v, name=name, function=function):
        c, h, w = v.shape[1:]
        p = g.positive(v)
        kind = g.integer(0, 3)
        if kind == 0:
            return g.op(name, [v, p], function(v.tensor, p.tensor))
        if kind == 1:
            q = g.gap(p)
            return g.op(name, [v, q], function(v.tensor, q.tensor))
        array = np.abs(g.numbers(*g.pick((), (1,), (c, 1, 1), (1, c, 1, 1), (w,), (c, h, w)))) + 0.5
        second, t = g.weight(array)
        return g.op(name, [p, second], function(p.tensor, t)) if kind == 2 else g.op(name, [second, p], function(t, p.tensor))
    single(name)(pair)


@single("Max", 8)
def _(g, v):
    n = g.op("Neg", [v], -v.tensor)
    return g.op("Max", [v, n], torch.maximum(v.tensor, n.tensor)) if g.pick(True, False) else g.op("Max", [v, g.const(0.3)], v.tensor.clamp(min=float(np.float32(0.3))))


@single("Min", 8)
def _(g, v):
    n = g.op("Neg", [v], -v.tensor)
    return g.op("Min", [v, n], torch.minimum(v.tensor, n.tensor)) if g.pick(True, False) else g.op("Min", [g.const(0.25), v], v.tensor.clamp(max=0.25))


@single("Pow", 7)
def _(g, v):
    p, e = g.positive(v), g.pick(0.5, 1.0, 2.0, 3.0, -1.5)
    return g.op("Pow", [p, g.const(e)], p.tensor ** e)


@single("Sum", 8)
def _(g, v):
    r, q = g.relu(v), g.gap(v)
    return g.op("Sum", [v, r, q], v.tensor + r.tensor + q.tensor)


@single("Mean", 8)
def _(g, v):
    r = g.relu(v)
    return g.op("Mean", [v, r], (v.tensor + r.tensor) / 2)


REDUCTIONS = {
    "ReduceMean": lambda t, a, k: t.mean(a, keepdim=k), "ReduceSum": lambda t, a, k: t.sum(a, keepdim=k), "ReduceMax": lambda t, a, k: t.amax(a, keepdim=k),
    "ReduceMin": lambda t, a, k: t.amin(a, keepdim=k), "ReduceL1": lambda t, a, k: t.abs().sum(a, keepdim=k), "ReduceL2": lambda t, a, k: t.square().sum(a, keepdim=k).sqrt(),
    "ReduceSumSquare": lambda t, a, k: t.square().sum(a, keepdim=k), "ReduceLogSum": lambda t, a, k: t.sum(a, keepdim=k).log(),
    "ReduceLogSumExp": lambda t, a, k: t.logsumexp(a, keepdim=k)}
for name, function in REDUCTIONS.items():
    def reduce(g, v, name=name, function=function):
        axes, keeps = g.pick([1], [2], [2, 3], [-1], [1, 2]), g.pick(True, False)
        if name == "ReduceLogSum":
            v = g.positive(v)
        return g.axes_op(name, v, function(v.tensor, axes, keeps), axes, 13 if name == "ReduceSum" else 18, keepdims=int(keeps))
    single(name)(reduce)


@single("ReduceProd")
def _(g, v):
    axis, keeps = g.pick(1, 2, 3), g.pick(True, False)
    return g.axes_op("ReduceProd", v, v.tensor.prod(axis, keepdim=keeps), [axis], 18, keepdims=int(keeps))


@single("Reshape")
def _(g, v):
    c, h, w = v.shape[1:]
    shape, made = g.pick(([1, -1], (1, -1)), ([0, c * h, w], (1, c * h, w)), ([0, 0, -1], (1, c, h * w)), ([1, 2, c // 2, h, w], (1, 2, c // 2, h, w)))
    return g.op("Reshape", [v, g.ints(shape)], v.tensor.reshape(made))


@single("Transpose")
def _(g, v):
    perm = g.pick([0, 2, 3, 1], [0, 3, 1, 2], [0, 1, 3, 2])
    return g.op("Transpose", [v], v.tensor.permute(perm), perm=perm)


@single("Squeeze and Unsqueeze")
def _(g, v):
    q = g.gap(v)
    q = g.axes_op("Squeeze", q, q.tensor[:, :, :, 0], [3], 13)
    return g.axes_op("Unsqueeze", q, q.tensor.unsqueeze(1), [1], 13)


@single("Expand", 8)
def _(g, v):
    q = g.gap(v)
    return g.op("Expand", [q, g.ints([1, v.shape[1], 3, 2])], q.tensor.expand(1, v.shape[1], 3, 2))


@single("Tile")
def _(g, v):
    repeats = [1, g.integer(1, 2), g.integer(1, 2), g.integer(1, 3)]
    return g.op("Tile", [v, g.ints(repeats)], v.tensor.repeat(repeats))


@single("Pad")
def _(g, v):
    mode = g.pick("constant", "reflect", "edge")
    top, left, bottom, right = g.integer(0, 2), g.integer(0, 2), g.integer(0, 2), g.integer(0, 2)
    t = F.pad(v.tensor, (left, right, top, bottom), mode={"edge": "replicate"}.get(mode, mode), **({"value": 0.5} if mode == "constant" else {}))
    pads = [0, 0, top, left, 0, 0, bottom, right]
    if g.opset < 11:
        return g.op("Pad", [v], t, pads=pads, mode=mode, value=0.5)
    return g.op("Pad", [v, g.ints(pads), g.const(0.5)], t, mode=mode)


@single("Concat")
def _(g, v):
    r = g.relu(v)
    return g.op("Concat", [v, r, v], torch.cat([v.tensor, r.tensor, v.tensor], 1), axis=g.pick(1, -3) if g.opset >= 11 else 1)


@single("Split")
def _(g, v):
    first, c = g.integer(1, v.shape[1] - 1), v.shape[1]
    names = [g.name(), g.name()]
    parts = v.tensor.split([first, c - first], 1)
    if g.opset < 13:
        g.op("Split", [v], parts[0], outputs=names, axis=1, split=[first, c - first])
    else:
        g.op("Split", [v, g.ints([first, c - first])], parts[0], outputs=names, axis=1)
    return g.op("Concat", [names[1], names[0]], torch.cat([parts[1], parts[0]], 1), axis=1)


@single("Slice")
def _(g, v):
    c, h, w = v.shape[1:]
    starts, ends, axes = [1, -h, 0], [c, 1000, -1], [1, 2, 3]
    if g.opset < 10:
        return g.op("Slice", [v], v.tensor[:, 1:, :, :-1], starts=starts, ends=ends, axes=axes)
    steps = [1, 2, g.integer(1, 2)]
    return g.op("Slice", [v, *map(g.ints, (starts, ends, axes, steps))], v.tensor[:, 1:, ::2, :-1:steps[2]])


@single("Gather")
def _(g, v):
    indices = [g.integer(0, v.shape[1] - 1) for _ in range(g.integer(1, 3))]
    return g.op("Gather", [v, g.ints(indices)], v.tensor[:, indices], axis=1)


@single("DepthToSpace", 11)
def _(g, v):
    v = g.conv(v, 8)
    mode = g.pick("CRD", "DCR")
    t = F.pixel_shuffle(v.tensor, 2)
    if mode == "DCR":
        n, c, h, w = v.shape
        t = v.tensor.reshape(n, 2, 2, c // 4, h, w).permute(0, 3, 4, 1, 5, 2).reshape(n, c // 4, 2 * h, 2 * w)
    return g.op("DepthToSpace", [v], t, blocksize=2, mode=mode)


@single("SpaceToDepth")
def _(g, v):
    h, w = v.shape[2] // 2 * 2, v.shape[3] // 2 * 2
    v = g.op("GlobalAveragePool", [v], v.tensor.mean((2, 3), keepdim=True)) if min(h, w) < 2 else v
    name, t = g.weight(g.numbers(1, 1, 1, 1))
    padded = F.pad(v.tensor, (0, v.shape[3] % 2, 0, v.shape[2] % 2))
    pads = [0, 0, 0, 0, 0, 0, v.shape[2] % 2, v.shape[3] % 2]
    even = g.op("Pad", [v], padded, pads=pads) if g.opset < 11 else g.op("Pad", [v, g.ints(pads)], padded)
    n, c, h, w = even.shape
    return g.op("SpaceToDepth", [even], padded.reshape(n, c, h // 2, 2, w // 2, 2).permute(0, 3, 5, 1, 2, 4).reshape(n, c * 4, h // 2, w // 2), blocksize=2)


@single("Upsample", 9, 9)
def _(g, v):
    t = F.interpolate(v.tensor, scale_factor=(2, 3), mode="nearest")
    return g.op("Upsample", [v, g.const([1, 1, 2, 3])], t, mode="nearest")


@single("Upsample by an attribute", 7, 8)
def _(g, v):
    return g.op("Upsample", [v], F.interpolate(v.tensor, scale_factor=(3, 2), mode="nearest"), mode="nearest", scales=[1.0, 1.0, 3.0, 2.0])


@single("Resize of opset 10", 10, 10)
def _(g, v):
    return g.op("Resize", [v, g.const([1, 1, 2, 2])], F.interpolate(v.tensor, scale_factor=2, mode="nearest"), mode="nearest")


@single("Resize", 11)
def _(g, v):
    mode, align = g.pick("nearest", "linear", "linear", "cubic"), g.pick(True, False)
    scale = g.pick((2.0, 2.0), (1.5, 2.5), (0.5, 2.0))
    sizes = [int(s * k) for s, k in zip(v.shape[2:], scale)]
    by_size = g.pick(True, False) or align
    coordinates = "asymmetric" if mode == "nearest" else "align_corners" if align else g.pick("half_pixel", "pytorch_half_pixel")
    how = dict(size=sizes) if by_size else dict(scale_factor=scale, recompute_scale_factor=False)
    t = F.interpolate(v.tensor, mode={"linear": "bilinear", "cubic": "bicubic"}.get(mode, mode), **how, **({} if mode == "nearest" else dict(align_corners=align)))
    empty = g.const(np.zeros(0)) if g.opset < 13 else ""
    inputs = [v, empty, g.const(np.zeros(0)), g.ints([1, v.shape[1], *sizes])] if by_size else [v, empty, g.const([1, 1, *scale])]
    return g.op("Resize", inputs, t, mode=mode, coordinate_transformation_mode=coordinates, nearest_mode="floor" if mode == "nearest" else None)


# Groups of operators as exporters and builders of networks write them
BLOCKS = {}


def block(name, since=7, until=23):
    def add(function):
        BLOCKS[name] = (since, until, function)
        return function
    return add


@block("GroupNorm as PyTorch exports it")
def _(g, v):
    v = g.conv(v)
    groups, c = 2, v.shape[1]
    a = g.op("Reshape", [v, g.ints([0, groups, -1])], v.tensor.reshape(1, groups, -1))
    n = g.op("InstanceNormalization", [a, g.const(np.ones(groups)), g.const(np.zeros(groups))], F.instance_norm(a.tensor, eps=2.0 ** -10), epsilon=2.0 ** -10)
    s = g.op("Shape", [v], v.tensor)
    b = g.op("Reshape", [n, s], n.tensor.reshape(v.shape))
    (scale, ts), (shift, tb) = g.weight(g.numbers(c, 1, 1)), g.weight(g.numbers(c, 1, 1))
    m = g.op("Mul", [b, scale], b.tensor * ts)
    return g.op("Add", [m, shift], m.tensor + tb)


@block("LocalResponseNorm as PyTorch exports it")
def _(g, v):
    size, alpha, beta, k = g.pick(2, 3, 4, 5), 0.5, 0.75, 1.0
    c, h, w = v.shape[1:]
    square = g.op("Mul", [v, v], v.tensor * v.tensor)
    a = g.op("Reshape", [square, g.ints([1, 1, c, h, -1])], square.tensor.reshape(1, 1, c, h, w)) if g.pick(True, False) else g.axes_op("Unsqueeze", square, square.tensor.unsqueeze(1), [1], 13)
    pads = [0, 0, size // 2, 0, 0, 0, 0, (size - 1) // 2, 0, 0]
    t = F.pad(a.tensor, (0, 0, 0, 0, size // 2, (size - 1) // 2))
    p = g.op("Pad", [a], t, pads=pads) if g.opset < 11 else g.op("Pad", [a, g.ints(pads)], t)
    q = g.op("AveragePool", [p], F.avg_pool3d(p.tensor, (size, 1, 1), 1), kernel_shape=[size, 1, 1], strides=[1, 1, 1])
    q = g.axes_op("Squeeze", q, q.tensor.squeeze(1), [1], 13)
    q = g.op("Mul", [q, g.const(alpha)], q.tensor * alpha)
    q = g.op("Add", [q, g.const(k)], q.tensor + k)
    q = g.op("Pow", [q, g.const(beta)], q.tensor ** beta)
    return g.op("Div", [v, q], v.tensor / q.tensor)


@block("residual block")
def _(g, v):
    a = g.relu(g.batch_norm(g.conv(v)) if g.opset >= 9 else g.conv(v))
    b = g.conv(a)
    return g.relu(g.op("Add", [b, v], b.tensor + v.tensor))


@block("inverted residual", 14)
def _(g, v):
    c = v.shape[1]
    a = g.conv(v, 2 * c, (1, 1), padding=0)
    a = g.op("HardSwish", [a], F.hardswish(a.tensor))
    a = g.conv(a, 2 * c, groups=2 * c)
    q = g.conv(g.gap(a), 2 * c, (1, 1), padding=0)
    q = g.op("HardSigmoid", [q], (q.tensor * 0.25 + 0.5).clamp(0, 1), alpha=0.25)
    a = g.op("Mul", [a, q], a.tensor * q.tensor)
    b = g.conv(a, c, (1, 1), padding=0)
    return g.op("Add", [v, b], b.tensor + v.tensor)


@block("inception module")
def _(g, v):
    parts = [g.conv(v, 2, (1, 1), padding=0), g.relu(g.conv(v, 2)), g.conv(v, 1, (5, 5), padding=2),
             g.op("MaxPool", [v], F.max_pool2d(v.tensor, 3, 1, 1), kernel_shape=[3, 3], strides=[1, 1], pads=[1] * 4)]
    return g.op("Concat", parts, torch.cat([p.tensor for p in parts], 1), axis=1)


@block("dense block")
def _(g, v):
    for _ in range(2):
        b = g.conv(g.relu(v), 2)
        v = g.op("Concat", [v, b], torch.cat([v.tensor, b.tensor], 1), axis=1)
    return g.op("AveragePool", [v], F.avg_pool2d(v.tensor, 2), kernel_shape=[2, 2], strides=[2, 2])


@block("channel shuffle")
def _(g, v):
    c, h, w = v.shape[1:]
    a = g.op("Reshape", [v, g.ints([1, 2, c // 2, h, w])], v.tensor.reshape(1, 2, c // 2, h, w))
    b = g.op("Transpose", [a], a.tensor.transpose(1, 2), perm=[0, 2, 1, 3, 4])
    return g.conv(g.op("Reshape", [b, g.ints([1, c, h, w])], b.tensor.reshape(v.shape)), groups=2)


@block("ConvNeXt block", 17)
def _(g, v):
    c = v.shape[1]
    a = g.conv(v, c, (7, 7), padding=3, groups=c)
    a = g.op("Transpose", [a], a.tensor.permute(0, 2, 3, 1), perm=[0, 2, 3, 1])
    (s, ts), (b, tb) = g.weight(g.numbers(c)), g.weight(g.numbers(c))
    a = g.op("LayerNormalization", [a, s, b], F.layer_norm(a.tensor, (c,), ts, tb, 2.0 ** -10), axis=-1, epsilon=2.0 ** -10)
    for n, m in ((c, 2 * c), (2 * c, c)):
        (w, tw), (b, tb) = g.weight(g.numbers(n, m)), g.weight(g.numbers(m))
        a = g.op("MatMul", [a, w], a.tensor @ tw)
        a = g.op("Add", [b, a], a.tensor + tb)
        if m > n:
            d = g.op("Div", [a, g.const(1.5)], a.tensor / 1.5)
            e = g.op("Erf", [d], torch.erf(d.tensor))
            f = g.op("Add", [e, g.const(1)], e.tensor + 1)
            a = g.op("Mul", [a, f], a.tensor * f.tensor)
    a = g.op("Transpose", [a], a.tensor.permute(0, 3, 1, 2), perm=[0, 3, 1, 2])
    return g.op("Add", [a, v], a.tensor + v.tensor)


@block("decoder", 11)
def _(g, v):
    a = g.relu(g.conv(v, 4, stride=2))
    empty = g.const(np.zeros(0)) if g.opset < 13 else ""
    t = F.interpolate(a.tensor, scale_factor=2, mode="bilinear", align_corners=False)
    a = g.op("Resize", [a, empty, g.const([1, 1, 2, 2])], t, mode="linear", coordinate_transformation_mode="half_pixel")
    name, w = g.weight(g.numbers(4, 2, 2, 2))
    return g.op("ConvTranspose", [a, name], F.conv_transpose2d(a.tensor, w, None, 2), strides=[2, 2], kernel_shape=[2, 2])


@block("classifier")
def _(g, v):
    a = g.gap(g.relu(g.conv(v, 6)))
    flat = g.op("Reshape", [a, g.ints([1, 6])], a.tensor.reshape(1, 6))
    (w, tw), (b, tb) = g.weight(g.numbers(6, 5)), g.weight(g.numbers(5))
    m = g.op("MatMul", [flat, w], flat.tensor @ tw)
    m = g.op("Add", [m, b], m.tensor + tb)
    return g.op("Softmax", [m], m.tensor.softmax(1), axis=1)


@block("nodes out of order")
def _(g, v):
    result = g.conv(g.relu(g.conv(v)))
    first = 1 if g.layout == "NHWC" else 0
    g.nodes[first:] = [g.nodes[i] for i in g.rng.permutation(np.arange(first, len(g.nodes)))]
    return result


@block("weights of one number", 9)
def _(g, v):
    shape = g.ints([3, v.shape[1], 3, 3])
    w = g.op("ConstantOfShape", [shape], torch.tensor(0.0), value=helper.make_tensor("value", TensorProto.FLOAT, [1], [0.25]))
    return g.op("Conv", [v, w], F.conv2d(v.tensor, torch.full((3, v.shape[1], 3, 3), 0.25, dtype=g.dtype)))


# One after another, all of which leave rows and columns
CHAIN = ["Relu", "Sigmoid", "Tanh", "Abs", "LeakyRelu", "Elu", "Celu", "Conv", "MaxPool", "AveragePool", "BatchNormalization", "InstanceNormalization", "Add", "Mul", "Sub",
         "Clip", "PRelu", "Pad", "Concat", "Slice", "Softsign", "ThresholdedRelu", "ConvTranspose", "Resize", "HardSigmoid", "LpNormalization", "Softplus", "Gelu"]


def chain(g, v):
    for _ in range(g.integer(3, 5)):
        since, until, function = SINGLE[g.pick(*[name for name in CHAIN if SINGLE[name][0] <= g.opset])]
        if min(v.shape[2:]) >= 5 and np.prod(v.shape) < 2000 and v.shape[1] % 2 == 0:
            v = function(g, v)
    return g.conv(v, 2)


def opsets(since, until, count, offset):
    """Some opsets of a range, others for each offset, so that all come up."""
    known = [o for o in OPSETS if since <= o <= until]
    return [known[(offset + i * len(known) // count) % len(known)] for i in range(min(count, 2 * len(known)))]


def graphs():
    seed = 0
    for index, (name, (since, until, function)) in enumerate(SINGLE.items()):
        for opset in opsets(since, until, 4, index):
            seed += 1
            yield name, opset, "NCHW", function, seed
    for index, (name, (since, until, function)) in enumerate(BLOCKS.items()):
        for layout, count in (("NCHW", 4), ("NHWC", 2)):
            for opset in opsets(since, until, count, index):
                seed += 1
                yield name, opset, layout, function, seed
    for index in range(70):
        seed += 1
        yield "chain", OPSETS[index % len(OPSETS)], "NHWC" if index % 4 == 3 else "NCHW", chain, seed


def made(opset, layout, function, seed):
    """The graph of a seed, or of a later one where float32 loses digits in the first: ONNX Runtime is to be held to 1e-6."""
    while True:
        sizes = np.random.RandomState(seed)
        shape = (int(sizes.choice([2, 4])), int(sizes.randint(6, 9)), int(sizes.randint(6, 9)))
        results = []
        for dtype in (torch.float64, torch.float32):
            g = Graph(seed, opset, shape, layout, dtype)
            results.append(g.finish(function(g, g.x)))
        y, single = results[0][2], results[1][2]
        if y is None or np.abs(y - single).max() <= 3e-7 * np.abs(y).max():
            return results[0]
        seed += 1000


def main(path):
    index = []
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        def add(name, data):
            archive.writestr(zipfile.ZipInfo(name, (2000, 1, 1, 0, 0, 0)), data, zipfile.ZIP_DEFLATED, 9)
        for name, opset, layout, function, seed in graphs():
            model, x, y, gradient = made(opset, layout, function, seed)
            number = f"{seed:03d}"
            index.append({"name": f"{number} {name}, opset {opset}, {layout}", "file": number, "layout": layout, "shape": list(x.shape[1:]), "outputs": 0 if y is None else int(y.size)})
            add(f"{number}.onnx", model.SerializeToString())
            add(f"{number}.input", np.ascontiguousarray(x, "<f4").tobytes())
            assert np.array_equal(x.astype(np.float32).astype(np.float64), x), name
            if y is not None:
                assert np.isfinite(y).all() and np.isfinite(gradient).all(), name
                add(f"{number}.values", np.concatenate([y.ravel(), np.ascontiguousarray(gradient).ravel()]).astype("<f8").tobytes())
        add("index.json", json.dumps(index, indent=0))
    print(f"{len(index)} graphs, {sum(1 for i in index if i['layout'] == 'NHWC')} of them NHWC")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    torch.set_num_threads(1)
    main(sys.argv[1])
