package io.genstream.trainer.network;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * Everything that a network's training needs to go on, on the host.
 *
 * @param updates optimiser updates so far
 * @param values of every parameter, running statistics included
 * @param moments of the optimiser, each of every parameter; zeros where it is not trained
 * @param averages exponential averages of the values; empty where none are kept
 */
record NetworkState(long updates, List<float[]> values, List<List<float[]>> moments, List<float[]> averages) {

    static NetworkState initial(NetworkTraining training, RandomGenerator random) {
        List<float[]> values = new ArrayList<>();
        for (ParameterSpec parameter : training.network().parameters()) {
            float[] value = new float[parameter.size()];
            for (int i = 0; i < value.length; i++) {
                value[i] = (float)
                        (parameter.initialStd() > 0
                                ? parameter.initialMean() + parameter.initialStd() * random.nextGaussian()
                                : parameter.initialMean());
            }
            values.add(value);
        }
        List<List<float[]>> moments = Stream.generate(() -> zeros(values))
                .limit(training.optimizer().moments())
                .toList();
        return new NetworkState(0, values, moments, training.averaged() ? copy(values) : List.of());
    }

    void write(DataOutput out) throws IOException {
        out.writeLong(updates);
        write(values, out);
        for (List<float[]> moment : moments) {
            write(moment, out);
        }
        write(averages, out);
    }

    private static void write(List<float[]> arrays, DataOutput out) throws IOException {
        for (float[] array : arrays) {
            writeFloats(array, out);
        }
    }

    static NetworkState read(NetworkTraining training, DataInput in) throws IOException {
        List<ParameterSpec> parameters = training.network().parameters();
        long updates = in.readLong();
        List<float[]> values = read(parameters, in);
        List<List<float[]>> moments = new ArrayList<>();
        for (int i = 0; i < training.optimizer().moments(); i++) {
            moments.add(read(parameters, in));
        }
        return new NetworkState(updates, values, moments, training.averaged() ? read(parameters, in) : List.of());
    }

    private static List<float[]> read(List<ParameterSpec> parameters, DataInput in) throws IOException {
        List<float[]> arrays = new ArrayList<>();
        for (ParameterSpec parameter : parameters) {
            arrays.add(readFloats(parameter, in));
        }
        return arrays;
    }

    private static void writeFloats(float[] array, DataOutput out) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(array.length * Float.BYTES);
        bytes.asFloatBuffer().put(array);
        out.writeInt(array.length);
        out.write(bytes.array());
    }

    private static float[] readFloats(ParameterSpec parameter, DataInput in) throws IOException {
        int length = in.readInt();
        if (length != parameter.size()) {
            throw new IOException(
                    "parameter " + parameter.name() + " has " + parameter.size() + " values, the state has " + length);
        }
        byte[] bytes = new byte[length * Float.BYTES];
        in.readFully(bytes);
        float[] array = new float[length];
        ByteBuffer.wrap(bytes).asFloatBuffer().get(array);
        return array;
    }

    private static List<float[]> zeros(List<float[]> like) {
        return like.stream().map(array -> new float[array.length]).toList();
    }

    private static List<float[]> copy(List<float[]> arrays) {
        return arrays.stream().map(float[]::clone).toList();
    }
}
