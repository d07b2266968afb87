package io.genstream.eval.gate;

import io.genstream.eval.evaluation.EvaluationId;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * The roll-out gate: is told facts, obeys operators, and decides on candidates, re-measurements and runs that should end.
 *
 * <p>What it decides counts as a fact at once, so a caller that cannot write the actions down must throw the gate away and
 * tell a new one from the log. One thread.
 */
public final class Gate {
    private static final int MAX_ASKED = 10_000;

    private final GateRules rules;
    private final Clock clock;
    private final Facts facts;
    private final PromotionRule promotion;
    private final OperatorRules operators;
    private final EarlyStopping stopping;
    private final Set<String> asked = BoundedSet.ofAtMost(MAX_ASKED);

    public Gate(GateRules rules, Clock clock) {
        this.rules = rules;
        this.clock = clock;
        this.facts = new Facts(rules);
        this.promotion = new PromotionRule(rules);
        this.operators = new OperatorRules(clock);
        this.stopping = new EarlyStopping(rules);
    }

    /** Where the log's records go. */
    public Facts facts() {
        return facts;
    }

    /** A command that was decided before has no second effect. */
    public void command(OperatorCommand command, GateActions actions) {
        if (facts.isDecided(command.model(), command.commandId())) {
            actions.addDuplicate();
            return;
        }
        settle(operators.decide(command, facts), actions);
    }

    /** Decides whatever the facts told since the last call allow to decide. */
    public void reconsider(GateActions actions) {
        for (String model : facts.takeTouchedModels()) {
            reconsiderModel(model, actions);
        }
        for (String runId : facts.takeTouchedRuns()) {
            reconsiderRun(runId, actions);
        }
    }

    private void reconsiderModel(String model, GateActions actions) {
        measureStableAtLatestRevision(model, actions);
        for (Candidate candidate : facts.generators(model)) {
            if (facts.rollout(model).stable() == null) {
                promoteFirst(candidate, actions);
            } else if (!candidate.version().equals(facts.rollout(model).stable())) {
                facts.completeFigures(model, candidate.version())
                        .filter(this::fresh)
                        .ifPresent(figures -> consider(candidate, figures, actions));
            }
        }
    }

    /** Nothing to compare with, and users are waiting: some model is better than none. */
    private void promoteFirst(Candidate candidate, GateActions actions) {
        RolloutState state = facts.rollout(candidate.model());
        String id = GateDecision.automaticId(candidate.version(), candidate.revision());
        String reason = "The first version of " + candidate.model() + ": rolled out without figures";
        settle(accepted(candidate, id, reason, Map.of(), state), actions);
    }

    private void consider(Candidate candidate, VersionFigures figures, GateActions actions) {
        String model = candidate.model();
        String id =
                GateDecision.automaticId(candidate.version(), figures.distance().revision());
        if (facts.isDecided(model, id)) {
            return;
        }
        RolloutState state = facts.rollout(model);
        Optional<String> veto = veto(candidate, state);
        if (veto.isPresent()) {
            settle(refused(candidate, id, veto.get(), figures.named("candidate"), state), actions);
            return;
        }
        Optional<VersionFigures> stable =
                facts.completeFigures(model, state.stable()).filter(figures::comparableWith);
        if (stable.isEmpty()) {
            awaitStable(candidate, figures, actions);
            return;
        }
        PromotionRule.Verdict verdict = promotion.judge(stable.get(), figures);
        settle(
                verdict.promote()
                        ? accepted(candidate, id, verdict.reason(), verdict.figures(), state)
                        : refused(candidate, id, verdict.reason(), verdict.figures(), state),
                actions);
    }

    private Optional<String> veto(Candidate candidate, RolloutState state) {
        if (state.policy() == Policy.MANUAL) {
            return Optional.of("The policy is MANUAL: only an operator promotes (set by " + state.by() + ": "
                    + state.reason() + ")");
        }
        if (facts.isRolledBack(candidate.model(), candidate.version())) {
            return Optional.of("An operator rolled this version back: only an operator promotes it again");
        }
        return Optional.empty();
    }

    /** By the time a figure is this old, the log may have forgotten what was decided on it. */
    private boolean fresh(VersionFigures figures) {
        return figures.distance().at().plus(rules.maxFigureAge()).isAfter(clock.instant());
    }

