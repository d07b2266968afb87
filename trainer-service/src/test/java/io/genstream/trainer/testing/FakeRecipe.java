package io.genstream.trainer.testing;

import io.genstream.model.card.LabelKind;
import io.genstream.model.card.ModelCard;
import io.genstream.model.card.ModelInput;
import io.genstream.model.card.ModelOutput;
import io.genstream.trainer.export.ParityExceptions;
import io.genstream.trainer.pictures.Augmentation;
import io.genstream.trainer.pictures.PictureForm;
import io.genstream.trainer.pictures.PictureSet;
import io.genstream.trainer.recipe.DivergedException;
import io.genstream.trainer.recipe.ExportedModel;
import io.genstream.trainer.recipe.ModelKind;
import io.genstream.trainer.recipe.PreviewSheet;
import io.genstream.trainer.recipe.Recipe;
import io.genstream.trainer.recipe.RecipeSettings;
import io.genstream.trainer.recipe.SettingsSchema;
import io.genstream.trainer.recipe.TrainingSession;
import io.genstream.trainer.recipe.TrainingSource;
import io.genstream.trainer.session.CommonSettings;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** Learns nothing, quickly: counts images, so that tests see what the service does with a session. */
public final class FakeRecipe implements Recipe {
    private static final int BATCH = 10;
    private static final int SIDE = 4;

    private final String name;
    private final String datasetId;
    private final int images;
    public final List<FakeSession> sessions = new CopyOnWriteArrayList<>();
    public volatile boolean refuseExports;
    public volatile boolean failExports;
    /** From so many images on the loss is not a number. */
    public volatile long divergesAt = Long.MAX_VALUE;

    /** @param datasetId null for a recipe that learns from any */
    public FakeRecipe(String name, String datasetId, int images) {
        this.name = name;
        this.datasetId = datasetId;
        this.images = images;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String summary() {
        return "Learns nothing, quickly";
    }

    @Override
    public Optional<String> defaultDatasetId() {
        return Optional.ofNullable(datasetId);
    }

    @Override
    public SettingsSchema settings() {
        return new SettingsSchema(name, CommonSettings.list(images, BATCH, 1));
    }

    @Override
    public TrainingSession start(TrainingSource source, RecipeSettings settings, Optional<byte[]> state) {
        FakeSession session = new FakeSession(
                source.pictures(PictureForm.of(SIDE), Augmentation.none()),
                settings.whole(CommonSettings.IMAGES),
                state.map(s -> ByteBuffer.wrap(s).getLong()).orElse(0L));
        sessions.add(session);
        return session;
    }

    /** What the bytes of a generator are at a given count. */
    public static byte[] generator(long imagesSeen) {
        return ByteBuffer.allocate(16).putLong(8, imagesSeen).array();
    }

    /** Takes two milliseconds a step. */
    public final class FakeSession implements TrainingSession {
        public final PictureSet pictures;
        public final long startedAt;
        public volatile boolean closed;
        private final long target;
        private volatile long imagesSeen;

        FakeSession(PictureSet pictures, long target, long imagesSeen) {
            this.pictures = pictures;
            this.target = target;
            this.startedAt = imagesSeen;
            this.imagesSeen = imagesSeen;
        }

        @Override
        public void trainFor(Duration duration) {
            long end = System.nanoTime() + duration.toNanos();
            do {
                trainSteps(1);
            } while (!finished() && System.nanoTime() - end < 0);
        }

        @Override
        @SuppressWarnings("NonAtomicVolatileUpdate") // one thread writes, tests read
        public void trainSteps(long steps) {
            for (long i = 0; i < steps && !finished(); i++) {
                try {
                    Thread.sleep(2);
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
                if (imagesSeen >= divergesAt) {
                    throw new DivergedException("adversarial", Double.NaN, step());
                }
                imagesSeen += BATCH;
            }
        }

        @Override
        public long step() {
            return imagesSeen / BATCH;
        }

        @Override
        public long imagesSeen() {
            return imagesSeen;
        }

        @Override
        public long targetImages() {
            return target;
        }

        @Override
        public double epoch() {
            return (double) imagesSeen / pictures.size();
        }

        @Override
        public Map<String, Double> drainLosses() {
            return Map.of("loss", 1.0 / (1 + imagesSeen));
        }

        @Override
        public boolean finished() {
            return imagesSeen >= target;
        }

        @Override
        public ExportedModel export() {
            if (failExports) {
                throw new IllegalStateException("Shutdown in progress");
            }
            if (refuseExports) {
                throw ParityExceptions.refusal();
            }
            ModelCard card = ModelCard.builder(4, 4, 1)
                    .input(ModelInput.normalLatent("latent", 8))
                    .output(ModelOutput.rawImage("image", 4, 4, 1))
                    .labels(LabelKind.NONE, List.of(), List.of())
                    .build();
            return new ExportedModel(
                    ModelKind.GENERATOR,
                    card,
                    Map.of(ExportedModel.GENERATOR, generator(imagesSeen), ExportedModel.STATE, saveState()));
        }

        @Override
        public byte[] saveState() {
            return ByteBuffer.allocate(Long.BYTES).putLong(imagesSeen).array();
        }

        @Override
        public Optional<PreviewSheet> preview() {
            return Optional.of(new PreviewSheet(new byte[] {1, 2, 3}, 1, 1));
        }

        @Override
        public void close() {
            closed = true;
            pictures.close();
        }
    }
}
