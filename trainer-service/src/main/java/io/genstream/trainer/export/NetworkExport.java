package io.genstream.trainer.export;

import io.genstream.model.ModelException;
import io.genstream.model.RuntimeOptions;
import io.genstream.model.onnx.OnnxSession;
import io.genstream.trainer.network.Network;
import io.genstream.trainer.onnx.OnnxGraph;
import io.genstream.trainer.onnx.OnnxGraph.Element;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Turns a trained network into a model file and refuses to hand it out unless ONNX Runtime computes with it what the
 * engine computes. Called by sessions whenever a checkpoint is due.
 */
public final class NetworkExport {
    public static final String CONDITION_INPUT = "condition";
    public static final String IMAGE = "image";
    public static final String LATENT_INPUT = "latent";

    private static final String FLOAT_IMAGE = "image_before_bytes";

    private final Network form;
    private final List<float[]> weights;
    private final EngineOutputs reference;

    /** @param weights in the order of {@link Network#parameters}; the averaged ones, as a rule */
    public NetworkExport(Network form, List<float[]> weights, EngineOutputs reference) {
        this.form = form;
        this.weights = weights;
        this.reference = reference;
    }

    /**
     * A generator: float {@value #LATENT_INPUT} and, where conditional, {@value #CONDITION_INPUT} in (int64 [N] for classes,
     * float [N, k] for attributes), uint8 NHWC {@value #IMAGE} out.
     *
     * @param imageShape channels, height, width
     */
    public VerifiedOnnx generator(PixelRange range, long[] imageShape, Probe probe) {
        OnnxGraph graph = new OnnxGraph(form.name());
        String value = build(graph, LATENT_INPUT, probe.shape()).get(form.output());
        graph.output(range.toBytes(graph, value), IMAGE, Element.UINT8, imageShape[1], imageShape[2], imageShape[0]);
        graph.output(value, FLOAT_IMAGE, Element.FLOAT, imageShape);
        byte[] checked = graph.serialize(List.of(FLOAT_IMAGE, IMAGE));
        OnnxSession.Outputs outputs = run(checked, LATENT_INPUT, probe);
        float[] values = outputs.floats(FLOAT_IMAGE);
        double difference =
                ParityCheck.requireClosePixels(IMAGE, reference.outputs(probe).get(0), values);
        ParityCheck.requireSamePixels(values, outputs.bytes(IMAGE), imageShape, range);
        return new VerifiedOnnx(graph.serialize(List.of(IMAGE)), difference);
    }

    /**
     * A network that reads pictures: float NCHW {@value #IMAGE} (and {@value #CONDITION_INPUT} where conditional) in,
     * rows of floats out.
     *
     * @param outputSizes of every output, the taps first
     */
    public VerifiedOnnx reader(List<Integer> outputSizes, Probe probe) {
        OnnxGraph graph = new OnnxGraph(form.name());
        Map<String, String> values = build(graph, IMAGE, probe.shape());
        List<String> names = new ArrayList<>(values.keySet());
        for (int i = 0; i < names.size(); i++) {
            graph.output(values.get(names.get(i)), names.get(i), Element.FLOAT, outputSizes.get(i));
        }
        byte[] file = graph.serialize(names);
        List<float[]> expected = reference.outputs(probe);
        double largest = 0;
        OnnxSession.Outputs outputs = run(file, IMAGE, probe);
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            largest = Math.max(largest, ParityCheck.requireCloseValues(name, expected.get(i), outputs.floats(name)));
        }
        return new VerifiedOnnx(file, largest);
    }

    private static OnnxSession.Outputs run(byte[] file, String input, Probe probe) {
        try (OnnxSession session = OnnxSession.open(file, RuntimeOptions.defaults())) {
            Map<String, float[][]> rows = new HashMap<>();
            rows.put(input, probe.inputRows());
            if (session.takes(CONDITION_INPUT)) {
                rows.put(CONDITION_INPUT, probe.labels());
            }
            return session.run(rows);
        } catch (ModelException e) {
            throw new ParityException("ONNX Runtime refuses the exported file: " + e.getMessage(), e);
        }
    }

    private Map<String, String> build(OnnxGraph graph, String inputName, long[] inputShape) {
        String input = graph.input(inputName, Element.FLOAT, inputShape);
        String condition =
                switch (form.condition().kind()) {
                    case NONE -> null;
                    case CLASS -> graph.input(CONDITION_INPUT, Element.INT64);
                    case ATTRIBUTES ->
                        graph.input(
                                CONDITION_INPUT, Element.FLOAT, form.condition().size());
                };
        return form.onnx(graph, input, condition, weights);
    }
}
