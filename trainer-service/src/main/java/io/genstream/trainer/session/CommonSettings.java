package io.genstream.trainer.session;

import io.genstream.schemas.SettingType;
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
                Setting.of(IMAGES, SettingType.COUNT, Integer.toString(images), "training images to see in all"),
                Setting.of(BATCH, SettingType.SIZE, Integer.toString(batch), "images a step"),
                Setting.of(SEED, SettingType.SEED, "11", "of weights, order and noise"),
                Setting.of(THREADS, SettingType.SIZE, Integer.toString(threads), "native threads"));
    }
}
