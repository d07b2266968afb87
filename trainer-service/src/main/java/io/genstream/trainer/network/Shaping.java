package io.genstream.trainer.network;

import io.genstream.trainer.onnx.OnnxAttribute;
import io.genstream.trainer.onnx.OnnxGraph;
import java.util.List;

/** Layers without weights that rearrange their input. */
public enum Shaping implements Layer {
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
    },

    /**
     * Every pixel becomes 2 x 2. Before a 3 x 3 convolution it avoids the checkerboard of a transposed one (Odena et al.
     * 2016, "Deconvolution and checkerboard artifacts").
     */
    UPSAMPLE {
        @Override
        public String script(ScriptScope scope, String input) {
            return scope.script().assign("torch.upsample_nearest2d({}, None, [2.0, 2.0])", input);
        }

        @Override
        public String onnx(OnnxScope scope, String input) {
            OnnxGraph graph = scope.graph();
            String scales = graph.constant(new float[] {1, 1, 2, 2}, 4);
            return graph.node(
                    "Resize",
                    List.of(input, "", scales),
                    OnnxAttribute.text("mode", "nearest"),
                    OnnxAttribute.text("coordinate_transformation_mode", "asymmetric"),
                    OnnxAttribute.text("nearest_mode", "floor"));
        }
    }
}
