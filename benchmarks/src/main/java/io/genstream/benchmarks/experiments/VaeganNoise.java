package io.genstream.benchmarks.experiments;

import io.genstream.cli.runs.RunCurve;
import io.genstream.schemas.Measures;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The three-phase VAEGAN, whose decoder fails on noise: with a divergence term it should not. */
final class VaeganNoise implements Experiment {
    private static final String WITHOUT = "without divergence";
    private static final String WITH = "with divergence";
    private static final int PICTURES = 16;

    @Override
    public String name() {
        return "vaegan-noise";
    }

    @Override
    public String summary() {
        return "the three-phase VAEGAN with and without a divergence term: what noise decodes to";
    }

    @Override
    public String claim() {
        return "A VAEGAN trained in three phases a batch (autoencoder, discriminator, decoder through the frozen"
                + " discriminator) gives no pictures when its decoder is fed with noise. Ours to show: nothing held its"
                + " codes to the distribution that noise is drawn from, and with a divergence term noise decodes to"
                + " pictures.";
    }

    @Override
    public String datasetId() {
        return "anime";
    }

    @Override
    public List<Arm> arms() {
        return List.of(new Arm(WITHOUT, "anime-vaegan", Map.of("kldWeight", "0")), new Arm(WITH, "anime-vaegan"));
    }

    @Override
    public void judge(Bench bench, List<Trial> trials, Report report) {
        report.heading(2, "What we saw")
                .paragraph("Distance: of pictures decoded from noise, which is how every generator is measured here.");
        List<List<String>> rows = new ArrayList<>();
        for (Trial trial : trials) {
            rows.add(List.of(
                    trial.name(),
                    Numbers.number(trial.lastDistance().map(RunCurve.Figure::value)),
                    Numbers.number(trial.last(Measures.RECALL))));
            bench.show(report, trial, "Decoded noise, " + trial.name(), bench.pictures(trial, PICTURES));
        }
        report.table(List.of("arm", "last distance", "recall"), rows);
        report.heading(2, "Verdict").paragraph(verdict(distance(trials, WITH), distance(trials, WITHOUT)));
    }

    private static Optional<List<Double>> distance(List<Trial> trials, String arm) {
        List<Double> values = trials.stream()
                .filter(trial -> trial.arm().name().equals(arm))
                .map(Trial::lastDistance)
                .flatMap(Optional::stream)
                .map(RunCurve.Figure::value)
                .toList();
        return values.isEmpty() ? Optional.empty() : Optional.of(values);
    }

    static String verdict(Optional<List<Double>> with, Optional<List<Double>> without) {
        if (with.isEmpty() || without.isEmpty()) {
            return "**Undecidable**: a run was not measured; see the eval service's log.";
        }
        double worst =
                with.get().stream().mapToDouble(Double::doubleValue).max().orElseThrow();
        double best =
                without.get().stream().mapToDouble(Double::doubleValue).min().orElseThrow();
        return (worst < best ? "**The claim held**: " : "**The claim did not hold**: ")
                + "the highest distance with the divergence term is " + Numbers.number(worst)
                + ", the lowest without it "
                + Numbers.number(best) + ".";
    }
}
