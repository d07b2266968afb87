package io.genstream.trainer.planted;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;

/** What {@code ArchitectureTest.noNumberOperandsUnderAutograd} is there to refuse; nothing runs it. */
public final class NumberUnderAutograd {
    private NumberUnderAutograd() {}

    static NDArray asAMethod(NDArray error) {
        return error.mul(2f);
    }

    static NDArray asAFunction(NDArray error) {
        return NDArrays.mul(error, 2f);
    }
}
