package io.genstream.eval.gate;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Whether a run should stop, from the figures of its checkpoints in training order (Prechelt 1998, "Early stopping - but
 * when?", criterion UP on held-out figures). Progress is a distance or an agreement that beats the best so far by more than
 * chance. Stateless.
 */
final class EarlyStopping {
    private final GateRules rules;

    EarlyStopping(GateRules rules) {
        this.rules = rules;
    }

    /**
     * @param evaluated all of one protocol
     * @return why to stop, or empty to go on
     */
    Optional<String> reasonToStop(List<VersionFigures> evaluated) {
        if (evaluated.size() < 2) {
            return Optional.empty();
        }
        return collapsed(evaluated).or(() -> outOfPatience(evaluated));
    }

    private Optional<String> collapsed(List<VersionFigures> evaluated) {
        VersionFigures latest = evaluated.get(evaluated.size() - 1);
        double best =
                evaluated.stream().mapToDouble(f -> f.distance().value()).min().orElseThrow();
        double surely = latest.distance().value() - latest.distance().halfWidth();
        if (surely > rules.collapseFactor() * best) {
            return Optional.of(String.format(
                    Locale.ROOT,
                    "Collapsed: %s of %s is %.4g, more than %.3g times the run's best of %.4g",
                    latest.distance().metric(),
                    latest.version(),
                    latest.distance().value(),
                    rules.collapseFactor(),
                    best));
        }
        double bestRecall = evaluated.stream()
                .flatMap(f -> f.recall().stream())
                .mapToDouble(Figure::value)
                .max()
                .orElse(0);
        return latest.recall()
                .filter(recall -> recall.value() < rules.collapsedRecall() && bestRecall > rules.healthyRecall())
                .map(recall -> String.format(
                        Locale.ROOT,
                        "Collapsed: %s of %s fell to %.3f from the run's best of %.3f",
                        recall.metric(),
                        latest.version(),
                        recall.value(),
                        bestRecall));
    }

    private Optional<String> outOfPatience(List<VersionFigures> evaluated) {
        if (rules.patience() == 0) {
            return Optional.empty();
        }
        Figure bestDistance = evaluated.get(0).distance();
        Optional<Figure> bestAgreement = evaluated.get(0).agreement();
        int idle = 0;
        for (VersionFigures figures : evaluated.subList(1, evaluated.size())) {
            boolean progress = false;
            if (bestDistance.value() - figures.distance().value() > bestDistance.noise(figures.distance())) {
                bestDistance = figures.distance();
                progress = true;
            }
            if (higher(figures.agreement(), bestAgreement)) {
                bestAgreement = figures.agreement();
                progress = true;
            }
            idle = progress ? 0 : idle + 1;
        }
        if (idle < rules.patience()) {
            return Optional.empty();
        }
        return Optional.of(String.format(
                Locale.ROOT,
                "No improvement over %d evaluated checkpoints: the best %s is still %.4g of %s",
                idle,
                bestDistance.metric(),
                bestDistance.value(),
                bestDistance.version()));
    }

    private static boolean higher(Optional<Figure> figure, Optional<Figure> best) {
        return figure.isPresent()
                && (best.isEmpty()
                        || figure.get().value() - best.get().value()
                                > figure.get().noise(best.get()));
    }
}
