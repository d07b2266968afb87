package io.genstream.trainer.loss;

import io.genstream.trainer.torchscript.ScriptBuilder;
import io.genstream.trainer.torchscript.ScriptMethod;
import java.util.ArrayList;
import java.util.List;

/** Terms of a loss by their weights. The weights are part of the method: DJL must not get them as numbers. */
public final class WeightedSum {
    private WeightedSum() {}

    /** Arguments: as many scalars as there are weights. */
    public static ScriptMethod method(String name, double... weights) {
        ScriptBuilder script = new ScriptBuilder(name);
        List<String> terms = new ArrayList<>();
        for (int i = 0; i < weights.length; i++) {
            terms.add(script.parameter("term" + i));
        }
        String sum = script.assign("torch.mul({}, {})", terms.get(0), weights[0]);
        for (int i = 1; i < weights.length; i++) {
            sum = script.assign("torch.add({}, torch.mul({}, {}))", sum, terms.get(i), weights[i]);
        }
        return script.returns(sum);
    }
}
