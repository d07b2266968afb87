package io.genstream.trainer.session;

import ai.djl.ndarray.NDManager;
import io.genstream.trainer.network.TrainableNetwork;
import io.genstream.trainer.pictures.PictureSet;
import io.genstream.trainer.random.BatchOrder;
import io.genstream.trainer.random.StepRandom;
import io.genstream.trainer.recipe.ExportedModel;
import io.genstream.trainer.recipe.IncompatibleStateException;
import io.genstream.trainer.recipe.PreviewSheet;
import io.genstream.trainer.recipe.RecipeSettings;
import io.genstream.trainer.recipe.TrainingSession;
import io.genstream.trainer.recipe.UnsuitableDataException;
import io.genstream.trainer.torchscript.Torch;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Drives an {@link Algorithm} step by step and keeps count; the same for every recipe. */
public final class SteppedSession implements TrainingSession {
    private static final int STATE_MAGIC = 0x47535431;
    private static final int STEPS_AHEAD = 3;

    private final String recipe;
    private final NDManager manager;
    private final Algorithm algorithm;
    private final BatchOrder order;
    private final PictureSet pictures;
    private final Deque<Batch> upcoming = new ArrayDeque<>();
    private final int batch;
    private final int threads;
    private final long targetImages;
    private final LossMeans losses = new LossMeans();
    private long step;
    private long imagesSeen;

    /** What a later step will see. */
    private record Batch(long epoch, int[] pictures) {}

    private SteppedSession(
            String recipe,
            RecipeSettings settings,
            PictureSet pictures,
            Optional<byte[]> state,
            Algorithm.Factory factory) {
        this.recipe = recipe;
        this.pictures = pictures;
        int dataSize = pictures.size();
        this.batch = settings.count(CommonSettings.BATCH);
        this.threads = settings.count(CommonSettings.THREADS);
        this.targetImages = settings.whole(CommonSettings.IMAGES);
        if (dataSize < batch) {
            throw new UnsuitableDataException(
                    "recipe " + recipe + " needs at least one batch of " + batch + " images to learn from, there are "
                            + dataSize + ": import more, or set batch to a smaller number");
        }
        StepRandom random = new StepRandom(settings.whole(CommonSettings.SEED));
        this.order = new BatchOrder(dataSize, batch, random);
        this.manager = Torch.newManager();
        try {
            Torch.prepareThread(threads);
            DataInputStream saved = state.map(this::openState).orElse(null);
            this.algorithm = factory.create(new NetworkSource(manager, random, saved));
        } catch (RuntimeException e) {
            manager.close();
            throw e;
        }
    }

    /**
     * @param pictures those of later steps are asked for ahead; the set belongs to the session from then on
     * @param factory gets the networks' source; the algorithm belongs to the session from then on
     */
    public static TrainingSession start(
            String recipe,
            RecipeSettings settings,
            PictureSet pictures,
            Optional<byte[]> state,
            Algorithm.Factory factory) {
        try {
            return new SteppedSession(recipe, settings, pictures, state, factory);
        } catch (RuntimeException e) {
            pictures.close();
            throw e;
        }
    }

    @Override
    public void trainFor(Duration duration) {
        long end = System.nanoTime() + duration.toNanos();
        Torch.prepareThread(threads);
        do {
            takeStep();
        } while (!finished() && System.nanoTime() - end < 0);
    }

    @Override
    public void trainSteps(long steps) {
        Torch.prepareThread(threads);
        for (long i = 0; i < steps && !finished(); i++) {
            takeStep();
        }
    }

    private void takeStep() {
        if (finished()) {
            return;
        }
        try (NDManager stepManager = manager.newSubManager()) {
            losses.of(step);
            double progress = (double) imagesSeen / targetImages;
            Batch next = nextBatch();
            algorithm.step(new Step(step, next.epoch(), next.pictures(), progress, stepManager, losses));
        }
        step++;
        imagesSeen += batch;
    }

    private Batch nextBatch() {
        while (upcoming.size() <= STEPS_AHEAD) {
            long later = step + upcoming.size();
            Batch batch = new Batch(order.epoch(later), order.of(later));
            pictures.expect(batch.pictures(), batch.epoch());
            upcoming.add(batch);
        }
        return upcoming.remove();
    }

    @Override
    public long step() {
        return step;
    }

    @Override
    public long imagesSeen() {
        return imagesSeen;
    }

    @Override
    public long targetImages() {
        return targetImages;
    }

    @Override
    public double epoch() {
        return (double) imagesSeen / pictures.size();
    }

    @Override
    public Map<String, Double> drainLosses() {
        return losses.drain();
    }

    @Override
    public boolean finished() {
        return imagesSeen >= targetImages;
    }

    @Override
    public ExportedModel export() {
        ExportedModel model = algorithm.export();
        Map<String, byte[]> artifacts = new LinkedHashMap<>(model.artifacts());
        artifacts.put(ExportedModel.STATE, saveState());
        return new ExportedModel(model.kind(), model.card(), artifacts);
    }

    @Override
    public byte[] saveState() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(STATE_MAGIC);
            out.writeUTF(recipe);
            out.writeLong(step);
            out.writeLong(imagesSeen);
            for (TrainableNetwork network : algorithm.networks()) {
                out.writeUTF(network.network().name());
                network.writeState(out);
            }
            for (double number : algorithm.numbers()) {
                out.writeDouble(number);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory cannot fail", e);
        }
        return bytes.toByteArray();
    }

    private DataInputStream openState(byte[] state) {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(state));
        try {
            if (in.readInt() != STATE_MAGIC) {
                throw new IncompatibleStateException("this is no training state; start from scratch");
            }
            String savedRecipe = in.readUTF();
            if (!savedRecipe.equals(recipe)) {
                throw new IncompatibleStateException(
                        "the state is of recipe " + savedRecipe + ", not of " + recipe + "; start from scratch");
            }
            step = in.readLong();
            imagesSeen = in.readLong();
            return in;
        } catch (IOException e) {
            throw new IncompatibleStateException("the training state is cut short; start from scratch", e);
        }
    }

    @Override
    public Optional<PreviewSheet> preview() {
        Torch.prepareThread(threads);
        return algorithm.preview();
    }

    @Override
    public void close() {
        algorithm.close();
        manager.close();
        pictures.close();
    }
}
