"""A convolution of whole numbers and the product that takes its place give the same numbers."""

import numpy as np
import onnxruntime as ort
import pytest
from onnx import ModelProto, TensorProto, helper, numpy_helper
from training.unroll import unroll


def make_model(width: int, pads: list[int], strides: int = 1) -> ModelProto:
    rng = np.random.default_rng(width)
    weights = rng.integers(-64, 64, (5, 4, width)).astype(np.int8)
    nodes = [
        helper.make_node("DynamicQuantizeLinear", ["x"], ["q", "scale", "zero"]),
        helper.make_node("ConvInteger", ["q", "w", "zero", "none"], ["y"], name="conv",
                         pads=pads, strides=[strides], kernel_shape=[width]),
    ]  # fmt: skip
    graph = helper.make_graph(
        nodes,
        "conv",
        [helper.make_tensor_value_info("x", TensorProto.FLOAT, ["b", 4, "n"])],
        [helper.make_tensor_value_info("y", TensorProto.INT32, ["b", 5, "m"])],
        [numpy_helper.from_array(weights, "w"),
         numpy_helper.from_array(np.zeros((), np.int8), "none")],
    )  # fmt: skip
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 18)], ir_version=9)


def run(model: ModelProto, x: np.ndarray) -> np.ndarray:
    session = ort.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])
    return session.run(["y"], {"x": x})[0]


@pytest.mark.parametrize(("width", "pads"), [(3, [1, 1]), (1, [0, 0]), (4, [2, 1]), (3, [0, 0])])
def test_the_numbers_stay_the_same(width: int, pads: list[int]) -> None:
    model = make_model(width, pads)
    x = np.random.default_rng(0).standard_normal((2, 4, 7)).astype(np.float32) + 0.4
    before = run(model, x)
    assert unroll(model) == 1
    assert not any(node.op_type == "ConvInteger" for node in model.graph.node)
    assert np.array_equal(run(model, x), before)
    assert unroll(model) == 0


def test_another_stride_is_refused() -> None:
    with pytest.raises(ValueError, match="conv: wanted one axis, stride 1"):
        unroll(make_model(3, [1, 1], strides=2))
