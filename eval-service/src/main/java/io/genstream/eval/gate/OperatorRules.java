package io.genstream.eval.gate;

import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/** What an operator's command does. The operator wins over figures, not over facts: a version must exist. Stateless. */
final class OperatorRules {
    private final Clock clock;

    OperatorRules(Clock clock) {
        this.clock = clock;
    }

    GateDecision decide(OperatorCommand command, Facts facts) {
        RolloutState state = facts.rollout(command.model());
        Optional<String> objection = objection(command, state, facts);
        String reason = objection.orElseGet(() -> describe(command, state));
        RolloutState after = objection.isPresent() ? state : apply(command, state, reason);
        String about = command.action() == Action.ROLL_BACK ? state.stable() : command.version();
        Map<String, Double> figures = about == null
                ? Map.of()
                : facts.figures(command.model(), about)
                        .map(f -> f.named("candidate"))
                        .orElse(Map.of());
        return new GateDecision(
                command.commandId(),
                command.model(),
                about,
                command.action(),
                objection.isEmpty(),
                command.by(),
                reason,
                figures,
                after,
                clock.instant());
    }

    private static Optional<String> objection(OperatorCommand command, RolloutState state, Facts facts) {
        if (!facts.knowsModel(command.model())) {
            return Optional.of("Model " + command.model() + " has no checkpoint and no roll-out: is the name right?");
        }
        if (command.expectedRevision() != null && command.expectedRevision() != state.revision()) {
            return Optional.of("The roll-out is at revision " + state.revision() + ", not at the expected "
                    + command.expectedRevision() + ": look at it again and repeat the command");
        }
        return switch (command.action()) {
            case PROMOTE ->
                command.version() == null
                        ? Optional.of("PROMOTE needs a version")
                        : notServable(command, command.version(), facts).or(() -> noChange(command, state));
            case CANARY -> canaryObjection(command, state, facts);
            case SHADOW ->
                command.version() == null ? Optional.empty() : notServable(command, command.version(), facts);
            case ROLL_BACK ->
                state.previousStable() == null
                        ? Optional.of("There is no earlier version to roll back to; promote one by name")
                        : notServable(command, state.previousStable(), facts);
            case SET_POLICY ->
                command.policy() == null ? Optional.of("SET_POLICY needs a policy, AUTO or MANUAL") : Optional.empty();
            case DELETE ->
                facts.hasVersions(command.model())
                        ? Optional.of("Model " + command.model()
                                + " has versions: delete these first, by DELETE /v1/models/" + command.model())
                        : Optional.empty();
        };
    }

    private static Optional<String> canaryObjection(OperatorCommand command, RolloutState state, Facts facts) {
        if (command.percent() < 0 || command.percent() > 100) {
            return Optional.of("A canary's share is 0 to 100 percent, not " + command.percent());
        }
        if (command.version() == null) {
            return Optional.empty();
        }
        if (command.version().equals(state.stable())) {
            return Optional.of("Version " + command.version() + " is the stable one already: it needs no canary");
        }
        return notServable(command, command.version(), facts);
    }

    private static Optional<String> notServable(OperatorCommand command, String version, Facts facts) {
        Optional<Candidate> candidate = facts.checkpoint(command.model(), version);
        if (candidate.isEmpty()) {
            return Optional.of("Version " + version + " of " + command.model() + " does not exist, or was deleted");
        }
        return candidate.get().generator()
                ? Optional.empty()
                : Optional.of("Version " + version + " of " + command.model() + " is not a generator");
    }

    private static Optional<String> noChange(OperatorCommand command, RolloutState state) {
        return command.version().equals(state.stable()) && command.pinned() == state.policy()
                ? Optional.of("Version " + command.version() + " is stable under policy " + state.policy() + " already")
                : Optional.empty();
    }

    private RolloutState apply(OperatorCommand command, RolloutState state, String reason) {
        var change = new RolloutState.Change(command.by(), reason, clock.instant());
        return switch (command.action()) {
            case PROMOTE -> state.promote(command.version(), command.pinned(), change);
            case ROLL_BACK -> state.rollBack(command.pinned(), change);
            case CANARY -> state.withCanary(command.version(), command.percent(), change);
            case SHADOW -> state.withShadow(command.version(), change);
            case SET_POLICY -> state.withPolicy(command.policy(), change);
            case DELETE -> RolloutState.none(command.model(), state.policy());
        };
    }

    private static String describe(OperatorCommand command, RolloutState state) {
        String what =
                switch (command.action()) {
                    case PROMOTE -> "Promoted " + command.version() + " under policy " + command.pinned();
                    case ROLL_BACK ->
                        "Rolled back from " + state.stable() + " to " + state.previousStable() + " under policy "
                                + command.pinned();
                    case CANARY ->
                        command.version() == null
                                ? "Ended the canary"
                                : "Gave " + command.percent() + " % of the requests to " + command.version();
                    case SHADOW ->
                        command.version() == null ? "Ended the shadow" : "Made " + command.version() + " the shadow";
                    case SET_POLICY -> "Set the policy to " + command.policy();
                    case DELETE -> "Deleted model " + command.model();
                };
        String why = command.reason().isBlank() ? "" : ": " + command.reason();
        return what + " by word of " + command.by() + why;
    }
}