    /** A new revision of the data set makes new figures; without the stable version's none of them can be judged. */
    private void measureStableAtLatestRevision(String model, GateActions actions) {
        Optional<Candidate> stable = facts.stable(model).filter(c -> c.datasetId() != null);
        if (stable.isEmpty()) {
            return;
        }
        Optional<Long> latest = facts.latestRevision(stable.get().datasetId());
        // at the revision that it learnt from, the evaluator measures every checkpoint by itself
        if (latest.isPresent() && stable.get().revision() < latest.get()) {
            Optional<Figure> known =
                    facts.figures(model, stable.get().version()).map(VersionFigures::distance);
            boolean measured = known.filter(f -> f.revision() >= latest.get()).isPresent();
            if (!measured) {
                OptionalInt images =
                        known.stream().mapToInt(f -> Math.toIntExact(f.n())).findFirst();
                ask(
                        new Remeasurement(
                                new EvaluationId(model, stable.get().version(), latest.get()),
                                stable.get().classes(),
                                images),
                        "",
                        actions);
            }
        }
    }

    /** The candidate was measured by another protocol: so is the stable version then, unless the candidate is behind. */
    private void awaitStable(Candidate candidate, VersionFigures figures, GateActions actions) {
        String stable = facts.rollout(candidate.model()).stable();
        Figure distance = figures.distance();
        Optional<Figure> known = facts.figures(candidate.model(), stable).map(VersionFigures::distance);
        boolean behind = known.isPresent() && known.get().revision() > distance.revision();
        Optional<Candidate> checkpoint = facts.checkpoint(candidate.model(), stable);
        if (behind || checkpoint.isEmpty()) {
            return;
        }
        int classes = checkpoint.get().classes();
        boolean sameRevision = known.isPresent() && known.get().revision() == distance.revision();
        OptionalInt images = OptionalInt.of(Math.toIntExact(distance.n()));
        facts.latestRevision(distance.datasetId())
                .filter(revision -> revision == distance.revision())
                .map(revision -> new EvaluationId(candidate.model(), stable, revision))
                .map(id -> new Remeasurement(id, classes, images))
                .ifPresent(wanted -> ask(wanted, sameRevision ? distance.extractorSha256() : "", actions));
    }

    /** @param extractorSha256 where the same revision was measured by another protocol before; else empty */
    private void ask(Remeasurement wanted, String extractorSha256, GateActions actions) {
        String protocol = extractorSha256.isEmpty() ? "" : extractorSha256 + wanted.images();
        if (asked.add(wanted.requestId() + protocol)) {
            actions.add(wanted);
        }
    }

    private void reconsiderRun(String runId, GateActions actions) {
        Optional<TrainingRun> run = facts.activeRun(runId);
        if (run.isEmpty() || facts.isStopped(runId)) {
            return;
        }
        List<VersionFigures> evaluated = facts.figuresOfRun(runId);
        stopping.reasonToStop(evaluated).ifPresent(reason -> {
            facts.stopIssued(runId);
            actions.add(new StopOrder(run.get(), reason));
        });
    }

    private GateDecision accepted(
            Candidate candidate, String id, String reason, Map<String, Double> figures, RolloutState state) {
        RolloutState after = state.promote(
                candidate.version(),
                state.policy(),
                new RolloutState.Change(GateDecision.GATE, reason, clock.instant()));
        return decision(candidate, id, true, reason, figures, after);
    }

    private GateDecision refused(
            Candidate candidate, String id, String reason, Map<String, Double> figures, RolloutState state) {
        return decision(candidate, id, false, reason, figures, state);
    }

    private GateDecision decision(
            Candidate candidate,
            String id,
            boolean accepted,
            String reason,
            Map<String, Double> figures,
            RolloutState after) {
        return new GateDecision(
                id,
                candidate.model(),
                candidate.version(),
                Action.PROMOTE,
                accepted,
                GateDecision.GATE,
                reason,
                figures,
                after,
                clock.instant());
    }

    private void settle(GateDecision decision, GateActions actions) {
        facts.decided(
                decision.commandId(), decision.model(), decision.action(), decision.accepted(), decision.version());
        if (decision.accepted() && decision.action() == Action.DELETE) {
            facts.rolloutDeleted(decision.model());
        } else if (decision.accepted()) {
            facts.rollout(decision.after());
        }
        actions.add(decision);
    }
}
