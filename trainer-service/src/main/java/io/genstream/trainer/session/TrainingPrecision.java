package io.genstream.trainer.session;

import ai.djl.Device;
import io.genstream.trainer.network.Precision;
import io.genstream.trainer.recipe.RecipeSettings;
import io.genstream.trainer.recipe.Setting;
import io.genstream.trainer.torchscript.CpuFeatures;
import java.util.Locale;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The setting that chooses the precision of a run, and what it comes to on this machine. Stateless. */
public final class TrainingPrecision {
    public static final String NAME = "precision";

    private static final Logger LOGGER = LoggerFactory.getLogger(TrainingPrecision.class);

    private TrainingPrecision() {}

    public static Setting setting() {
        return Setting.choice(
                NAME,
                Stream.of(Precision.values()).map(Precision::word).toList(),
                "of training; bfloat16 is faster where the processor has AMX or AVX512-BF16, and is float32 elsewhere");
    }

    /** Called once a session. */
    public static Precision of(RecipeSettings settings, NetworkSource source) {
        Precision wanted = Precision.valueOf(settings.text(NAME).toUpperCase(Locale.ROOT));
        return of(wanted, source.manager().getDevice(), CpuFeatures.ofThisMachine());
    }

    static Precision of(Precision wanted, Device device, CpuFeatures cpu) {
        if (wanted == Precision.BFLOAT16 && !device.isGpu() && !cpu.bfloat16()) {
            LOGGER.info("training in float32: bfloat16 is slower on a processor without AMX-BF16 and AVX512-BF16");
            return Precision.FLOAT32;
        }
        return wanted;
    }
}
