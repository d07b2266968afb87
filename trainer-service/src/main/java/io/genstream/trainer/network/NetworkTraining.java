package io.genstream.trainer.network;

import io.genstream.trainer.optimizer.Optimizer;
import io.genstream.trainer.torchscript.ScriptMethod;
import java.util.List;

/**
 * How a network is trained.
 *
 * @param averageDecay of the exponential average of its weights, per update; 0 to keep none
 */
public record NetworkTraining(Network network, Optimizer optimizer, double averageDecay) {
    /** What a {@link TrainableNetwork} needs in its library, its evaluation forms aside. */
    public List<ScriptMethod> methods() {
        List<Optimizer.Slot> slots = network.parameters().stream()
                .map(parameter -> new Optimizer.Slot(parameter.name(), parameter.trained(), parameter.size()))
                .toList();
        return List.of(network.trainingScript(), optimizer.script(updateMethod(network), slots, averaged()));
    }

    boolean averaged() {
        return averageDecay > 0;
    }

    static String updateMethod(Network network) {
        return network.name() + "_update";
    }
}
