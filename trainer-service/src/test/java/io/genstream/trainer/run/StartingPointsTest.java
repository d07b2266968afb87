package io.genstream.trainer.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.genstream.schemas.ArtifactHandle;
import io.genstream.trainer.checkpoint.CheckpointDraft;
import io.genstream.trainer.checkpoint.CheckpointException;
import io.genstream.trainer.checkpoint.CheckpointStore;
import io.genstream.trainer.checkpoint.StoredCheckpoint;
import io.genstream.trainer.recipe.ExportedModel;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StartingPointsTest {
    private final Store store = new Store();
    private final StartingPoints points = new StartingPoints(store);
    private final Run run = Run.queued("run", new RecipeSpec("r", "d", "m", Map.of()), 1, "t", "", Instant.EPOCH);

    @Test
    void takesTheNewestThatCanBeRead() {
        store.unreadable.add("v3");

        assertThat(points.of(run).orElseThrow().checkpoint().version()).isEqualTo("v2");
    }

    /** A broker that is away for a minute must not cost the run all that it learnt. */
    @Test
    void doesNotBeginAnewWhileNoneCanBeRead() {
        store.unreadable.addAll(List.of("v1", "v2", "v3"));
        assertThatThrownBy(() -> points.of(run)).isInstanceOf(CheckpointException.class);

        store.unreadable.clear();
        assertThat(points.of(run).orElseThrow().checkpoint().version()).isEqualTo("v3");
    }

    @Test
    void aRunWithoutCheckpointsBeginsAnew() {
        Run other = Run.queued("other", run.recipe(), 1, "t", "", Instant.EPOCH);

        assertThat(points.of(other)).isEmpty();
    }

    private static final class Store implements CheckpointStore {
        private final Set<String> unreadable = new HashSet<>();

        @Override
        public List<StoredCheckpoint> ofRun(String model, String runId) {
            return runId.equals("run") ? List.of(checkpoint("v3"), checkpoint("v2"), checkpoint("v1")) : List.of();
        }

        @Override
        public List<StoredCheckpoint> ofRecipe(String model, String recipe) {
            return List.of();
        }

        @Override
        public byte[] read(StoredCheckpoint checkpoint, String role) {
            if (unreadable.contains(checkpoint.version())) {
                throw new CheckpointException("no broker answers", true);
            }
            return new byte[] {1};
        }

        @Override
        public String publish(CheckpointDraft draft) {
            throw new CheckpointException("not asked for here", false);
        }

        private static StoredCheckpoint checkpoint(String version) {
            Map<String, ArtifactHandle> state = Map.of(ExportedModel.STATE, new ArtifactHandle("00", 1, 1, 0, 0, 0));
            return new StoredCheckpoint("m", version, Optional.of("run"), Optional.of("r"), 1, state, 1, 1);
        }
    }
}
