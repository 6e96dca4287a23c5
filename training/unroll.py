"""A quantised model in, the same with matrix products in place of its convolutions out.

    python -m training.unroll FOLDER

onnxruntime's ConvInteger is many times slower than its MatMulInteger: one convolution of three
words took a seventh of the reading. The sums are of whole numbers, so the results stay the same
to the last bit. FOLDER holds reader.int8.onnx and labels.json, which names the model's hash.
"""

from __future__ import annotations

import argparse
import hashlib
from pathlib import Path

import numpy as np
import onnx
from onnx import helper, numpy_helper

END = np.iinfo(np.int64).max


def unroll(model: onnx.ModelProto) -> int:
    """Replace each ConvInteger over one axis, stride 1; return how many there were."""
    held = {array.name: array for array in model.graph.initializer}
    nodes: list[onnx.NodeProto] = []
    found = 0
    for node in model.graph.node:
        if node.op_type != "ConvInteger":
            nodes.append(node)
            continue
        found += 1
        weights = numpy_helper.to_array(held[node.input[1]])  # (outputs, inputs, width)
        settings = {a.name: helper.get_attribute_value(a) for a in node.attribute}
        check(node, settings, weights)
        nodes += make_product(model.graph, node, settings["pads"], weights)
        model.graph.initializer.remove(held[node.input[1]])
    del model.graph.node[:]
    model.graph.node.extend(nodes)
    return found


def check(node: onnx.NodeProto, settings: dict[str, object], weights: np.ndarray) -> None:
    """Raise a ValueError for a convolution that is not as ours are."""
    plain = {"strides": [1], "dilations": [1], "group": 1}
    if weights.ndim != 3 or any(settings.get(k, v) != v for k, v in plain.items()):
        raise ValueError(f"{node.name}: wanted one axis, stride 1, no dilation, one group")


def make_product(
    graph: onnx.GraphProto, node: onnx.NodeProto, pads: list[int], weights: np.ndarray
) -> list[onnx.NodeProto]:
    """Return nodes that lay the words of each window side by side and multiply once."""
    name, (seen, _, zero, weight_zero) = node.output[0], node.input
    width = weights.shape[2]

    def hold(part: str, values: np.ndarray) -> str:
        graph.initializer.append(numpy_helper.from_array(values, f"{name}/{part}"))
        return f"{name}/{part}"

    def step(kind: str, part: str, inputs: list[str], **settings: object) -> onnx.NodeProto:
        out = name if part == "out" else f"{name}/{part}"
        return helper.make_node(kind, inputs, [out], name=f"{name}/{part}:{kind}", **settings)

    axis = hold("axis", np.array([2], np.int64))
    around = hold("pads", np.array(pads, np.int64))
    flat = np.ascontiguousarray(weights.transpose(2, 1, 0)).reshape(-1, len(weights))
    matrix = hold("matrix", flat)
    made = [step("Pad", "padded", [seen, around, zero, axis], mode="constant")]
    for k in range(width):
        last = k - width + 1
        start = hold(f"start{k}", np.array([k], np.int64))
        end = hold(f"end{k}", np.array([last or END], np.int64))
        made.append(step("Slice", f"word{k}", [f"{name}/padded", start, end, axis]))
    words = [f"{name}/word{k}" for k in range(width)]
    return [
        *made,
        step("Concat", "windows", words, axis=1),
        step("Transpose", "rows", [f"{name}/windows"], perm=[0, 2, 1]),
        step("MatMulInteger", "sums", [f"{name}/rows", matrix, zero, weight_zero]),
        step("Transpose", "out", [f"{name}/sums"], perm=[0, 2, 1]),
    ]


def unroll_file(path: Path) -> int:
    """Unroll a model where it lies; return how many convolutions it had."""
    model = onnx.load(str(path))
    found = unroll(model)
    onnx.checker.check_model(model)
    onnx.save(model, str(path))
    return found


def rewrite(folder: Path) -> int:
    """Unroll the model in a folder and write its new hash into labels.json."""
    path, labels = folder / "reader.int8.onnx", folder / "labels.json"
    before = hashlib.sha256(path.read_bytes()).hexdigest()
    found = unroll_file(path)
    after = hashlib.sha256(path.read_bytes()).hexdigest()
    labels.write_text(labels.read_text("utf8").replace(before, after), "utf8")
    return found


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("folder", type=Path)
    folder = ap.parse_args().folder
    print(f"{folder}: {rewrite(folder)} convolutions unrolled")


if __name__ == "__main__":
    main()
