#!/usr/bin/env python3
"""Logits, input gradients and layer names of the zoo's networks in float64, for the tests to agree with.

The networks are torchvision's, or plain PyTorch's (caffe_networks.py). Weights and input follow the product's formula
(FormulaWeights.cs), written here a second time from its definition: Philox4x32-10 keyed by the SHA-256 of the stream's name.
Needs torch, torchvision and numpy; the product's tests read only the JSON files that this writes.

    python3 eng/reference/torchvision_values.py tests/VizBench.Tests/Networks/Expected [NETWORK…]
"""
import hashlib
import json
import math
import sys
import warnings

import numpy as np
import torch
import torchvision
from torchvision.models.feature_extraction import get_graph_node_names

import caffe_networks

# Side of the input. Some of the VGGs have a smaller one than their own, to keep the tests short.
TORCHVISION = {
    "alexnet": 224, "googlenet": 224,
    "resnet18": 224, "resnet34": 224, "resnet50": 224, "resnet101": 224,
    "vgg11": 128, "vgg13": 128, "vgg16": 224, "vgg19": 224,
    "vgg11_bn": 128, "vgg13_bn": 128, "vgg16_bn": 224, "vgg19_bn": 128,
}
TARGET = 7
STRIDE = 251


def philox(counter0, key0, key1, step=0, sample=0):
    """Rows of four 32-bit words for the block numbers in counter0."""
    x = [counter0.astype(np.uint64), np.full_like(counter0, step), np.full_like(counter0, sample & 0xFFFFFFFF), np.full_like(counter0, sample >> 32)]
    mask = np.uint64(0xFFFFFFFF)
    for _ in range(10):
        p0 = x[0] * np.uint64(0xD2511F53)
        p1 = x[2] * np.uint64(0xCD9E8D57)
        x = [(p1 >> np.uint64(32)) ^ x[1] ^ np.uint64(key0), p1 & mask, (p0 >> np.uint64(32)) ^ x[3] ^ np.uint64(key1), p0 & mask]
        key0, key1 = (key0 + 0x9E3779B9) & 0xFFFFFFFF, (key1 + 0xBB67AE85) & 0xFFFFFFFF
    return np.stack(x, 1)


def uniform(seed, case, purpose, count, low, high):
    text = f"vizbench-stream-1\n{seed}\n{len(case)}:{case}\n{len(purpose)}:{purpose}"
    digest = hashlib.sha256(text.encode()).digest()
    words = philox(np.arange((count + 3) // 4, dtype=np.uint64), int.from_bytes(digest[:4], "little"), int.from_bytes(digest[4:8], "little"))
    unit = (words.reshape(-1)[:count] >> np.uint64(8)).astype(np.float64) * 2.0**-24
    return (low + (high - low) * unit).astype(np.float32)


def bounds(name, shape):
    if name.endswith("running_var"):
        return 0.5, 1.5
    if len(shape) == 1:
        return (0.4, 1.4) if name.endswith("weight") else (-0.1, 0.1)
    b = math.sqrt(6.0 / math.prod(shape[1:]))
    return -b, b


def fill(model, name, names=None):
    """Gives every parameter its numbers by formula, drawn from a stream named after it (or after names[key])."""
    state = model.state_dict()
    for key, value in state.items():
        if key.endswith("num_batches_tracked"):
            continue
        low, high = bounds(key, list(value.shape))
        state[key] = torch.from_numpy(uniform(1, name, names[key] if names else key, value.numel(), low, high)).double().reshape(value.shape)
    model.load_state_dict(state)


def formula_input(name, batch, size):
    """A batch of inputs in -2 ... 2 by formula, that gradients can be asked for."""
    numbers = torch.from_numpy(uniform(1, name, "input", batch * 3 * size * size, -2, 2))
    return numbers.double().reshape(batch, 3, size, size).requires_grad_()


def build(name):
    """The network, the side of its input, what each parameter is called, and its layers in order."""
    if name in caffe_networks.NETWORKS:
        make, size = caffe_networks.NETWORKS[name]
        model = make().double().eval()
        return model, size, {key: key[len("steps."):] for key in model.state_dict()}, model.layers
    options = {"aux_logits": False, "init_weights": False} if name == "googlenet" else {}
    model = getattr(torchvision.models, name)(weights=None, **options).double().eval()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # that training mode has other nodes
        _, layers = get_graph_node_names(model)
    return model, TORCHVISION[name], {key: key for key in model.state_dict()}, [layer for layer in layers if layer != "x"]


def values(name):
    model, size, names, layers = build(name)
    fill(model, name, names)
    x = formula_input(name, 1, size)
    logits = model(x)
    gradient, = torch.autograd.grad(logits[0, TARGET], x)
    flat = gradient.reshape(-1)
    return {
        "source": f"torch {torch.__version__}, torchvision {torchvision.__version__}, float64",
        "layers": layers,
        "inputSize": size,
        "target": TARGET,
        "logits": logits[0].tolist(),
        "gradientMaxAbs": flat.abs().max().item(),
        "gradientStride": STRIDE,
        "gradient": flat[::STRIDE].tolist(),
    }


def main(folder, names):
    torch.set_num_threads(2)
    for name in names or [*TORCHVISION, *caffe_networks.NETWORKS]:
        result = values(name)
        with open(f"{folder}/{name}.json", "w", encoding="ascii", newline="\n") as out:
            json.dump(result, out, indent=0)
            out.write("\n")
        print(name, max(map(abs, result["logits"])), result["gradientMaxAbs"], flush=True)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
