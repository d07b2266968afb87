package io.genstream.trainer.network;

import io.genstream.trainer.onnx.OnnxAttribute;
import java.util.List;

/** Layers without weights that rearrange their input. */
enum Shaping implements Layer {
    /** Feature maps to rows. */
    FLATTEN {
        @Override
        public String script(ScriptScope scope, String input) {
            return scope.script().assign("torch.flatten({}, 1, -1)", input);
        }

        @Override
        public String onnx(OnnxScope scope, String input) {
            return scope.graph().node("Flatten", List.of(input), OnnxAttribute.integer("axis", 1));
        }
    },

    /** Appends the condition to every row. */
    APPEND_CONDITION {
        @Override
        public String script(ScriptScope scope, String input) {
            return scope.script().assign("torch.cat([{}, {}], 1)", input, scope.condition());
        }

        @Override
        public String onnx(OnnxScope scope, String input) {
            return scope.graph()
                    .node("Concat", List.of(input, scope.condition().row()), OnnxAttribute.integer("axis", 1));
        }
    },

    /** The largest of every 2 x 2 pixels. */
    MAX_POOL {
        @Override
        public String script(ScriptScope scope, String input) {
            return scope.script().assign("torch.max_pool2d({}, [2, 2], [2, 2], [0, 0], [1, 1], False)", input);
        }

        @Override
        public String onnx(OnnxScope scope, String input) {
            return scope.graph()
                    .node(
                            "MaxPool",
                            List.of(input),
                            OnnxAttribute.integers("kernel_shape", 2, 2),
                            OnnxAttribute.integers("strides", 2, 2));
        }
    }
}
