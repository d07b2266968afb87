package io.genstream.eval.kafka;

import static org.awaitility.Awaitility.await;

import io.genstream.eval.extractor.ImageShape;
import io.genstream.model.pixels.Pixels;
import io.genstream.schemas.Topics;
import io.genstream.schemas.avro.Checkpoint;
import io.genstream.schemas.avro.Encoding;
import io.genstream.schemas.avro.Evaluation;
import io.genstream.schemas.avro.GenerationRequest;
import io.genstream.schemas.avro.ImageBatch;
import io.genstream.schemas.avro.ModelCard;
import io.genstream.schemas.avro.RolloutDecision;
import io.genstream.schemas.avro.Split;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;

/** A user's own data set: small, in colour, of any size and any class names; and a model of it. */
public final class ColourScenario implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final List<String> CLASSES = List.of("disc", "stripe", "cross");
    private static final ImageShape SHAPE = new ImageShape(40, 24, 3);

    private final TestLog log;
    private final String datasetId;
    private final String model;

    public ColourScenario(String bootstrap, String datasetId, String model) {
        this.log = new TestLog(bootstrap);
        this.datasetId = datasetId;
        this.model = model;
    }

    public void importPictures(int train, int test) throws Exception {
        for (int i = 0; i < train + test; i++) {
            log.importPicture(
                    datasetId,
                    String.format(Locale.ROOT, "%05d", i),
                    picture(i, SHAPE.height(), SHAPE.width()),
                    i % 3,
                    i < train ? Split.TRAIN : Split.TEST);
        }
        log.publishRevision(datasetId, 1, SHAPE, CLASSES);
    }

    /** Publishes a version and answers what is asked for its evaluation with these pictures, 32x32. */
    public void publish(String version, Function<Integer, Pixels> pictures) throws Exception {
        Checkpoint.Builder checkpoint = Checkpoint.newBuilder(SimulatedInference.checkpoint(model, version, datasetId));
        checkpoint.setCard(ModelCard.newBuilder(checkpoint.getCard())
                .setChannels(3)
                .setAttributeNames(CLASSES)
                .build());
        log.send(Topics.CHECKPOINTS, model + "/" + version, checkpoint.build()).get();
        await().atMost(PATIENCE).until(() -> !requests(version).isEmpty());
        for (GenerationRequest request : requests(version)) {
            long end = request.getFirstImage() + request.getCount();
            for (long first = request.getFirstImage(); first < end; first += request.getBatchSize()) {
                ImageBatch batch = batch(request, first, Math.min(end, first + request.getBatchSize()), pictures);
                log.send(Topics.EVALUATION_BATCHES, model + "/" + version, batch)
                        .get();
            }
        }
    }

    private static ImageBatch batch(
            GenerationRequest request, long first, long end, Function<Integer, Pixels> pictures) {
        List<ByteBuffer> images = new ArrayList<>();
        List<List<Float>> labels = new ArrayList<>();
        List<List<Float>> rows = request.getCondition().getRows();
        for (long i = first; i < end; i++) {
            images.add(ByteBuffer.wrap(pictures.apply((int) i).raw()));
            labels.add(rows.get((int) (i % rows.size())));
        }
        return ImageBatch.newBuilder()
                .setRequestId(request.getRequestId())
                .setFirstImage(first)
                .setRequestImages(request.getRequestImages())
                .setModel(request.getModel())
                .setVersion(request.getVersion())
                .setSeed(request.getSeed())
                .setHeight(32)
                .setWidth(32)
                .setChannels(3)
                .setEncoding(Encoding.RAW)
                .setImages(images)
                .setLabels(labels)
                .setAt(Instant.EPOCH)
                .build();
    }

    /** Names and numbers of generated and real images of all figures, the distance last. */
    public List<String> figures(String ofModel, String version) {
        return log.readAll(Topics.EVALUATIONS).stream()
                .filter(e -> e.getModel().equals(ofModel) && e.getVersion().equals(version))
                .filter(e -> e.getDatasetId().equals(datasetId))
                .map(e -> e.getMetric() + " " + e.getN() + " " + e.getReferenceN())
                .toList();
    }

    public double figure(String version, String metric) {
        return log.readAll(Topics.EVALUATIONS).stream()
                .filter(e -> e.getModel().equals(model) && e.getVersion().equals(version))
                .filter(e -> e.getMetric().equals(metric))
                .mapToDouble(Evaluation::getValue)
                .findFirst()
                .orElseThrow();
    }

    /** "accepted: reason" or "refused: reason", once the gate has decided. */
    public Optional<String> decision(String version) {
        return log.readAll(Topics.ROLLOUT_DECISIONS).stream()
                .filter(d -> d.getModel().equals(model) && version.equals(d.getVersion()))
                .map(ColourScenario::words)
                .findFirst();
    }

    private static String words(RolloutDecision decision) {
        return (decision.getAccepted() ? "accepted: " : "refused: ") + decision.getReason();
    }

    private List<GenerationRequest> requests(String version) {
        return log.readAll(Topics.EVALUATION_REQUESTS).stream()
                .filter(r -> r.getModel().equals(model) && r.getVersion().equals(version))
                .toList();
    }

    /** Picture number i of the class i mod 3: a shape in a random colour and place before another colour. */
    public static Pixels picture(int number, int height, int width) {
        Random random = new Random(number * 7_919L);
        int[] back = {random.nextInt(128), random.nextInt(128), random.nextInt(128)};
        int[] front = {128 + random.nextInt(128), 128 + random.nextInt(128), 128 + random.nextInt(128)};
        double centreY = 0.35 + 0.3 * random.nextDouble();
        double centreX = 0.35 + 0.3 * random.nextDouble();
        byte[] raw = new byte[height * width * 3];
        double side = Math.min(height, width); // of the middle square, which is what is measured
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                double dy = Math.abs((y + 0.5 - (height - side) / 2) / side - centreY);
                double dx = Math.abs((x + 0.5 - (width - side) / 2) / side - centreX);
                boolean inside =
                        switch (number % 3) {
                            case 0 -> dy * dy + dx * dx < 0.06;
                            case 1 -> dy < 0.12;
                            default -> dy < 0.08 || dx < 0.08;
                        };
                for (int c = 0; c < 3; c++) {
                    raw[(y * width + x) * 3 + c] = (byte) (inside ? front[c] : back[c]);
                }
            }
        }
        return new Pixels(height, width, 3, raw);
    }

    public static Pixels noise(int number) {
        byte[] raw = new byte[32 * 32 * 3];
        new Random(number).nextBytes(raw);
        return new Pixels(32, 32, 3, raw);
    }

    @Override
    public void close() {
        log.close();
    }
}
