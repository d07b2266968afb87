package io.genstream.trainer.network;

import io.genstream.trainer.onnx.OnnxAttribute;
import io.genstream.trainer.onnx.OnnxGraph;
import java.util.List;

/** Element-wise functions without weights. */
public enum Activation implements Layer {
    RELU {
        @Override
        public String script(ScriptScope scope, String input) {
            return scope.script().assign("torch.relu({})", input);
        }

        @Override
        public String onnx(OnnxScope scope, String input) {
            return scope.graph().node("Relu", List.of(input));
        }
    },

    /** Slope 0.2 below zero, as in DCGAN's discriminator. */
    LEAKY_RELU {
        @Override
        public String script(ScriptScope scope, String input) {
            return scope.script().assign("torch.leaky_relu({}, {})", input, LEAK);
        }

        @Override
        public String onnx(OnnxScope scope, String input) {
            return scope.graph().node("LeakyRelu", List.of(input), OnnxAttribute.real("alpha", LEAK));
        }
    },

    TANH {
        @Override
        public String script(ScriptScope scope, String input) {
            return scope.script().assign("torch.tanh({})", scope.full(input));
        }

        @Override
        public String onnx(OnnxScope scope, String input) {
            return scope.graph().node("Tanh", List.of(input));
        }
    },

    SIGMOID {
        @Override
        public String script(ScriptScope scope, String input) {
            return scope.script().assign("torch.sigmoid({})", scope.full(input));
        }

        @Override
        public String onnx(OnnxScope scope, String input) {
            return scope.graph().node("Sigmoid", List.of(input));
        }
    },

    /** Clevert et al. 2016, "Fast and accurate deep network learning by exponential linear units". */
    ELU {
        @Override
        public String script(ScriptScope scope, String input) {
            return scope.script().assign("torch.elu({}, 1, 1, 1)", input);
        }

        @Override
        public String onnx(OnnxScope scope, String input) {
            return scope.graph().node("Elu", List.of(input), OnnxAttribute.real("alpha", 1));
        }
    };

    private static final double LEAK = 0.2;

    /** {@code sigmoid(gain * x)}: a gain above 1 sharpens what the mean of a Bernoulli decoder blurs. */
    public record ScaledSigmoid(double gain) implements Layer {
        @Override
        public String script(ScriptScope scope, String input) {
            return scope.script().assign("torch.sigmoid(torch.mul({}, {}))", scope.full(input), gain);
        }

        @Override
        public String onnx(OnnxScope scope, String input) {
            OnnxGraph graph = scope.graph();
            String scaled = graph.node("Mul", List.of(input, graph.scalar((float) gain)));
            return graph.node("Sigmoid", List.of(scaled));
        }
    }
}
