package io.genstream.benchmarks.experiments;

import io.genstream.cli.figures.Reconstruction;
import io.genstream.cli.runs.RunCurve;
import io.genstream.schemas.Measures;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Autoencoder, variational autoencoders at three weights, VAE-GAN: who reconstructs, and whose noise decodes to faces? */
final class LfwTable1 implements Experiment {
    private static final String AE = "AE";
    private static final String HEAVY = "VAE, 0.2";
    private static final String MIDDLE = "VAE, 0.1";
    private static final String LIGHT = "VAE, 0.01";
    private static final String VAEGAN = "VAE-GAN";
    private static final int HELD_OUT = 128;

    @Override
    public String name() {
        return "lfw-table1";
    }

    @Override
    public String summary() {
        return "autoencoder, VAE at three weights and VAE-GAN on LFW: reconstruction error, and what noise decodes to";
    }

    @Override
    public String claim() {
        return "On 13,233 LFW faces at 64x64 the lowest mean squared errors on the training pictures were 0.0077"
                + " (autoencoder), 0.0106, 0.0042 and 0.0037 (VAE with a divergence weight of 0.2, 0.1 and 0.01) and"
                + " 0.0012 (VAE-GAN). The autoencoder decodes noise to no face; the VAE of the smallest weight"
                + " reconstructs best and paints worse than that of 0.1.";
    }

    @Override
    public String datasetId() {
        return "lfw";
    }

    @Override
    public List<Arm> arms() {
        return List.of(
                new Arm(AE, "lfw-ae"),
                new Arm(HEAVY, "lfw-vae-kld0.2"),
                new Arm(MIDDLE, "lfw-vae-kld0.1"),
                new Arm(LIGHT, "lfw-vae-kld0.01"),
                new Arm(VAEGAN, "lfw-vaegan"));
    }

    /** What the verdict rests on: means over seeds. */
    record Means(Map<String, Double> trainError, Map<String, Double> distance) {}

    @Override
    public void judge(Bench bench, List<Trial> trials, Report report) {
        report.heading(2, "What we saw")
                .paragraph("Errors are per value of pixels in -1 to 1. Train: the mean over the last tenth of the run."
                        + " Held out: of "
                        + HELD_OUT
                        + " test pictures through the exported encoder and the served decoder. Distance: of"
                        + " pictures decoded from noise.");
        List<List<String>> rows = new ArrayList<>();
        for (Trial trial : trials) {
            List<BufferedImage> noise = bench.pictures(trial, 2 * Bench.COLUMNS);
            Optional<Reconstruction> heldOut =
                    bench.reconstruction(trial, noise.get(0).getWidth(), HELD_OUT);
            rows.add(List.of(
                    trial.name(),
                    Numbers.number(trial.lastLoss("reconstruction")),
                    Numbers.number(heldOut.map(Reconstruction::meanSquaredError)),
                    Numbers.number(trial.lastDistance().map(RunCurve.Figure::value)),
                    Numbers.number(trial.last(Measures.RECALL))));
            List<BufferedImage> shown = new ArrayList<>();
            heldOut.ifPresent(made -> {
                shown.addAll(bench.heldOut(noise.get(0).getWidth(), Bench.COLUMNS));
                shown.addAll(made.pictures().subList(0, Bench.COLUMNS));
            });
            shown.addAll(noise);
            String originals = heldOut.isPresent() ? "held-out pictures, their reconstructions, " : "";
            bench.show(report, trial, trial.name() + ": " + originals + "decoded noise", shown);
        }
        report.table(List.of("arm", "error, train", "error, held out", "distance of decoded noise", "recall"), rows);
        report.heading(2, "Verdict");
        verdict(means(trials)).forEach(report::paragraph);
    }

    private static Means means(List<Trial> trials) {
        Map<String, List<Double>> errors = new TreeMap<>();
        Map<String, List<Double>> distances = new TreeMap<>();
        for (Trial trial : trials) {
            String arm = trial.arm().name();
            trial.lastLoss("reconstruction").ifPresent(v -> errors.computeIfAbsent(arm, a -> new ArrayList<>())
                    .add(v));
            trial.lastDistance().ifPresent(f -> distances
                    .computeIfAbsent(arm, a -> new ArrayList<>())
                    .add(f.value()));
        }
        return new Means(averages(errors), averages(distances));
    }

    private static Map<String, Double> averages(Map<String, List<Double>> values) {
        Map<String, Double> means = new TreeMap<>();
        values.forEach((arm, list) -> means.put(
                arm, list.stream().mapToDouble(Double::doubleValue).average().orElseThrow()));
        return means;
    }

    static List<String> verdict(Means means) {
        Map<String, Double> error = means.trainError();
        Map<String, Double> distance = means.distance();
        return List.of(
                "Errors fall with the weight, 0.2 > 0.1 > 0.01: " + Numbers.held(error, HEAVY, MIDDLE, LIGHT),
                "VAE-GAN reconstructs best of all: "
                        + Numbers.held(error, AE, VAEGAN)
                        + " against the autoencoder, "
                        + Numbers.held(error, LIGHT, VAEGAN)
                        + " against the lightest VAE.",
                "The autoencoder's noise decodes worse than that of the VAE of 0.1: "
                        + Numbers.held(distance, AE, MIDDLE),
                "The VAE of 0.01 paints worse than that of 0.1: " + Numbers.held(distance, LIGHT, MIDDLE));
    }
}
