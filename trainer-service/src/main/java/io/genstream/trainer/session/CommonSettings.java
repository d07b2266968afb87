package io.genstream.trainer.session;

import io.genstream.trainer.recipe.Setting;
import java.util.List;

/** Settings that every session reads. */
public final class CommonSettings {
    public static final String IMAGES = "images";
    public static final String BATCH = "batch";
    public static final String SEED = "seed";
    public static final String THREADS = "threads";

    private CommonSettings() {}

    public static List<Setting> list(int images, int batch, int threads) {
        return List.of(
                Setting.of(IMAGES, Setting.Type.COUNT, Integer.toString(images), "training images to see in all"),
                Setting.of(BATCH, Setting.Type.SIZE, Integer.toString(batch), "images a step"),
                Setting.of(SEED, Setting.Type.SEED, "11", "of weights, order and noise"),
                Setting.of(THREADS, Setting.Type.SIZE, Integer.toString(threads), "native threads"));
    }
}
