package io.genstream.benchmarks.experiments;

import io.genstream.cli.client.CommandException;
import io.genstream.cli.client.ExitCode;
import io.genstream.cli.terminal.DidYouMean;
import java.util.List;

/** Those that can be run. */
final class Experiments {
    private Experiments() {}

    static List<Experiment> all() {
        return List.of(new LfwTable1(), new AnimeCollapse(), new Upsampling(), new VaeganNoise());
    }

    static Experiment find(String name) {
        return all().stream()
                .filter(experiment -> experiment.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new CommandException(
                        ExitCode.NOT_FOUND,
                        "there is no experiment " + name + "; there are "
                                + String.join(", ", names())
                                + DidYouMean.sentence(name, names())));
    }

    static List<String> names() {
        return all().stream().map(Experiment::name).toList();
    }
}
