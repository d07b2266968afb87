package io.genstream.standalone.cli.experiments;

import io.genstream.standalone.ExitCode;
import io.genstream.standalone.StandaloneException;
import io.genstream.standalone.cli.DidYouMean;
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
                .orElseThrow(() -> new StandaloneException(
                        ExitCode.NOT_FOUND,
                        "there is no experiment " + name + "; there are "
                                + String.join(", ", names())
                                + DidYouMean.sentence(name, names())));
    }

    static List<String> names() {
        return all().stream().map(Experiment::name).toList();
    }
}
