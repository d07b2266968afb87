package io.genstream.trainer.recipe.yaml;

import io.genstream.schemas.SettingType;
import io.genstream.trainer.pictures.Augmentation;
import io.genstream.trainer.pictures.PictureForm;
import io.genstream.trainer.pictures.PictureSet;
import io.genstream.trainer.random.StepRandom;
import io.genstream.trainer.recipe.RecipeSettings;
import io.genstream.trainer.recipe.Setting;
import io.genstream.trainer.recipe.TrainingSource;
import io.genstream.trainer.session.CommonSettings;
import java.util.ArrayList;
import java.util.List;

/** What every recipe file can set, whatever its system: how much is trained and how pictures are prepared. */
final class RecipeFileSettings {
    private static final String SIDE = "side";
    private static final String CROP = "crop";
    private static final String FLIP = "flip";
    private static final String BRIGHTNESS = "brightness";
    private static final String CONTRAST = "contrast";
    private static final String SATURATION = "saturation";

    private RecipeFileSettings() {}

    static List<Setting> list() {
        List<Setting> settings = new ArrayList<>(CommonSettings.list(200_000, 64, 1));
        settings.add(Setting.choice(SIDE, List.of("64", "32", "48", "96", "128"), "pixels of a picture's edge"));
        settings.add(Setting.of(
                CROP, SettingType.SEED, "0", "edge of the middle square that is cut out first; 0 for the largest"));
        settings.add(
                Setting.of(FLIP, SettingType.FRACTION, "0", "share of pictures seen in a mirror, redrawn each epoch"));
        for (String jittered : List.of(BRIGHTNESS, CONTRAST, SATURATION)) {
            settings.add(Setting.of(
                    jittered, SettingType.FRACTION, "0", "how far it is jittered each epoch, as a share; 0 for off"));
        }
        return settings;
    }

    static PictureSet pictures(TrainingSource source, RecipeSettings settings) {
        return source.pictures(
                new PictureForm(settings.count(SIDE), settings.count(CROP)),
                new Augmentation(
                        new StepRandom(settings.whole(CommonSettings.SEED)),
                        settings.number(FLIP),
                        settings.number(BRIGHTNESS),
                        settings.number(CONTRAST),
                        settings.number(SATURATION)));
    }
}
