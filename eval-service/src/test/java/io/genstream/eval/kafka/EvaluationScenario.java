package io.genstream.eval.kafka;

import static org.awaitility.Awaitility.await;

import io.genstream.eval.Digits;
import io.genstream.schemas.ArtifactFraming;
import io.genstream.schemas.Measures;
import io.genstream.schemas.Topics;
import io.genstream.schemas.avro.DeadLetter;
import io.genstream.schemas.avro.Evaluation;
import io.genstream.schemas.avro.Features;
import io.genstream.schemas.avro.GenerationRequest;
import io.genstream.schemas.avro.ImageBatch;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntUnaryOperator;
import java.util.stream.Collectors;

/** What integration tests say, in terms of versions and figures; records stay in this package. */
public final class EvaluationScenario implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final TestLog log;
    private final String datasetId;
    private final Digits train = Digits.train();
    private final Digits test = Digits.test();
    private final SimulatedInference inference;

    public EvaluationScenario(String bootstrap, String datasetId) {
        this.log = new TestLog(bootstrap);
        this.datasetId = datasetId;
        this.inference = new SimulatedInference(log, train);
    }

    public void importDigits(long revision) throws Exception {
        log.importDigits(datasetId, revision, train, test);
    }

    public void importDigits(String otherDatasetId, long revision) throws Exception {
        log.importDigits(otherDatasetId, revision, train, test);
    }

    public void publishColourRevision(String otherDatasetId) throws Exception {
        log.publishRevision(otherDatasetId, 1, 64, 3);
    }

    public void publishCheckpoint(String model, String version) throws Exception {
        inference.publishCheckpoint(model, version, datasetId);
    }

    public void publishCheckpoint(String model, String version, String otherDatasetId) throws Exception {
        inference.publishCheckpoint(model, version, otherDatasetId);
    }

    /** Waits for both request records and answers them. */
    public void answerRequests(String model, String version, IntUnaryOperator shown) throws Exception {
        for (GenerationRequest request : awaitRequests(model, version)) {
            inference.answer(request, shown);
        }
    }

    public void answerFirstRequest(String model, String version, IntUnaryOperator shown) throws Exception {
        inference.answer(awaitRequests(model, version).get(0), shown);
    }

    /** First images of the request records of a version. */
    public List<Long> requests(String model, String version) {
        return requestRecords(model, version).stream()
                .map(GenerationRequest::getFirstImage)
                .toList();
    }

    /** Answers one request record of those that were asked first. */
    public void answerRequestFrom(String model, String version, long firstImage, IntUnaryOperator shown)
            throws Exception {
        GenerationRequest request = awaitRequests(model, version).stream()
                .filter(r -> r.getFirstImage() == firstImage)
                .findFirst()
                .orElseThrow();
        inference.answer(request, shown);
    }

    /** All images of an evaluation that this service did not ask for, or does not remember to. */
    public void answerUnasked(String model, String version, IntUnaryOperator shown) throws Exception {
        String probe = model + "-asked-elsewhere";
        publishCheckpoint(probe, version);
        for (GenerationRequest request : awaitRequests(probe, version)) {
            GenerationRequest other = GenerationRequest.newBuilder(request)
                    .setModel(model)
                    .setRequestId("eval-" + model + "-" + version + "-r1")
                    .build();
            inference.answer(other, shown);
        }
    }

    /** The figures of a version by metric, once the distance is there. */
    public Map<String, Double> awaitFigures(String model, String version, Duration patience) {
        await().atMost(patience).until(() -> evaluations(model, version).stream()
                .anyMatch(e -> e.getMeasure().equals(Measures.FRECHET_DISTANCE)));
        Map<String, Double> figures = new TreeMap<>();
        evaluations(model, version).forEach(e -> figures.put(e.getMetric(), e.getValue()));
        return figures;
    }

    public void deleteVersion(String model, String version) throws Exception {
        log.deleteVersion(model, version);
    }

    public void dropVersion(String model, String version) throws Exception {
        log.dropVersion(model, version);
    }

    /** As if it had been under way when the version was deleted. */
    public void repeatAFigure(String model, String version) throws Exception {
        Evaluation late = evaluations(model, version).get(0);
        log.send(Topics.EVALUATIONS, model + "/" + version + "/" + late.getMetric(), late)
                .get();
    }

    /** How many figures a version has in the log after compaction. */
    public long figures(String model, String version) {
        return log.keys(Topics.EVALUATIONS).stream()
                .filter(key -> key.startsWith(model + "/" + version + "/"))
                .count();
    }

    /** Run, images seen, n on both sides and revision of the distance. */
    public List<Object> provenance(String model, String version) {
        Evaluation distance = evaluations(model, version).stream()
                .filter(e -> e.getMeasure().equals(Measures.FRECHET_DISTANCE))
                .findFirst()
                .orElseThrow();
        return List.of(
                distance.getRunId(),
                distance.getImagesSeen(),
                distance.getN(),
                distance.getReferenceN(),
                distance.getRevision());
    }

    public int featureRows(String model, String version) {
        return log.readAll(Topics.FEATURES).stream()
                .filter(f -> f.getModel().equals(model) && f.getVersion().equals(version))
                .map(Features::getRows)
                .mapToInt(List::size)
                .sum();
    }

    public void sendPoisonEverywhere(String poison) throws Exception {
        log.sendPoison(Topics.CHECKPOINTS, "poison/v1", poison);
        log.sendPoison(Topics.EVALUATION_BATCHES, "poison/v1", poison);
        log.sendPoison(Topics.FEATURES, "poison/v1", poison);
        log.sendPoison(Topics.EVALUATIONS, "poison/v1/fd", poison);
        log.sendPoison(Topics.DATASET_UPDATES, "poison", poison);
        log.sendPoison(Topics.DATASET_RECORDS, datasetId + "/poison", poison);
    }

    public void sendBatchOfWrongShape(String model, String version) throws Exception {
        ImageBatch batch = inference
                .batches(awaitRequests(model, version).get(0), asked -> asked)
                .get(0);
        ImageBatch wrong = ImageBatch.newBuilder(batch).setHeight(7).build();
        log.send(Topics.EVALUATION_BATCHES, model + "/" + version, wrong).get();
    }

    /** Topics whose dead letters hold these bytes. */
    public Set<String> deadLetterTopics(String content) {
        return log.readAll(Topics.DEAD_LETTERS).stream()
                .filter(letter -> isOf(letter, content))
                .map(DeadLetter::getSourceTopic)
                .collect(Collectors.toSet());
    }

    /** How often the evaluation has written a dead letter of this record. */
    public long deadLetters(String topic, String content) {
        return log.readAll(Topics.DEAD_LETTERS).stream()
                .filter(letter -> letter.getService().equals("eval-service"))
                .filter(letter -> letter.getSourceTopic().equals(topic) && isOf(letter, content))
                .count();
    }

    /** A letter of a data set's record has the hash of its bytes alone. */
    private static boolean isOf(DeadLetter letter, String content) {
        return letter.getValue() == null
                ? ArtifactFraming.sha256(content.getBytes(StandardCharsets.UTF_8))
                        .equals(letter.getValueSha256())
                : content.equals(text(letter.getValue()));
    }

    public List<String> deadLetterErrors() {
        return log.readAll(Topics.DEAD_LETTERS).stream()
                .map(DeadLetter::getError)
                .toList();
    }

    private static String text(ByteBuffer bytes) {
        return bytes == null
                ? null
                : StandardCharsets.UTF_8.decode(bytes.duplicate()).toString();
    }

    private List<Evaluation> evaluations(String model, String version) {
        return log.readAll(Topics.EVALUATIONS).stream()
                .filter(e -> e.getModel().equals(model) && e.getVersion().equals(version))
                .toList();
    }

    private List<GenerationRequest> awaitRequests(String model, String version) {
        await().atMost(PATIENCE).until(() -> requestRecords(model, version).size() >= 2);
        return requestRecords(model, version).stream()
                .sorted(Comparator.comparing(GenerationRequest::getFirstImage))
                .toList();
    }

    private List<GenerationRequest> requestRecords(String model, String version) {
        return log.readAll(Topics.EVALUATION_REQUESTS).stream()
                .filter(r -> r.getModel().equals(model) && r.getVersion().equals(version))
                .toList();
    }

    @Override
    public void close() {
        log.close();
    }
}
