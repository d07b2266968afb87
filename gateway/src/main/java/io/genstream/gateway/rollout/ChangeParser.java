package io.genstream.gateway.rollout;

import io.genstream.gateway.http.Fields;
import io.genstream.gateway.rollout.RolloutChange.Action;
import io.genstream.gateway.rollout.RolloutChange.Policy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Reads one change: either {@code action} with its fields, or the short form that names what shall be different
 * ({@code stable}, {@code canary} and {@code percent}, {@code shadow}, {@code policy} alone). Stateless.
 */
final class ChangeParser {
    private static final int MAX_PERCENT = 100;

    private ChangeParser() {}

    static RolloutChange parse(Fields fields, String model, String commandId, Optional<Long> ifMatch) {
        Optional<Action> named = fields.choice("action", Action.class);
        Optional<String> version = fields.text("version");
        Optional<String> stable = fields.text("stable");
        Optional<String> canary = fields.text("canary");
        Optional<String> shadow = fields.text("shadow");
        OptionalLong percent = fields.integer("percent", 0, MAX_PERCENT);
        Optional<Policy> policy = fields.choice("policy", Policy.class);
        OptionalLong expected = fields.integer("expectedRevision", 0, Long.MAX_VALUE);
        Optional<String> by = fields.text("by");
        Optional<String> reason = fields.text("reason");
        Action action = action(fields, named, stable, canary, shadow, policy);
        Optional<String> target = version.or(() -> stable).or(() -> canary).or(() -> shadow);
        if (action == Action.PROMOTE && target.isEmpty()) {
            fields.violate("version", "is required: which version shall be stable");
        }
        if (action == Action.SET_POLICY && policy.isEmpty()) {
            fields.violate("policy", "is required: AUTO or MANUAL");
        }
        if (action == Action.CANARY && target.isPresent() && percent.isEmpty()) {
            fields.violate("percent", "is required: the canary's share of requests, 0 to 100");
        }
        fields.check();
        return new RolloutChange(
                commandId,
                model,
                action,
                target,
                (int) percent.orElse(0),
                policy,
                expected.isPresent() ? Optional.of(expected.getAsLong()) : ifMatch,
                by.orElse("operator"),
                reason.orElse(""));
    }

    private static Action action(
            Fields fields,
            Optional<Action> named,
            Optional<String> stable,
            Optional<String> canary,
            Optional<String> shadow,
            Optional<Policy> policy) {
        List<Action> changes = new ArrayList<>();
        stable.ifPresent(v -> changes.add(Action.PROMOTE));
        canary.ifPresent(v -> changes.add(Action.CANARY));
        shadow.ifPresent(v -> changes.add(Action.SHADOW));
        named.filter(a -> !changes.contains(a)).ifPresent(changes::add);
        if (changes.isEmpty()) {
            policy.ifPresent(p -> changes.add(Action.SET_POLICY));
        }
        if (changes.size() != 1) {
            fields.violate(
                    "action",
                    "give one change a call: stable, canary with percent, shadow, policy, or an action; found "
                            + changes);
            return Action.SET_POLICY;
        }
        return changes.get(0);
    }
}
