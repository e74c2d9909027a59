#!/usr/bin/env python3
"""torchvision's classifiers as ONNX files without their weights, and their logits and input gradients in float64.

Each network is exported as it is in evaluation mode, unfolded, so that batch normalisation stays a node of its own and the
initializers keep the state dict's names. The files in the repository hold no weights: those are external data of a file that
is not there, since the tests make them by formula (torchvision_values.py has the formula in Python). Needs torch,
torchvision, onnx and numpy; the product's tests read only what this writes.

    python3 eng/reference/onnx_models.py tests/VizBench.Tests/Onnx/Models [NAME …]
    python3 eng/reference/onnx_models.py --full FOLDER [NAME …]     at full size, with torchvision's random weights inside, and
                                                                    once more with them in a file of their own
"""
import json
import math
import os
import sys

import numpy as np
import onnx
import onnx.external_data_helper
import torch
import torchvision

from torchvision_values import fill, formula_input

# name: size in the repository, full size, opset, whether the batch is left open, element type, further arguments
MODELS = {
    "convnext_tiny": (64, 224, 13, False, torch.float64, {}),
    "densenet121": (64, 224, 13, True, torch.float32, {}),
    "efficientnet_b0": (64, 224, 12, True, torch.float32, {}),
    "inception_v3": (107, 299, 13, True, torch.float64, {"transform_input": True, "init_weights": False}),
    "mnasnet1_0": (64, 224, 10, False, torch.float32, {}),
    "mobilenet_v2": (64, 224, 9, False, torch.float32, {}),
    "mobilenet_v3_small": (64, 224, 14, True, torch.float32, {}),
    "regnet_y_400mf": (64, 224, 15, True, torch.float32, {}),
    "resnext50_32x4d": (64, 224, 16, True, torch.float32, {}),
    "shufflenet_v2_x1_0": (64, 224, 11, True, torch.float32, {}),
    "squeezenet1_1": (64, 224, 11, False, torch.float32, {}),
}
SAMPLES = 400


def build(name, dtype):
    torch.manual_seed(1)
    return getattr(torchvision.models, name)(weights=None, **MODELS[name][5]).to(dtype).eval()


def export(model, size, path, opset, dynamic, dtype):
    torch.onnx.export(
        model, torch.zeros(1, 3, size, size, dtype=dtype), path, opset_version=opset, do_constant_folding=False,
        training=torch.onnx.TrainingMode.PRESERVE, input_names=["input"], output_names=["logits"],
        dynamic_axes={"input": {0: "batch"}, "logits": {0: "batch"}} if dynamic else None)


def weightless(path):
    """Turns the weights into external data of weights.bin, and leaves that away."""
    model = onnx.load(path)
    offset = 0
    for tensor in model.graph.initializer:
        if math.prod(tensor.dims) == 1 or tensor.data_type == onnx.TensorProto.INT64:
            continue
        length = len(tensor.raw_data)
        onnx.external_data_helper.set_external_data(tensor, "weights.bin", offset, length)
        tensor.ClearField("raw_data")
        offset += length
    for node in model.graph.node:
        node.doc_string = ""
    del model.graph.value_info[:]
    with open(path, "wb") as out:
        out.write(model.SerializeToString())


def exact_hardsigmoid(model):
    """PyTorch's own backward of hardsigmoid multiplies by 1/6 in single precision, also in float64."""
    for module in model.modules():
        if isinstance(module, torch.nn.Hardsigmoid):
            module.forward = lambda x: torch.nn.functional.relu6(x + 3) / 6


def values(name, size):
    """Logits and the gradient of one of them, with weights and input by formula."""
    model = build(name, torch.float64)
    exact_hardsigmoid(model)
    fill(model, name)
    x = formula_input(name, 2, size)
    logits = model(x)
    target = 7
    gradient, = torch.autograd.grad(logits[:, target].sum(), x)
    stride = gradient.numel() // SAMPLES
    every = logits.numel() // SAMPLES
    return {
        "source": f"torch {torch.__version__}, torchvision {torchvision.__version__}, float64",
        "size": size,
        "target": target,
        "logitsStride": every,
        "logitsMaxAbs": logits.abs().max().item(),
        "logits": logits.reshape(-1)[::every].tolist(),
        "gradientStride": stride,
        "gradientMaxAbs": gradient.abs().max().item(),
        "gradient": gradient.reshape(-1)[::stride].tolist(),
    }


def small(folder, name):
    size, _, opset, dynamic, dtype, _ = MODELS[name]
    path = os.path.join(folder, name + ".onnx")
    export(build(name, dtype), size, path, opset, dynamic, dtype)
    weightless(path)
    expected = values(name, size)
    with open(os.path.join(folder, name + ".expected.json"), "w", encoding="ascii", newline="\n") as out:
        json.dump(expected, out, indent=0)
        out.write("\n")
    print(name, os.path.getsize(path), expected["logitsMaxAbs"], expected["gradientMaxAbs"], flush=True)


def full(folder, name):
    _, size, opset, dynamic, dtype, _ = MODELS[name]
    inside = os.path.join(folder, name + ".onnx")
    model = build(name, dtype)
    export(model, size, inside, opset, dynamic, dtype)
    beside = os.path.join(folder, name + "-external.onnx")
    onnx.save_model(onnx.load(inside), beside, save_as_external_data=True, location=name + ".weights", size_threshold=1024)
    x = formula_input(name, 1, size)
    model = model.double()
    exact_hardsigmoid(model)
    logits = model(x)
    gradient, = torch.autograd.grad(logits[0, 7], x)
    np.save(os.path.join(folder, name + ".input.npy"), x.detach().numpy())
    np.save(os.path.join(folder, name + ".logits.npy"), logits.detach().numpy())
    np.save(os.path.join(folder, name + ".gradient.npy"), gradient.numpy())
    print(name, os.path.getsize(inside), os.path.getsize(beside), flush=True)


def main(arguments):
    torch.set_num_threads(2)
    make = small
    if arguments[0] == "--full":
        make, arguments = full, arguments[1:]
    os.makedirs(arguments[0], exist_ok=True)
    for name in arguments[1:] or sorted(MODELS):
        make(arguments[0], name)


if __name__ == "__main__":
    main(sys.argv[1:])
