package io.genstream.benchmarks;

import io.genstream.model.pixels.Encoding;
import io.genstream.model.pixels.ImageCodec;
import io.genstream.model.pixels.Pixels;
import io.genstream.model.webdataset.WebDatasetWriter;
import io.genstream.schemas.KafkaConnection;
import io.genstream.schemas.Outlet;
import io.genstream.schemas.Topics;
import io.genstream.schemas.Writer;
import io.genstream.schemas.avro.DatasetRecord;
import io.genstream.schemas.avro.Split;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * How fast {@code import} is, from the start of its process to its end, beside a bare loop in the same run: one thread that
 * reads a file, decodes it, makes the record that the import stores (raw pixels, Avro) and hands it to a Kafka producer with the
 * gateway's settings, until the last is acknowledged. And how much memory the client has taken, by archive.
 *
 * <p>{@code import [--pictures 20000] [--side 64] [--rounds 3]}, in the repository's root after a build.
 */
public final class ImportBenchmark {
    private static final String TOPIC = "import-benchmark";
    private static final int CLASSES = 10;
    private static final int PHOTOGRAPH_WIDTH = 5712;
    private static final int PHOTOGRAPH_HEIGHT = 4284;
    private static final long POLL_MS = 10;

    private final PrintStream out;
    private final Path home;
    private final int pictures;
    private final int side;
    private final int rounds;

    private ImportBenchmark(PrintStream out, Path home, Arguments arguments) {
        this.out = out;
        this.home = home;
        this.pictures = arguments.count("pictures", 20_000);
        this.side = arguments.count("side", 64);
        this.rounds = arguments.count("rounds", 3);
    }

    /** @param peakKib resident memory at most */
    private record Import(double seconds, long peakKib) {}

    public static void main(String[] arguments) throws Exception {
        Path home = Files.createTempDirectory("genstream-import");
        new ImportBenchmark(System.out, home, Arguments.parse(arguments)).run();
    }

    private void run() throws Exception {
        Path folder = home.resolve("pictures");
        List<Path> files = write(folder);
        long bytes = 0;
        for (Path file : files) {
            bytes += Files.size(file);
        }
        out.printf(
                Locale.ROOT,
                "%,d PNGs of %dx%d in %d folders, %,d bytes each%n",
                pictures,
                side,
                side,
                CLASSES,
                bytes / pictures);
        try (GenstreamProcess up = new GenstreamProcess(home.resolve("data"), "--no-demo")) {
            up.awaitReady();
            rates(up, folder, files);
            memory(up, files);
        }
    }

