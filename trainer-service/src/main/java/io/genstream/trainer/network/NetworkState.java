package io.genstream.trainer.network;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Everything that a network's training needs to go on, on the host.
 *
 * @param updates optimiser updates so far
 * @param values of every parameter, running statistics included
 * @param firstMoments of every parameter; zeros where it is not trained
 * @param secondMoments likewise
 * @param averages exponential averages of the values
 */
record NetworkState(
        long updates,
        List<float[]> values,
        List<float[]> firstMoments,
        List<float[]> secondMoments,
        List<float[]> averages) {

    static NetworkState initial(Network network, RandomGenerator random) {
        List<float[]> values = new ArrayList<>();
        for (ParameterSpec parameter : network.parameters()) {
            float[] value = new float[parameter.size()];
            for (int i = 0; i < value.length; i++) {
                value[i] = (float)
                        (parameter.initialStd() > 0
                                ? parameter.initialMean() + parameter.initialStd() * random.nextGaussian()
                                : parameter.initialMean());
            }
            values.add(value);
        }
        return new NetworkState(0, values, zeros(values), zeros(values), copy(values));
    }

    void write(DataOutput out) throws IOException {
        out.writeLong(updates);
        for (List<float[]> group : List.of(values, firstMoments, secondMoments, averages)) {
            for (float[] array : group) {
                writeFloats(array, out);
            }
        }
    }

    static NetworkState read(Network network, DataInput in) throws IOException {
        long updates = in.readLong();
        List<List<float[]>> groups = new ArrayList<>();
        for (int group = 0; group < 4; group++) {
            List<float[]> arrays = new ArrayList<>();
            for (ParameterSpec parameter : network.parameters()) {
                arrays.add(readFloats(parameter, in));
            }
            groups.add(arrays);
        }
        return new NetworkState(updates, groups.get(0), groups.get(1), groups.get(2), groups.get(3));
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
