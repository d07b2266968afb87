package io.genstream.benchmarks.experiments;

import io.genstream.cli.figures.CurvesFigure;
import io.genstream.cli.runs.RunCurve;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** DCGAN against WGAN-GP, each with and without mirrored pictures: who collapses? */
final class AnimeCollapse implements Experiment {
    /** A distance of so many times the run's best is taken for a collapse; the source's went from about 150 to about 400. */
    private static final double COLLAPSE = 2;

    private static final int PICTURES = 16;

    @Override
    public String name() {
        return "anime-collapse";
    }

    @Override
    public String summary() {
        return "DCGAN and WGAN-GP on anime faces, with and without flips: the distance of every checkpoint";
    }

    @Override
    public String claim() {
        return "On some 30,000 anime faces at 96x96 a DCGAN falls apart after epoch 60 (its Fréchet distance goes from"
                + " about 150 to about 400 and the pictures become noise), with flips later and milder; WGAN-GP goes on to"
                + " epoch 100 without a collapse, with flips at a slightly lower distance.";
    }

    @Override
    public String datasetId() {
        return "anime";
    }

    @Override
    public List<Arm> arms() {
        return List.of(
                new Arm("DCGAN", "anime-dcgan"),
                new Arm("DCGAN, flip", "anime-dcgan-flip"),
                new Arm("WGAN-GP", "anime-wgan-gp"),
                new Arm("WGAN-GP, flip", "anime-wgan-gp-flip"));
    }

    @Override
    public void judge(Bench bench, List<Trial> trials, Report report) {
        report.heading(2, "What we saw");
        List<List<String>> rows = new ArrayList<>();
        trials.forEach(trial -> rows.add(row(trial)));
        report.table(List.of("arm", "best distance", "at images", "last distance", "at images", "last / best"), rows);
        for (Trial trial : trials) {
            bench.show(report, trial, trial.name() + ", last checkpoint", bench.pictures(trial, PICTURES));
        }
        List<RunCurve> first = trials.stream()
                .filter(trial -> trial.seed() == Trial.FIRST_SEED)
                .map(Trial::curve)
                .toList();
        report.picture(
                "curves.png",
                "Losses and distances of seed 1, in the order of the table",
                CurvesFigure.draw(first, List.of()),
                bench.source(trials.get(0)));
        report.heading(2, "Verdict").paragraph(verdict(trials));
    }

    private static List<String> row(Trial trial) {
        Optional<RunCurve.Figure> best = trial.bestDistance();
        Optional<RunCurve.Figure> last = trial.lastDistance();
        return List.of(
                trial.name(),
                Numbers.number(best.map(RunCurve.Figure::value)),
                best.map(figure -> Long.toString(figure.images())).orElse(Numbers.NONE),
                Numbers.number(last.map(RunCurve.Figure::value)),
                last.map(figure -> Long.toString(figure.images())).orElse(Numbers.NONE),
                Numbers.number(ratio(trial)));
    }

    private static Optional<Double> ratio(Trial trial) {
        return trial.bestDistance().flatMap(best -> trial.lastDistance().map(last -> last.value() / best.value()));
    }

    static String verdict(List<Trial> trials) {
        long dcgan = collapsed(trials, "DCGAN");
        long wgan = collapsed(trials, "WGAN-GP");
        long each = trials.size() / 2;
        String seen = dcgan + " of " + each + " DCGAN runs and " + wgan + " of " + each
                + " WGAN-GP runs ended at more than " + Numbers.number(COLLAPSE) + " times their best distance.";
        if (dcgan == 0 && wgan == 0) {
            return "**Undecidable at this scale**: " + seen
                    + " Nothing collapsed, so nothing is shown to resist collapse.";
        }
        return (dcgan > wgan && wgan == 0 ? "**The claim held**: " : "**The claim did not hold**: ") + seen;
    }

    private static long collapsed(List<Trial> trials, String family) {
        return trials.stream()
                .filter(trial -> trial.arm().name().startsWith(family))
                .filter(trial -> ratio(trial).filter(ratio -> ratio > COLLAPSE).isPresent())
                .count();
    }
}
