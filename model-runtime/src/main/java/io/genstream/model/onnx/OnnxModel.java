package io.genstream.model.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.genstream.model.ModelException;
import io.genstream.model.RuntimeOptions;
import io.genstream.model.card.ModelCard;
import io.genstream.model.card.ModelInput;
import io.genstream.model.card.ModelOutput;
import io.genstream.model.card.TensorRole;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * An ONNX Runtime session whose tensors are those of a model card, run in batches through reused direct buffers. {@code
 * Generator} and {@code FeatureExtractor} are built on it; services call those. Thread-safe: several threads may run at
 * once, and {@link #close} waits for them.
 */
public final class OnnxModel implements AutoCloseable {
    /** Buffer sets kept for reuse; more concurrent runs allocate their own and drop them. */
    private static final int POOLED_BUFFERS = 4;

    private final ModelCard card;
    private final boolean wholeBatches;
    private final int batchLimit;
    private final OnnxSession opened;
    private final List<ModelOutput> outputs;
    private final Map<String, Boolean> withBatchAxis;
    private final ArrayBlockingQueue<BatchBuffers> pool = new ArrayBlockingQueue<>(POOLED_BUFFERS);
    private final ReadWriteLock lifetime = new ReentrantReadWriteLock();
    private boolean closed;

    private OnnxModel(
            OnnxSession opened,
            ModelCard card,
            List<ModelOutput> outputs,
            Map<String, Boolean> withBatchAxis,
            RuntimeOptions options,
            boolean wholeBatches) {
        this.opened = opened;
        this.card = card;
        this.outputs = outputs;
        this.withBatchAxis = withBatchAxis;
        this.wholeBatches = wholeBatches || card.fixedBatch().isPresent();
        this.batchLimit = card.fixedBatch().orElse(options.maxBatch());
    }

    /**
     * Opens a session and checks the file against the card.
     *
     * @param outputs the card's outputs that runs will read
     * @param wholeBatches always run full batches, padding the last one, so that a sample's arithmetic does not depend on
     *     how many others were asked for; implied by a card with a fixed batch
     * @throws ModelException where the bytes are no ONNX model or contradict the card
     */
    public static OnnxModel open(
            byte[] onnx, ModelCard card, List<ModelOutput> outputs, RuntimeOptions options, boolean wholeBatches) {
        OnnxSession opened = OnnxSession.open(onnx, options);
        try {
            Map<String, Boolean> withBatchAxis = CardCheck.check(opened.session(), card);
            return new OnnxModel(opened, card, outputs, withBatchAxis, options, wholeBatches);
        } catch (OrtException | RuntimeException e) {
            opened.close();
            throw e instanceof RuntimeException unchecked
                    ? unchecked
                    : new ModelException("cannot read the model's inputs and outputs: " + e.getMessage(), e);
        }
    }

    /** The execution provider really in use, in ONNX Runtime's own words, for instance CPUExecutionProvider. */
    public String executionProvider() {
        return opened.executionProvider();
    }

    /** Samples of one native run at most. */
    public int batchLimit() {
        return batchLimit;
    }

    /**
     * Runs {@code samples} samples in batches. FIXED inputs are fed from the card; {@code writer} is asked for every other
     * input of every sample, {@code reader} gets every output of every sample, in order, both on the calling thread.
     *
     * @throws ModelException where ONNX Runtime fails
     * @throws IllegalStateException after {@link #close}
     */
    public void run(int samples, SampleWriter writer, SampleReader reader) {
        lifetime.readLock().lock();
        try {
            if (closed) {
                throw new IllegalStateException("the model is closed");
            }
            BatchBuffers buffers = pool.poll();
            if (buffers == null) {
                buffers = new BatchBuffers(card, outputs, batchLimit);
            }
            for (int first = 0; first < samples; first += batchLimit) {
                runBatch(buffers, first, Math.min(batchLimit, samples - first), writer, reader);
            }
            // where the pool is full the buffers are garbage, which is the bound
            boolean kept = pool.offer(buffers);
            assert kept || pool.remainingCapacity() == 0;
        } finally {
            lifetime.readLock().unlock();
        }
    }

    private void runBatch(BatchBuffers buffers, int first, int count, SampleWriter writer, SampleReader reader) {
        int rows = wholeBatches ? batchLimit : count;
        for (ModelInput input : card.inputs()) {
            if (input.role() != TensorRole.FIXED) {
                for (int row = 0; row < rows; row++) {
                    // padding repeats the last sample: valid values, whatever the model does with them
                    writer.write(input, first + Math.min(row, count - 1), buffers.input(input, row));
                }
            }
        }
        runNative(buffers, rows);
        for (ModelOutput output : outputs) {
            for (int row = 0; row < count; row++) {
                reader.read(output, first + row, buffers.output(output, row));
            }
        }
    }

    private void runNative(BatchBuffers buffers, int rows) {
        OrtEnvironment environment = OnnxRuntime.environment();
        Map<String, OnnxTensor> fed = new HashMap<>();
        Map<String, OnnxTensor> pinned = new HashMap<>();
        try {
            for (ModelInput input : card.inputs()) {
                boolean batched = withBatchAxis.get(input.name());
                fed.put(input.name(), buffers.inputTensor(environment, input, batched ? rows : 0));
            }
            for (ModelOutput output : outputs) {
                pinned.put(output.name(), buffers.outputTensor(environment, output, rows));
            }
            try (OrtSession.Result result = opened.session().run(fed, pinned)) {
                if (result.size() != pinned.size()) {
                    throw new ModelException(
                            "the model gave " + result.size() + " outputs instead of " + pinned.keySet());
                }
            }
        } catch (OrtException e) {
            throw new ModelException("ONNX Runtime failed on a batch of " + rows + ": " + e.getMessage(), e);
        } finally {
            fed.values().forEach(OnnxTensor::close);
            pinned.values().forEach(OnnxTensor::close);
        }
    }

    /** Waits for runs under way, then frees the native session. May be called twice. */
    @Override
    public void close() {
        lifetime.writeLock().lock();
        try {
            if (!closed) {
                closed = true;
                pool.clear();
                opened.close();
            }
        } finally {
            lifetime.writeLock().unlock();
        }
    }

    /** Puts one sample's input into a run. */
    @FunctionalInterface
    public interface SampleWriter {
        /**
         * @param input which input
         * @param sample index within the run; the last one may be asked for again as padding
         * @param target exactly this sample's bytes, native order
         */
        void write(ModelInput input, int sample, ByteBuffer target);
    }

    /** Takes one sample's output from a run. */
    @FunctionalInterface
    public interface SampleReader {
        /**
         * @param output which output
         * @param sample index within the run
         * @param source exactly this sample's bytes, native order; valid during the call only
         */
        void read(ModelOutput output, int sample, ByteBuffer source);
    }
}
