package io.genstream.benchmarks;

import io.genstream.model.RuntimeOptions;
import io.genstream.model.card.kafka.ModelCards;
import io.genstream.model.generator.Generator;
import io.genstream.model.latent.LatentSampler;
import io.genstream.schemas.ArtifactReader;
import io.genstream.schemas.JvmDefaults;
import io.genstream.schemas.KafkaConnection;
import io.genstream.schemas.TopicScan;
import io.genstream.schemas.Topics;
import io.genstream.schemas.avro.Checkpoint;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * One 32×32 picture, warm, through HTTP, Kafka twice and ONNX Runtime, beside a bare ONNX Runtime call with the same file in
 * the same run: while the model trains, and with training stopped.
 *
 * <p>{@code latency [--requests 500]}, in the repository's root after a build.
 */
public final class LatencyBenchmark {
    private static final int WARM_UP = 2_000;
    private static final String MODEL = "digits-cgan";
    private static final Pattern RUN_ID = Pattern.compile("\"runId\"\\s*:\\s*\"([^\"]+)\"");

    private final PrintStream out;
    private final int requests;

    private LatencyBenchmark(PrintStream out, int requests) {
        this.out = out;
        this.requests = requests;
    }

    public static void main(String[] arguments) throws Exception {
        JvmDefaults.pin();
        Arguments parsed = Arguments.parse(arguments);
        new LatencyBenchmark(System.out, Integer.parseInt(parsed.option("requests", "500"))).run();
    }

    private void run() throws Exception {
        Path data = Files.createTempDirectory("genstream-latency").resolve("data");
        try (GenstreamProcess process = new GenstreamProcess(data)) {
            process.awaitReady();
            process.awaitFirstImage(MODEL);
            measure("while the model trains", process);
            stopTraining(process);
            measure("with training stopped", process);
        }
    }

    private void measure(String when, GenstreamProcess process) throws Exception {
        print(when + ": HTTP + Kafka twice + ONNX Runtime", time(i -> {
            int status = process.generate(MODEL, i).statusCode();
            if (status != 200) {
                throw new IllegalStateException("answered " + status);
            }
        }));
        try (Generator generator = open(process)) {
            print(
                    when + ": bare ONNX Runtime",
                    time(i -> generator.generate(
                            new float[][] {LatentSampler.draw(generator.card(), i, 0, 1, OptionalDouble.empty())},
                            new float[][] {{i % 10}})));
        }
    }

    private interface Call {
        void make(long i) throws Exception;
    }

    /** Milliseconds of each call, sorted; before them the warm-up, after which the JVM has compiled what it will. */
    private double[] time(Call call) throws Exception {
        double[] ms = new double[requests];
        for (int i = -WARM_UP; i < requests; i++) {
            long at = System.nanoTime();
            call.make(i + WARM_UP);
            if (i >= 0) {
                ms[i] = (System.nanoTime() - at) / 1e6;
            }
        }
        Arrays.sort(ms);
        return ms;
    }

    private void print(String what, double[] ms) {
        out.printf(
                Locale.ROOT,
                "%-65s p50 %7.3f ms  p95 %7.3f ms  p99 %7.3f ms%n",
                what,
                ms[ms.length / 2],
                ms[ms.length * 95 / 100],
                ms[ms.length * 99 / 100]);
    }

    private static void stopTraining(GenstreamProcess process) throws Exception {
        String runs = new String(process.get("/v1/runs").body(), StandardCharsets.UTF_8);
        Matcher run = RUN_ID.matcher(runs);
        while (run.find()) {
            process.delete("/v1/runs/" + run.group(1));
        }
        Thread.sleep(Duration.ofSeconds(5).toMillis());
    }

    private static Generator open(GenstreamProcess process) throws Exception {
        KafkaConnection connection = KafkaConnection.single(process.bootstrapServers());
        AtomicReference<Checkpoint> last = new AtomicReference<>();
        Deserializer<Checkpoint> deserializer = Topics.CHECKPOINTS.deserializer();
        List<Long> unused = new TopicScan(connection, "benchmark").run(Topics.CHECKPOINTS, List.of(), record -> {
            Checkpoint checkpoint = deserializer.deserialize(record.topic(), record.value());
            if (checkpoint != null && checkpoint.getModel().equals(MODEL)) {
                last.set(checkpoint);
            }
        });
        Checkpoint checkpoint = last.get();
        byte[] onnx = new ArtifactReader(connection, "benchmark")
                .read(checkpoint.getArtifacts().get("generator"));
        return Generator.open(onnx, ModelCards.fromAvro(checkpoint.getCard()), RuntimeOptions.defaults());
    }
}
