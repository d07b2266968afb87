package io.genstream.trainer.network;

/** Standard deviation of a layer's first weights by the number of inputs that one output sums over. */
public interface Initialiser {
    /** Radford et al. 2015, "Unsupervised representation learning with deep convolutional GANs": N(0, 0.02). */
    Initialiser DCGAN = fanIn -> 0.02;

    /** He et al. 2015, "Delving deep into rectifiers": keeps the variance through ReLU layers. */
    Initialiser HE = fanIn -> Math.sqrt(2.0 / fanIn);

    double std(long fanIn);

    static Initialiser normal(double std) {
        return fanIn -> std;
    }
}
