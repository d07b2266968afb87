package io.genstream.trainer.image;

import io.genstream.model.card.LabelKind;
import io.genstream.schemas.SettingType;
import io.genstream.trainer.recipe.RecipeSettings;
import io.genstream.trainer.recipe.Setting;
import io.genstream.trainer.recipe.TrainingData;
import java.util.List;

/** Settings that more than one recipe of this package reads. */
final class ImageSettings {
    static final String SIZE = "size";
    static final String SMOKE = "smoke";
    static final String WIDTH = "width";
    static final String FLIP = "flip";
    static final String AUGMENT = "augment";

    private static final int FULL_WIDTH = 16;
    private static final int SMOKE_WIDTH = 8;
    private static final int FEW_PICTURES = 20_000;
    private static final String AUTO = "auto";
    private static final String ON = "on";

    private ImageSettings() {}

    /** Of the recipes whose width was calibrated. */
    static Setting size() {
        return Setting.choice(SIZE, List.of("full", SMOKE), "width of the networks; smoke is for quick tests");
    }

    static List<Setting> ofAnyPictures() {
        return List.of(
                Setting.of(
                        WIDTH, SettingType.SIZE, "24", "channels next to the picture; twice as many cost four times"),
                Setting.choice(
                        FLIP,
                        List.of(AUTO, ON, "off"),
                        "learn from mirror images, too; auto: on for colour pictures without classes"));
    }

    static Setting augment() {
        return Setting.choice(
                AUGMENT,
                List.of(AUTO, ON, "off"),
                "shift and brighten what the discriminator sees, so that it cannot learn few pictures by heart; auto: below "
                        + FEW_PICTURES + " pictures");
    }

    static int width(RecipeSettings settings) {
        if (settings.has(WIDTH)) {
            return settings.count(WIDTH);
        }
        return settings.text(SIZE).equals(SMOKE) ? SMOKE_WIDTH : FULL_WIDTH;
    }

    static TrainingPictures pictures(TrainingData data, RecipeSettings settings) {
        boolean symmetric = data.channels() == 3 && data.labelKind() != LabelKind.CLASS;
        return TrainingPictures.any(data, chosen(settings.text(FLIP), symmetric));
    }

    static boolean augments(RecipeSettings settings, int pictures) {
        return settings.has(AUGMENT) && chosen(settings.text(AUGMENT), pictures < FEW_PICTURES);
    }

    private static boolean chosen(String value, boolean automatic) {
        return value.equals(AUTO) ? automatic : value.equals(ON);
    }
}
