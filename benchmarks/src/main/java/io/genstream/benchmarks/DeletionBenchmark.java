package io.genstream.benchmarks;

import io.genstream.model.pixels.Encoding;
import io.genstream.model.pixels.ImageCodec;
import io.genstream.model.pixels.Pixels;
import io.genstream.schemas.KafkaConnection;
import io.genstream.schemas.Topic;
import io.genstream.schemas.TopicScan;
import io.genstream.schemas.Topics;
import java.io.PrintStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigOp.OpType;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * When a deleted person is gone, seen in the files: {@code up}, pictures of three people of which a recipe learns, then Anna deleted
 * through the gateway and Bert by nulls on the partitions where librdkafka puts them at its defaults. Nobody writes to the
 * topic afterwards. Looks for bytes of every picture in everything that the platform has on disk, and for the ids.
 *
 * <p>{@code deletion [real] [--minutes 10]}, in the repository's root after a build. Without {@code real}, a topic whose segments are
 * of 5 s instead of an hour.
 */
public final class DeletionBenchmark {
    private static final String DATASET = "people";
    private static final int EACH = 40;
    private static final int SIDE = 32;
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
    private static final int MARK_BYTES = 32;
    private static final String CACHE = "pictures";

    private final PrintStream out;
    private final boolean real;
    private final Duration patience;
    /** By person: bytes of each picture as the log has it, as the trainer's cache has it, and its id. */
    private final Map<String, List<byte[]>> logged = new LinkedHashMap<>();

    private final Map<String, List<byte[]>> cached = new LinkedHashMap<>();
    private final Map<String, List<byte[]>> ids = new LinkedHashMap<>();

    private DeletionBenchmark(PrintStream out, boolean real, Duration patience) {
        this.out = out;
        this.real = real;
        this.patience = patience;
    }

    public static void main(String[] arguments) throws Exception {
        Arguments parsed = Arguments.parse(arguments);
        boolean real = parsed.words().contains("real");
        Duration patience = Duration.ofMinutes(parsed.count("minutes", real ? 75 : 10));
        new DeletionBenchmark(System.out, real, patience).run();
    }

    private void run() throws Exception {
        Path data = Files.createTempDirectory("genstream-deletion").resolve("data");
        try (GenstreamProcess process = new GenstreamProcess(data, "--no-demo")) {
            double unused = process.awaitReady();
            if (!real) {
                quicken(process.bootstrapServers());
            }
            store(process);
            learn(process, data);
            long begun = System.nanoTime();
            requireOk(process.delete("/v1/datasets/" + DATASET + "/subjects/Anna_Berg"));
            foreignNulls(process.bootstrapServers());
            watch(process, data, begun);
            double stopped = process.interrupt();
            out.printf(Locale.ROOT, "stopped in %.1f s; %s%n", stopped, data);
        }
    }

