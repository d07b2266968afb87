package io.genstream.trainer.network;

import io.genstream.trainer.optimizer.Adam;
import io.genstream.trainer.torchscript.ScriptMethod;
import java.util.List;

/**
 * How a network is trained.
 *
 * @param averageDecay of the exponential average of its weights, per update
 */
public record NetworkTraining(Network network, Adam adam, double averageDecay) {
    /** What a {@link TrainableNetwork} needs in its library, its evaluation forms aside. */
    public List<ScriptMethod> methods() {
        List<Adam.Slot> slots = network.parameters().stream()
                .map(parameter -> new Adam.Slot(parameter.name(), parameter.trained()))
                .toList();
        return List.of(network.trainingScript(), adam.script(updateMethod(network), slots, true));
    }

    static String updateMethod(Network network) {
        return network.name() + "_update";
    }
}
