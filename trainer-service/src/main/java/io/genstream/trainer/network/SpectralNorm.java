package io.genstream.trainer.network;

import java.util.ArrayList;
import java.util.List;

/**
 * A linear layer whose weight matrix is divided by its largest singular value, so that a critic of such layers is Lipschitz
 * (Miyato et al. 2018, "Spectral normalization for generative adversarial networks"). One power iteration a training pass;
 * the left vector is kept between them, since a weight moves little in a step.
 */
record SpectralNorm(LinearLayer inner) implements Layer {
    private static final double EPSILON = 1e-12;

    SpectralNorm {
        if (inner instanceof TransposedConv) {
            throw new IllegalArgumentException("the first axis of a transposed convolution's weight is not its output");
        }
    }

    @Override
    public List<ParameterSpec> parameters() {
        List<ParameterSpec> parameters = new ArrayList<>(inner.parameters());
        parameters.add(ParameterSpec.direction("left", parameters.get(0).shape()[0]));
        return parameters;
    }

    @Override
    public String script(ScriptScope scope, String input) {
        List<String> parameters = new ArrayList<>();
        for (int i = 0; i < parameters().size(); i++) {
            parameters.add(scope.parameter(i));
        }
        String matrix = scope.script().assign("torch.flatten({}, 1, -1)", parameters.get(0));
        String constant = scope.script().assign("torch.detach({})", matrix);
        String left = parameters.remove(parameters.size() - 1);
        String right = unit(scope, "torch.mv(torch.t({}), {})", constant, left);
        String turned = unit(scope, "torch.mv({}, {})", constant, right);
        if (scope.tracking()) {
            scope.script().assign("torch.copy_({}, {})", left, turned);
        }
        String norm = scope.script().assign("torch.dot({}, torch.mv({}, {}))", turned, matrix, right);
        parameters.set(0, scope.script().assign("torch.div({}, {})", parameters.get(0), norm));
        scope.enter(parameters);
        return inner.script(scope, input);
    }

    private static String unit(ScriptScope scope, String template, String matrix, String vector) {
        String product = scope.script().assign(template, matrix, vector);
        return scope.script().assign("torch.div({}, torch.add(torch.norm({}), {}))", product, product, EPSILON);
    }

    @Override
    public String onnx(OnnxScope scope, String input) {
        float[] weight = scope.weight(0);
        double norm = largestSingularValue(weight, scope.weight(parameters().size() - 1));
        float[] normalised = new float[weight.length];
        for (int i = 0; i < weight.length; i++) {
            normalised[i] = (float) (weight[i] / norm);
        }
        float[] bias = inner.hasBias() ? scope.weight(1) : new float[inner.outputChannels()];
        return inner.onnx(scope, input, normalised, bias);
    }

    /** As the script estimates it: one iteration from the left vector. */
    private static double largestSingularValue(float[] matrix, float[] left) {
        int rows = left.length;
        int columns = matrix.length / rows;
        double[] right = new double[columns];
        for (int i = 0; i < matrix.length; i++) {
            right[i % columns] += (double) matrix[i] * left[i / columns];
        }
        double length = length(right);
        double[] image = new double[rows];
        for (int i = 0; i < matrix.length; i++) {
            image[i / columns] += matrix[i] * right[i % columns] / length;
        }
        return length(image);
    }

    private static double length(double[] vector) {
        double sum = 0;
        for (double value : vector) {
            sum += value * value;
        }
        return Math.sqrt(sum);
    }
}
