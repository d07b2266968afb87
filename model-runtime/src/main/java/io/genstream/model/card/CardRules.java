package io.genstream.model.card;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What must hold across a card's fields; each message names the field and says what would be right. */
final class CardRules {
    private static final int MAX_SIDE = 8192;
    private static final Set<TensorRole> REPEATABLE = Set.of(TensorRole.FIXED);

    private CardRules() {}

    static void checkImageSize(int height, int width, int channels) {
        if (height < 1 || height > MAX_SIDE || width < 1 || width > MAX_SIDE) {
            throw new CardException("image sides must be 1 to " + MAX_SIDE + ", not " + height + "x" + width);
        }
        if (channels != 1 && channels != 3) {
            throw new CardException("channels must be 1 or 3, not " + channels);
        }
    }

    static void checkTensors(List<ModelInput> inputs, List<ModelOutput> outputs) {
        if (inputs.isEmpty() || outputs.isEmpty()) {
            throw new CardException("a card needs at least one input and one output");
        }
        Set<String> names = new HashSet<>();
        Set<TensorRole> roles = new HashSet<>();
        for (ModelInput input : inputs) {
            if (!names.add(input.name())) {
                throw new CardException("input '" + input.name() + "' is listed twice");
            }
            if (!roles.add(input.role()) && !REPEATABLE.contains(input.role())) {
                throw new CardException("more than one input has the role " + input.role());
            }
        }
        roles.clear();
        names.clear();
        for (ModelOutput output : outputs) {
            if (!names.add(output.name())) {
                throw new CardException("output '" + output.name() + "' is listed twice");
            }
            if (!roles.add(output.role())) {
                throw new CardException("more than one output has the role " + output.role());
            }
        }
    }

    static void checkLabels(
            List<ModelInput> inputs,
            List<ModelOutput> outputs,
            LabelKind kind,
            List<String> names,
            List<List<Float>> rows) {
        if (kind == null) {
            throw new CardException("labelKind is missing");
        }
        for (ModelInput input : inputs) {
            if (input.role() == TensorRole.CONDITION) {
                checkCondition(input, kind, names.size());
            }
        }
        for (ModelOutput output : outputs) {
            if (output.role() == TensorRole.LOGITS && kind == LabelKind.CLASS && output.elements() != names.size()) {
                throw new CardException("output '" + output.name() + "' has " + output.elements() + " logits, but "
                        + names.size() + " classes are named");
            }
        }
        for (int i = 0; i < rows.size(); i++) {
            String problem = ConditionRows.problem(kind, names.size(), ConditionRows.toArray(rows.get(i)));
            if (problem != null) {
                throw new CardException("label row " + i + ": " + problem);
            }
        }
    }

    private static void checkCondition(ModelInput input, LabelKind kind, int names) {
        String tensor = "input '" + input.name() + "'";
        LabelKind expected = input.conditionKind() == ConditionKind.ATTRIBUTES ? LabelKind.ATTRIBUTES : LabelKind.CLASS;
        if (kind != expected) {
            throw new CardException(tensor + ": a " + input.conditionKind() + " condition needs labelKind " + expected
                    + ", not " + kind);
        }
        if (names == 0) {
            throw new CardException(tensor + ": a conditional model needs attribute names");
        }
        if (input.conditionKind() != ConditionKind.CLASS_INDEX && input.elements() != names) {
            throw new CardException(
                    tensor + " has " + input.elements() + " values, but " + names + " attributes are named");
        }
    }
}
