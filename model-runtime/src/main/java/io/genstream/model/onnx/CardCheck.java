package io.genstream.model.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import io.genstream.model.ModelException;
import io.genstream.model.card.ModelCard;
import io.genstream.model.card.ModelInput;
import io.genstream.model.card.ModelOutput;
import io.genstream.model.card.TensorRole;
import io.genstream.model.card.TensorType;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeSet;

/**
 * Compares an ONNX file with its card when it is opened, so that a wrong card fails at registration with a sentence and
 * not in the first request with a native error. Axes that the file leaves dynamic agree with anything.
 */
final class CardCheck {
    private CardCheck() {}

    /** Whether each input has a batch axis: all have, but FIXED ones may do without. */
    static Map<String, Boolean> check(OrtSession session, ModelCard card) throws OrtException {
        Map<String, NodeInfo> inputs = session.getInputInfo();
        Map<String, Boolean> withBatchAxis = new HashMap<>();
        for (ModelInput input : card.inputs()) {
            String tensor = "input '" + input.name() + "'";
            TensorInfo info = find(tensor, inputs, input.name());
            boolean batched = input.role() != TensorRole.FIXED
                    || info.getShape().length > input.shape().size();
            checkTensor(tensor, info, input.type(), input.shape(), batched, card.fixedBatch());
            withBatchAxis.put(input.name(), batched);
        }
        for (String name : inputs.keySet()) {
            if (!withBatchAxis.containsKey(name)) {
                throw new ModelException("the model needs input '" + name
                        + "', which the card does not list; give it a role, FIXED if nothing else fits");
            }
        }
        Map<String, NodeInfo> outputs = session.getOutputInfo();
        for (ModelOutput output : card.outputs()) {
            String tensor = "output '" + output.name() + "'";
            TensorInfo info = find(tensor, outputs, output.name());
            checkTensor(tensor, info, output.type(), output.shape(), true, card.fixedBatch());
        }
        return Map.copyOf(withBatchAxis);
    }

    private static TensorInfo find(String tensor, Map<String, NodeInfo> nodes, String name) {
        NodeInfo node = nodes.get(name);
        if (node == null) {
            throw new ModelException(
                    tensor + " of the card is not in the model, which has " + new TreeSet<>(nodes.keySet()));
        }
        if (node.getInfo() instanceof TensorInfo info) {
            return info;
        }
        throw new ModelException(tensor + " is not a dense tensor in the model");
    }

    private static void checkTensor(
            String tensor,
            TensorInfo info,
            TensorType type,
            List<Integer> sample,
            boolean batched,
            OptionalInt fixedBatch) {
        if (info.type != BatchBuffers.javaType(type)) {
            throw new ModelException(tensor + " is " + type + " in the card, but " + info.type + " in the model");
        }
        long[] shape = info.getShape();
        int first = batched ? 1 : 0;
        if (shape.length != sample.size() + first) {
            throw new ModelException(tensor + " has shape " + Arrays.toString(shape) + " in the model; the card's "
                    + sample + " needs " + (sample.size() + first) + " axes, the batch axis first");
        }
        for (int axis = 0; axis < sample.size(); axis++) {
            long actual = shape[axis + first];
            if (actual >= 0 && actual != sample.get(axis)) {
                throw new ModelException(tensor + " has shape " + Arrays.toString(shape)
                        + " in the model, but [batch] + " + sample + " in the card");
            }
        }
        if (batched && shape[0] >= 0) {
            checkBatch(tensor, shape[0], fixedBatch);
        }
    }

    private static void checkBatch(String tensor, long modelBatch, OptionalInt fixedBatch) {
        if (fixedBatch.isEmpty()) {
            throw new ModelException(tensor + " takes batches of exactly " + modelBatch
                    + "; set the card's fixedBatch, or export with a dynamic batch axis");
        }
        if (fixedBatch.getAsInt() != modelBatch) {
            throw new ModelException(tensor + " takes batches of exactly " + modelBatch
                    + ", but the card's fixedBatch is " + fixedBatch.getAsInt());
        }
    }
}
