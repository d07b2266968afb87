package io.genstream.benchmarks.experiments;

import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Does upsampling before a convolution leave less of a checkerboard than a transposed convolution? */
final class Upsampling implements Experiment {
    private static final String TRANSPOSED = "transposed convolution";
    private static final String NEAREST = "upsample and convolution";
    private static final int PICTURES = 128;
    private static final int SHOWN = 16;

    @Override
    public String name() {
        return "upsampling";
    }

    @Override
    public String summary() {
        return "transposed convolutions against upsampling and convolution: what is left of the checkerboard";
    }

    @Override
    public String claim() {
        return "Doubling by nearest neighbour and a convolution instead of a transposed convolution gives smoother"
                + " pictures without a checkerboard (Odena, Dumoulin, Olah 2016, \"Deconvolution and checkerboard"
                + " artifacts\", distill.pub).";
    }

    @Override
    public String datasetId() {
        return "lfw";
    }

    @Override
    public List<Arm> arms() {
        return List.of(
                new Arm(TRANSPOSED, "lfw-dcgan", Map.of("upsampling", "transposed")),
                new Arm(NEAREST, "lfw-dcgan", Map.of("upsampling", "nearest")));
    }

    @Override
    public void judge(Bench bench, List<Trial> trials, Report report) {
        report.heading(2, "What we saw")
                .paragraph(
                        "Checkerboard: the mean share of a picture's variance at the highest frequency of its rows and"
                                + " columns, of "
                                + PICTURES + " pictures; white noise has about 2 / side.");
        List<List<String>> rows = new ArrayList<>();
        double worstNearest = 0;
        double bestTransposed = Double.MAX_VALUE;
        for (Trial trial : trials) {
            List<BufferedImage> pictures = bench.pictures(trial, PICTURES);
            double energy = pictures.stream()
                    .mapToDouble(Checkerboard::energy)
                    .average()
                    .orElseThrow();
            if (trial.arm().name().equals(NEAREST)) {
                worstNearest = Math.max(worstNearest, energy);
            } else {
                bestTransposed = Math.min(bestTransposed, energy);
            }
            rows.add(List.of(
                    trial.name(),
                    String.format(Locale.ROOT, "%.5f", energy),
                    Numbers.number(trial.lastDistance().map(figure -> figure.value()))));
            bench.show(report, trial, trial.name(), pictures.subList(0, SHOWN));
        }
        report.table(List.of("arm", "checkerboard", "last distance"), rows);
        report.heading(2, "Verdict").paragraph(verdict(worstNearest, bestTransposed));
    }

    /** Held only if every run of the one arm is below every run of the other. */
    static String verdict(double worstNearest, double bestTransposed) {
        String seen = "the highest checkerboard of " + NEAREST + " is " + Numbers.number(worstNearest)
                + ", the lowest of " + TRANSPOSED + " " + Numbers.number(bestTransposed) + ".";
        return (worstNearest < bestTransposed ? "**The claim held**: " : "**The claim did not hold**: ") + seen;
    }
}