    private static void quicken(String bootstrapServers) throws Exception {
        ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, Topics.DATASET_RECORDS.name());
        List<AlterConfigOp> quick = Stream.of("segment.ms", "max.compaction.lag.ms", "delete.retention.ms")
                .map(key -> new AlterConfigOp(new ConfigEntry(key, "5000"), OpType.SET))
                .toList();
        try (Admin admin = Admin.create(KafkaConnection.single(bootstrapServers).admin("deletion-benchmark"))) {
            admin.incrementalAlterConfigs(Map.of(topic, quick)).all().get();
        }
    }

    private void store(GenstreamProcess process) throws Exception {
        Random random = new Random(1);
        for (String person : List.of("Anna_Berg", "Bert_Cox", "Carl_Dahl")) {
            for (int i = 0; ids.getOrDefault(person, List.of()).size() < EACH; i++) {
                String recordId = String.format(Locale.ROOT, "%s_%04d", person, i);
                if (person.equals("Bert_Cox") && isAtHome(recordId)) {
                    continue; // librdkafka's null would meet its record
                }
                byte[] raw = new byte[SIDE * SIDE];
                random.nextBytes(raw);
                String path = "/v1/datasets/" + DATASET + "/records?recordId=" + recordId + "&subject=" + person
                        + "&label=" + i % 2;
                byte[] png = ImageCodec.encode(Encoding.PNG, new Pixels(SIDE, SIDE, 1, raw));
                requireOk(process.post(path, "image/png", png));
                add(cached, person, Arrays.copyOf(raw, MARK_BYTES));
                add(ids, person, recordId.getBytes(StandardCharsets.US_ASCII));
            }
        }
        requireOk(process.post(
                "/v1/datasets/" + DATASET + "/revisions",
                "application/json",
                "{\"labelKind\": \"CLASS\", \"attributeNames\": [\"a\", \"b\"]}".getBytes(StandardCharsets.UTF_8)));
        List<Long> unused = new TopicScan(KafkaConnection.single(process.bootstrapServers()), "deletion-benchmark")
                .run(Topics.DATASET_RECORDS, List.of(), record -> {
                    String recordId = record.key().substring(record.key().indexOf('/') + 1);
                    if (record.value() != null) {
                        int middle = record.value().length / 2;
                        byte[] mark = Arrays.copyOfRange(record.value(), middle, middle + MARK_BYTES);
                        add(logged, recordId.substring(0, recordId.length() - 5), mark);
                    }
                });
    }

    private void learn(GenstreamProcess process, Path data) throws Exception {
        String order = "{\"recipe\": \"image-cgan\", \"datasetId\": \"" + DATASET + "\", \"parameters\": {\"side\": \""
                + SIDE + "\"}}";
        requireOk(process.post("/v1/runs", "application/json", order.getBytes(StandardCharsets.UTF_8)));
        long deadlineNanos = System.nanoTime() + Duration.ofMinutes(3).toNanos();
        while (found(data.resolve(CACHE), cached.get("Anna_Berg")) < EACH) {
            if (System.nanoTime() > deadlineNanos) {
                throw new IllegalStateException(
                        "no trainer has cached the pictures after 3 minutes, see " + data + ".log");
            }
            Thread.sleep(LOOK_EVERY.toMillis());
        }
    }

    private static void foreignNulls(String bootstrapServers) throws Exception {
        Map<String, Object> configs = KafkaConnection.single(bootstrapServers).producer("deletion-benchmark");
        try (var producer = new KafkaProducer<>(configs, new StringSerializer(), new ByteArraySerializer())) {
            for (int i = 0, sent = 0; sent < EACH; i++) {
                String recordId = String.format(Locale.ROOT, "Bert_Cox_%04d", i);
                if (!isAtHome(recordId)) {
                    String key = DATASET + "/" + recordId;
                    var unused = producer.send(
                            new ProducerRecord<>(Topics.DATASET_RECORDS.name(), crc32(key), key, (byte[]) null));
                    sent++;
                }
            }
            producer.flush();
        }
    }

    private void watch(GenstreamProcess process, Path data, long begun) throws Exception {
        out.printf("%-36s %10s %10s %10s%n", "gone after", "Anna", "Bert", "Carl, kept");
        look("the trainer's cache", data.resolve(CACHE), cached, begun);
        look("the log", data, logged, begun);
        if (!real || patience.toHours() >= 3) {
            look("ids, in any file", data, ids, begun);
        }
        out.println("the gateway, having looked: "
                + new String(
                        process.get("/v1/datasets/" + DATASET + "/deletions").body(), StandardCharsets.UTF_8));
    }

    private void look(String what, Path where, Map<String, List<byte[]>> marks, long begun) throws Exception {
        String anna = awaitGone(where, marks.get("Anna_Berg"), begun);
        String bert = awaitGone(where, marks.get("Bert_Cox"), begun);
        String kept = found(where, marks.get("Carl_Dahl")) + " of " + EACH;
        out.printf("%-36s %10s %10s %10s%n", what, anna, bert, kept);
    }

    private String awaitGone(Path data, List<byte[]> marks, long begun) throws Exception {
        while (true) {
            long left = found(data, marks);
            Duration passed = Duration.ofNanos(System.nanoTime() - begun);
            if (left == 0) {
                return passed.toSeconds() + " s";
            }
            if (passed.compareTo(patience) > 0) {
                return left + " LEFT";
            }
            Thread.sleep(LOOK_EVERY.toMillis());
        }
    }

    /** How many of them are in any file; a file that goes while it is looked at counts as gone. */
    private static long found(Path data, List<byte[]> marks) throws Exception {
        if (!Files.exists(data)) {
            return 0;
        }
        List<Path> files;
        try (Stream<Path> all = Files.walk(data)) {
            files = all.filter(Files::isRegularFile)
                    .filter(file -> !file.toString().endsWith("index")) // offsets and times, a megabyte each
                    .toList();
        } catch (java.io.UncheckedIOException e) {
            return marks.size(); // a folder changed meanwhile: look again
        }
        boolean[] found = new boolean[marks.size()];
        for (Path file : files) {
            String content = Files.exists(file) ? content(file) : "";
            for (int i = 0; i < found.length; i++) {
                found[i] |= content.contains(new String(marks.get(i), StandardCharsets.ISO_8859_1));
            }
        }
        int count = 0;
        for (boolean one : found) {
            count += one ? 1 : 0;
        }
        return count;
    }

    private static String content(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        } catch (java.io.IOException e) {
            return "";
        }
    }

    private static void add(Map<String, List<byte[]>> marks, String person, byte[] mark) {
        marks.computeIfAbsent(person, name -> new ArrayList<>()).add(mark);
    }

    private static boolean isAtHome(String recordId) {
        String key = DATASET + "/" + recordId;
        return crc32(key) == Topic.partitionOf(key, Topics.DATASET_RECORDS.partitions());
    }

    private static int crc32(String key) {
        CRC32 crc = new CRC32();
        crc.update(key.getBytes(StandardCharsets.UTF_8));
        return (int) (crc.getValue() % Topics.DATASET_RECORDS.partitions());
    }

    private static void requireOk(HttpResponse<byte[]> response) {
        if (response.statusCode() >= 300) {
            throw new IllegalStateException(response + ": " + new String(response.body(), StandardCharsets.UTF_8));
        }
    }
}
