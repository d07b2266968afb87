package io.genstream.trainer.recipe.yaml;

import io.genstream.model.card.LabelKind;
import io.genstream.schemas.SettingType;
import io.genstream.trainer.network.Condition;
import io.genstream.trainer.pictures.Augmentation;
import io.genstream.trainer.pictures.PictureFacts;
import io.genstream.trainer.pictures.PictureForm;
import io.genstream.trainer.pictures.PictureSet;
import io.genstream.trainer.random.StepRandom;
import io.genstream.trainer.recipe.RecipeSettings;
import io.genstream.trainer.recipe.Setting;
import io.genstream.trainer.recipe.TrainingSource;
import io.genstream.trainer.recipe.UnsuitableDataException;
import io.genstream.trainer.session.CommonSettings;
import java.util.ArrayList;
import java.util.List;

/** What every recipe file can set, whatever its system: how much is trained and how pictures are prepared. */
public final class RecipeFileSettings {
    private static final String SIDE = "side";
    private static final String FIT = "fit";
    private static final String PAD = "pad";
    private static final String CROP = "crop";
    private static final String FLIP = "flip";
    private static final String BRIGHTNESS = "brightness";
    private static final String CONTRAST = "contrast";
    private static final String SATURATION = "saturation";
    private static final String CONDITION = "condition";

    private RecipeFileSettings() {}

    static List<Setting> list() {
        List<Setting> settings = new ArrayList<>(CommonSettings.list(200_000, 64, 1));
        settings.add(Setting.choice(SIDE, List.of("64", "32", "48", "96", "128"), "pixels of a picture's edge"));
        settings.add(Setting.choice(
                FIT,
                List.of("cut", PAD),
                "how a picture becomes a square: its middle, resized; or, grey and smaller, with black around it"));
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

    /** For systems whose networks take labels beside pictures; without them they are told nothing. */
    public static List<Setting> conditional() {
        return List.of(
                Setting.choice(
                        CONDITION,
                        List.of("any", "none", "class", "attributes"),
                        "the labels that networks are told: whichever there are, none, classes or attributes alone"),
                Setting.choice(
                        FLIP,
                        List.of("off", "on", "auto"),
                        "learn from mirror images, too; auto: on for colour pictures without classes"));
    }

    /** For systems that learn the classes themselves. */
    public static Setting classes() {
        return Setting.choice(CONDITION, List.of("class"), "the labels that it learns");
    }

    static PictureSet pictures(TrainingSource source, RecipeSettings settings) {
        PictureFacts facts = source.facts();
        Condition condition =
                PictureLabels.condition(facts, settings.has(CONDITION) ? settings.text(CONDITION) : "none");
        PictureSet pictures = source.pictures(
                form(facts, settings),
                new Augmentation(
                        new StepRandom(settings.whole(CommonSettings.SEED)),
                        flip(facts, settings),
                        settings.number(BRIGHTNESS),
                        settings.number(CONTRAST),
                        settings.number(SATURATION)),
                condition);
        try {
            PictureLabels.check(pictures);
            return pictures;
        } catch (UnsuitableDataException e) {
            pictures.close();
            throw e;
        }
    }

    private static PictureForm form(PictureFacts facts, RecipeSettings settings) {
        int side = settings.count(SIDE);
        boolean padded = settings.text(FIT).equals(PAD);
        if (padded && (facts.channels() != 1 || facts.height() > side || facts.width() > side)) {
            throw new UnsuitableDataException("fit is pad, which takes grey pictures of at most " + side + "x" + side
                    + "; data set " + facts.datasetId() + " has " + facts.height() + "x" + facts.width() + "x"
                    + facts.channels() + ": set fit to cut, or use an image recipe");
        }
        return new PictureForm(side, settings.count(CROP), padded);
    }

    private static double flip(PictureFacts facts, RecipeSettings settings) {
        return switch (settings.text(FLIP)) {
            case "off" -> 0;
            case "on" -> 0.5;
            case "auto" -> facts.channels() == 3 && facts.labelKind() != LabelKind.CLASS ? 0.5 : 0;
            default -> settings.number(FLIP);
        };
    }
}
