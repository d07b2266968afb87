package io.genstream.cli.figures;

import io.genstream.cli.client.CommandException;
import io.genstream.cli.client.ExitCode;
import io.genstream.model.ModelException;
import io.genstream.model.RuntimeOptions;
import io.genstream.model.card.ConditionRows;
import io.genstream.model.onnx.OnnxSession;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A version's encoder artifact, run here: float NCHW {@code image} and, where conditional, {@code condition} in; the code, or a
 * posterior's means followed by its log variances, out. Used by one thread.
 */
final class Encoder implements AutoCloseable {
    private static final String IMAGE = "image";
    private static final String CONDITION = "condition";

    private final OnnxSession session;
    private final int latentSize;

    /** @throws CommandException where the file is no encoder that we know */
    Encoder(byte[] file, int latentSize) {
        this.latentSize = latentSize;
        try {
            session = OnnxSession.open(file, RuntimeOptions.defaults());
        } catch (ModelException e) {
            throw unusable(e.getMessage(), e);
        }
    }

    /** @param pixels channels first, in the range that the encoder was trained with */
    float[] encode(float[] pixels, List<Float> label) {
        Map<String, float[][]> inputs = new HashMap<>();
        inputs.put(IMAGE, new float[][] {pixels});
        if (conditional()) {
            inputs.put(CONDITION, new float[][] {ConditionRows.toArray(label)});
        }
        try {
            float[] row = session.run(inputs).floats(session.outputs().get(0));
            if (row.length != latentSize && row.length != 2 * latentSize) {
                throw unusable(row.length + " values for a latent of " + latentSize, null);
            }
            return Arrays.copyOf(row, latentSize);
        } catch (ModelException e) {
            throw unusable(e.getMessage(), e);
        }
    }

    boolean conditional() {
        return session.takes(CONDITION);
    }

    private static CommandException unusable(String why, Exception cause) {
        return new CommandException(ExitCode.REFUSED, "the version's encoder cannot be used: " + why, cause);
    }

    @Override
    public void close() {
        session.close();
    }
}
