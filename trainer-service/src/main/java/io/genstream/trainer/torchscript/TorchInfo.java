package io.genstream.trainer.torchscript;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

/**
 * Which native PyTorch this process loads.
 *
 * @param device that training would run on
 */
public record TorchInfo(String version, String device) {

    /** Loads the library and computes a sum with it; what keeps it from that is thrown. Called by {@code doctor}. */
    public static TorchInfo load() {
        Engine engine = Torch.engine();
        try (NDManager manager = Torch.newManager()) {
            float sum = manager.ones(new Shape(2)).sum().getFloat();
            if (sum != 2) {
                throw new IllegalStateException("PyTorch computes 1 + 1 = " + sum);
            }
        }
        return new TorchInfo(engine.getVersion(), engine.defaultDevice().toString());
    }
}
