package io.genstream.trainer.torchscript;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScriptLibraryTest {
    @Test
    void callsTheMethodThatTheNameSays() {
        ScriptBuilder square = new ScriptBuilder("square");
        String x = square.parameter("x");
        ScriptBuilder half = new ScriptBuilder("half");
        String y = half.parameter("y");
        List<ScriptMethod> methods = List.of(
                square.returns(square.assign("torch.mul({}, {})", x, x)),
                half.returns(half.assign("torch.mul({}, {})", y, 0.5)));
        try (NDManager manager = Torch.newManager();
                ScriptLibrary library = ScriptLibrary.load(manager, methods)) {
            NDArray input = manager.create(new float[] {3, -4});

            assertThat(library.call("square", input).toFloatArray()).containsExactly(9, 16);
            assertThat(library.call("half", input).toFloatArray()).containsExactly(1.5f, -2);
        }
    }

    @Test
    void returnsSeveralValuesInOrder() {
        ScriptBuilder script = new ScriptBuilder("both");
        String x = script.parameter("x");
        ScriptMethod method = script.returns(List.of(script.assign("torch.neg({})", x), x));
        try (NDManager manager = Torch.newManager();
                ScriptLibrary library = ScriptLibrary.load(manager, List.of(method))) {
            NDList values = library.callAll("both", manager.create(new float[] {2}));

            assertThat(values.get(0).toFloatArray()).containsExactly(-2);
            assertThat(values.get(1).toFloatArray()).containsExactly(2);
        }
    }

    @Test
    void letsGradientsFlowThrough() {
        ScriptBuilder script = new ScriptBuilder("cube");
        String x = script.parameter("x");
        ScriptMethod method = script.returns(script.assign("torch.sum(torch.pow({}, 3))", x));
        try (NDManager manager = Torch.newManager();
                ScriptLibrary library = ScriptLibrary.load(manager, List.of(method))) {
            NDArray input = manager.create(new float[] {2, -1});
            input.setRequiresGradient(true);
            try (GradientCollector gradients = Torch.engine().newGradientCollector()) {
                gradients.backward(library.call("cube", input));
            }

            assertThat(input.getGradient().toFloatArray()).containsExactly(12, 3);
        }
    }

    @Test
    void namesTheMethodsThereAreWhenOneIsMissing() {
        ScriptBuilder script = new ScriptBuilder("there");
        ScriptMethod method = script.returns(script.parameter("x"));
        try (NDManager manager = Torch.newManager();
                ScriptLibrary library = ScriptLibrary.load(manager, List.of(method))) {
            assertThatThrownBy(() -> library.call("missing", manager.create(1f)))
                    .hasMessageContaining("missing")
                    .hasMessageContaining("there");
        }
    }

    @Test
    void writesNumbersWithoutExponents() {
        assertThat(ScriptBuilder.number(1e-7)).isEqualTo("0.00000010");
        assertThat(ScriptBuilder.number(2)).isEqualTo("2.0");
        assertThat(Double.parseDouble(ScriptBuilder.number(0.1 + 0.2))).isEqualTo(0.1 + 0.2);
    }
}
