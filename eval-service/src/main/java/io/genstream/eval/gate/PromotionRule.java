package io.genstream.eval.gate;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Whether a candidate takes the stable version's place: its Fréchet distance must be smaller by more than the two 95 %
 * intervals allow for chance, and the guards must hold, since a small distance alone can come from a model that shows few
 * kinds of images, the wrong ones, or copies. Where the distances cannot be told apart, the version that clearly shows more
 * often what it was asked for wins (docs/rationale/gate-tie-by-agreement.md). Stateless.
 */
final class PromotionRule {
    private final GateRules rules;

    PromotionRule(GateRules rules) {
        this.rules = rules;
    }

    /** Promote or not, in words and in figures. */
    record Verdict(boolean promote, String reason, Map<String, Double> figures) {}

    /** Both must be of the same protocol; the caller waits until they are. */
    Verdict judge(VersionFigures stable, VersionFigures candidate) {
        if (!candidate.comparableWith(stable)) {
            throw new IllegalArgumentException("VersionFigures of " + candidate.version() + " and " + stable.version()
                    + " follow different protocols");
        }
        double noise = stable.distance().noise(candidate.distance());
        double gain = stable.distance().value() - candidate.distance().value();
        Map<String, Double> figures = new HashMap<>(stable.named("stable"));
        figures.putAll(candidate.named("candidate"));
        figures.put("gain", gain);
        figures.put("noise", noise);

        boolean tie = Math.abs(gain) <= noise && obeysClearlyBetter(stable, candidate);
        Optional<String> objection = Optional.of(notBetter(stable, candidate, noise))
                .filter(reason -> !(gain > noise || tie))
                .or(() -> guards(stable, candidate));
        return objection
                .map(reason -> new Verdict(false, reason, figures))
                .orElseGet(() -> new Verdict(
                        true, tie ? obeys(stable, candidate, noise) : better(stable, candidate, noise), figures));
    }

    /** A figure without an interval can be told from nothing. */
    private static boolean obeysClearlyBetter(VersionFigures stable, VersionFigures candidate) {
        return stable.agreement()
                .flatMap(old -> candidate
                        .agreement()
                        .filter(now -> old.halfWidth() > 0 && now.halfWidth() > 0)
                        .map(now -> now.value() - old.value() > old.noise(now)))
                .orElse(false);
    }

    private Optional<String> guards(VersionFigures stable, VersionFigures candidate) {
        return below("agreement with what was asked", stable.agreement(), candidate.agreement(), rules.agreementSlack())
                .or(() -> below("recall", stable.recall(), candidate.recall(), rules.recallSlack()))
                .or(() -> copies(candidate));
    }

    private static Optional<String> below(
            String what, Optional<Figure> stable, Optional<Figure> candidate, double slack) {
        if (stable.isEmpty() || candidate.isEmpty()) {
            return Optional.empty();
        }
        double least = stable.get().value() - slack;
        if (candidate.get().value() >= least) {
            return Optional.empty();
        }
        return Optional.of(String.format(
                Locale.ROOT,
                "It is better otherwise, but %s (%s) fell to %.3f from the stable version's %.3f; at least %.3f is asked",
                what,
                candidate.get().metric(),
                candidate.get().value(),
                stable.get().value(),
                least));
    }

    private Optional<String> copies(VersionFigures candidate) {
        return candidate
                .neighbour()
                .filter(ratio -> ratio.value() < rules.minNeighbourRatio())
                .map(ratio -> String.format(
                        Locale.ROOT,
                        "It is better otherwise, but its images lie too near to training images (%s is %.3f, at least %.3f is"
                                + " asked): it copies",
                        ratio.metric(),
                        ratio.value(),
                        rules.minNeighbourRatio()));
    }

    private static String better(VersionFigures stable, VersionFigures candidate, double noise) {
        return String.format(
                Locale.ROOT,
                "%s fell to %.4g from %.4g of %s, by more than the %.2g that may be chance; %s",
                candidate.distance().metric(),
                candidate.distance().value(),
                stable.distance().value(),
                stable.version(),
                noise,
                basis(candidate));
    }

    private static String obeys(VersionFigures stable, VersionFigures candidate, double noise) {
        Figure agreement = candidate.agreement().orElseThrow();
        return String.format(
                Locale.ROOT,
                "%s rose to %.3f from %.3f of %s, at a distance that cannot be told apart (%.4g against %.4g, up to %.2g may be"
                        + " chance); %s",
                agreement.metric(),
                agreement.value(),
                stable.agreement().orElseThrow().value(),
                stable.version(),
                candidate.distance().value(),
                stable.distance().value(),
                noise,
                basis(candidate));
    }

    private static String notBetter(VersionFigures stable, VersionFigures candidate, double noise) {
        double difference = candidate.distance().value() - stable.distance().value();
        return String.format(
                Locale.ROOT,
                "%s is %.4g, %s %.4g of %s (a difference up to %.2g may be chance); %s",
                candidate.distance().metric(),
                candidate.distance().value(),
                difference > noise ? "worse than" : "not clearly better than",
                stable.distance().value(),
                stable.version(),
                noise,
                basis(candidate));
    }

    private static String basis(VersionFigures candidate) {
        return String.format(
                Locale.ROOT,
                "%d images against revision %d of %s",
                candidate.distance().n(),
                candidate.distance().revision(),
                candidate.distance().datasetId());
    }
}