    private void rates(GenstreamProcess up, Path folder, List<Path> files) throws Exception {
        double[] bare = new double[rounds];
        double[] imported = new double[rounds];
        double[] ratios = new double[rounds];
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", up.bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic(TOPIC, 4, (short) 1))).all().get();
        }
        bareLoop(up, files.subList(0, files.size() / 10)); // until it is compiled
        for (int round = 0; round < rounds; round++) {
            up.awaitIdle(); // the round before is measured against: references are made of it
            bare[round] = pictures / bareLoop(up, files);
            up.awaitIdle();
            Import run = runImport(up, folder, "round-" + round);
            imported[round] = pictures / run.seconds();
            ratios[round] = imported[round] / bare[round];
        }
        CpuRates.print(out, "bare loop, pictures a second", bare);
        CpuRates.print(out, "import, pictures a second", imported);
        CpuRates.print(out, "ratio, round by round", ratios);
    }

    private void memory(GenstreamProcess up, List<Path> files) throws Exception {
        peak("folder", runImport(up, home.resolve("pictures"), "folder"));
        peak(".zip", runImport(up, zip(files), "zip"));
        peak(".tar", runImport(up, tar(files), "tar"));
        Path photographs = Files.createDirectory(home.resolve("photographs"));
        byte[] photograph = ImageCodec.encode(Encoding.JPEG, noise(new Random(1), PHOTOGRAPH_HEIGHT, PHOTOGRAPH_WIDTH));
        for (int i = 0; i < 4; i++) {
            byte[] one = Arrays.copyOf(photograph, photograph.length + 1 + i); // no two alike; decoders stop before it
            Files.write(photographs.resolve(i + ".jpg"), one);
        }
        peak("4 JPEGs of " + PHOTOGRAPH_WIDTH + "x" + PHOTOGRAPH_HEIGHT, runImport(up, photographs, "photographs"));
    }

    private void peak(String what, Import run) {
        out.printf(
                Locale.ROOT, "client's peak of resident memory, %-30s %6.1f MB%n", what, run.peakKib() / 1e3 * 1.024);
    }

    /** Seconds. */
    private double bareLoop(GenstreamProcess up, List<Path> files) throws IOException {
        Map<String, Object> configs =
                KafkaConnection.single(up.bootstrapServers()).producer("bare-loop");
        configs.put(ProducerConfig.LINGER_MS_CONFIG, 5); // as the gateway does for pictures
        configs.put(ProducerConfig.BATCH_SIZE_CONFIG, 256 << 10);
        Serializer<DatasetRecord> serializer = new Outlet<>(Topics.DATASET_RECORDS, Writer.GATEWAY).serializer(configs);
        try (KafkaProducer<String, byte[]> producer =
                new KafkaProducer<>(configs, new StringSerializer(), new ByteArraySerializer())) {
            producer.partitionsFor(TOPIC);
            long begin = System.nanoTime();
            for (Path file : files) {
                Pixels pixels = ImageCodec.decode(Files.readAllBytes(file));
                String id = home.relativize(file).toString();
                byte[] value = serializer.serialize(TOPIC, record(id, pixels));
                var unused = producer.send(new ProducerRecord<>(TOPIC, "bare/" + id, value));
            }
            producer.flush();
            return (System.nanoTime() - begin) / 1e9;
        }
    }

    private static DatasetRecord record(String id, Pixels pixels) {
        return DatasetRecord.newBuilder()
                .setDatasetId("bare")
                .setRecordId(id)
                .setImage(ByteBuffer.wrap(pixels.raw()))
                .setEncoding(io.genstream.schemas.avro.Encoding.RAW)
                .setHeight(pixels.height())
                .setWidth(pixels.width())
                .setChannels(pixels.channels())
                .setLabels(List.of(1f))
                .setSplit(Split.TRAIN)
                .build();
    }

    private Import runImport(GenstreamProcess up, Path from, String dataset) throws Exception {
        long begin = System.nanoTime();
        Process process = new ProcessBuilder(
                        "./genstream",
                        "import",
                        from.toString(),
                        "--dataset",
                        dataset,
                        "--size",
                        Integer.toString(side),
                        "--url",
                        up.url())
                .redirectErrorStream(true)
                .redirectOutput(home.resolve(dataset + ".log").toFile())
                .start();
        long peak = 0;
        while (!process.waitFor(POLL_MS, TimeUnit.MILLISECONDS)) {
            peak = Math.max(peak, peakKib(process.pid()));
        }
        if (process.exitValue() != 0) {
            throw new IllegalStateException(Files.readString(home.resolve(dataset + ".log")));
        }
        return new Import((System.nanoTime() - begin) / 1e9, peak);
    }

    private static long peakKib(long pid) {
        try {
            Optional<String> line = Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
                    .filter(text -> text.startsWith("VmHWM:"))
                    .findFirst();
            return line.map(text -> Long.parseLong(text.replaceAll("\\D", ""))).orElse(0L);
        } catch (IOException ended) {
            return 0;
        }
    }

    private List<Path> write(Path folder) throws IOException {
        Random random = new Random(7);
        List<Path> files = new ArrayList<>();
        for (int i = 0; i < pictures; i++) {
            Path file = folder.resolve(i % CLASSES + "/" + String.format(Locale.ROOT, "%06d.png", i));
            Files.createDirectories(file.getParent());
            Files.write(file, ImageCodec.encode(Encoding.PNG, noise(random, side, side)));
            files.add(file);
        }
        return files;
    }

    /** Smooth in the large, noisy in the small, as photographs are. */
    private static Pixels noise(Random random, int height, int width) {
        byte[] raw = new byte[height * width * 3];
        double slope = random.nextDouble() * 200 / width;
        int base = random.nextInt(40);
        for (int i = 0; i < raw.length; i++) {
            raw[i] = (byte) (base + slope * (i / 3 % width) + random.nextInt(8));
        }
        return new Pixels(height, width, 3, raw);
    }

    private Path zip(List<Path> files) throws IOException {
        Path zip = home.resolve("pictures.zip");
        try (OutputStream file = Files.newOutputStream(zip);
                ZipOutputStream packed = new ZipOutputStream(file)) {
            for (Path picture : files) {
                packed.putNextEntry(new ZipEntry(home.relativize(picture).toString()));
                Files.copy(picture, packed);
            }
        }
        return zip;
    }

    private Path tar(List<Path> files) throws IOException {
        Path tar = home.resolve("pictures.tar");
        try (OutputStream file = Files.newOutputStream(tar);
                WebDatasetWriter packed = new WebDatasetWriter(file)) {
            for (Path picture : files) {
                packed.add(picture.getFileName().toString(), Files.readAllBytes(picture), Instant.EPOCH);
            }
        }
        return tar;
    }
}
