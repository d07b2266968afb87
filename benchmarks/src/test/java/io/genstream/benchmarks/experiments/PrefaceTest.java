package io.genstream.benchmarks.experiments;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.genstream.cli.runs.RunCurve;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrefaceTest {
    private static final Provenance PROVENANCE =
            Provenance.of("upsampling", "small", 1, new TreeMap<>(Map.of("images", "320", "batch", "8")), true);

    @Test
    void saysWhatGivesTheFiguresAgain() {
        assertThat(PROVENANCE.command())
                .isEqualTo("benchmarks/run experiment upsampling --scale small --seeds 1 --set batch=8 --set images=320"
                        + " --pictures PICTURES");
    }

    @Test
    void namesDataMeasureAndRuns(@TempDir Path directory) throws Exception {
        Experiment experiment = new Upsampling();
        JsonNode run = json("{'runId': 'run-1', 'state': 'COMPLETED', 'imagesSeen': 320}");
        RunCurve.Figure distance =
                new RunCurve.Figure("fd-mine-train-100-area64", "frechet-distance", "v", 320, 7, Instant.EPOCH);
        Trial trial = new Trial(
                experiment.arms().get(0),
                1,
                Map.of("seed", "1", "images", "320"),
                "model",
                new RunCurve(run, List.of(), List.of(distance)));
        JsonNode dataset =
                json("{'datasetId': 'lfw', 'revision': 3, 'counts': {'TRAIN': 1813, 'VALIDATION': 20, 'TEST': 187}}");

        Path page =
                Preface.write(experiment, PROVENANCE, dataset, List.of(trial)).write(directory);

        assertThat(Files.readString(page))
                .contains(
                        "`" + PROVENANCE.commit() + "`",
                        experiment.claim(),
                        "Data set `lfw`, revision 3: 1,813 training, 20 validation and 187 test pictures.",
                        "`fd-mine-train-100-area64`",
                        "| lfw-dcgan: images 320, seed 1 | `run-1` | completed | 320 |");
    }

    private static JsonNode json(String text) throws Exception {
        return new ObjectMapper().readTree(text.replace('\'', '"'));
    }
}
