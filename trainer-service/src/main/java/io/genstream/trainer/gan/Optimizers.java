package io.genstream.trainer.gan;

import io.genstream.trainer.optimizer.Adam;
import io.genstream.trainer.optimizer.NesterovSgd;
import io.genstream.trainer.optimizer.Optimizer;
import io.genstream.trainer.optimizer.RmsProp;
import io.genstream.trainer.optimizer.Schedule;
import io.genstream.trainer.recipe.RecipeSettings;
import io.genstream.trainer.session.Step;
import java.util.List;

/** How fast and by which rule the two networks learn, as the settings say; each has a learning rate of its own. */
final class Optimizers {
    private final RecipeSettings settings;
    private final Schedule schedule;

    Optimizers(RecipeSettings settings) {
        this.settings = settings;
        this.schedule = Schedule.of(settings.text(GanSettings.SCHEDULE));
    }

    static List<String> words() {
        return List.of("adam", "rmsprop", "nesterov");
    }

    Optimizer optimizer() {
        double beta1 = settings.number(GanSettings.BETA1);
        double beta2 = settings.number(GanSettings.BETA2);
        double epsilon = settings.number(GanSettings.EPSILON);
        return switch (settings.text(GanSettings.OPTIMIZER)) {
            case "rmsprop" -> new RmsProp(beta2, epsilon);
            case "nesterov" -> new NesterovSgd(beta1);
            default -> new Adam(beta1, beta2, epsilon);
        };
    }

    double generatorRate(Step step) {
        return settings.number(GanSettings.GENERATOR_RATE) * schedule.factor(step.progress());
    }

    double discriminatorRate(Step step) {
        return settings.number(GanSettings.DISCRIMINATOR_RATE) * schedule.factor(step.progress());
    }

    /** Whether the generator learns in this step, too; the discriminator learns in every one. */
    boolean generatorsTurn(Step step) {
        return (step.number() + 1) % settings.count(GanSettings.DISCRIMINATOR_STEPS) == 0;
    }
}
