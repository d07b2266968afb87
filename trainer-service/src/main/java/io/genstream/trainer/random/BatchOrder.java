package io.genstream.trainer.random;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Which pictures a step sees: every epoch is a permutation of the data, drawn from the epoch's number alone; what does
 * not fill a last batch waits for another epoch.
 */
public final class BatchOrder {
    private final int size;
    private final int batch;
    private final StepRandom random;
    private long cachedEpoch = -1;
    private int[] permutation = {};

    public BatchOrder(int size, int batch, StepRandom random) {
        this.size = size;
        this.batch = batch;
        this.random = random;
    }

    public int[] of(long step) {
        long epoch = epoch(step);
        if (epoch != cachedEpoch) {
            permutation = shuffled(random.of(StepRandom.Purpose.ORDER, epoch));
            cachedEpoch = epoch;
        }
        int from = (int) (step % (size / batch)) * batch;
        return Arrays.copyOfRange(permutation, from, from + batch);
    }

    public long epoch(long step) {
        return step / (size / batch);
    }

    /** Fisher and Yates. */
    private int[] shuffled(RandomGenerator generator) {
        int[] order = IntStream.range(0, size).toArray();
        for (int i = size - 1; i > 0; i--) {
            int j = generator.nextInt(i + 1);
            int swapped = order[i];
            order[i] = order[j];
            order[j] = swapped;
        }
        return order;
    }
}
