package io.genstream.trainer.network;

import io.genstream.trainer.onnx.OnnxAttribute;
import io.genstream.trainer.onnx.OnnxGraph;
import java.util.List;
import java.util.stream.LongStream;

/**
 * The condition inside a served graph.
 *
 * @param input what a caller gives: int64 class indices [N] or float attributes [N, k]
 * @param row the row that training uses, made inside the graph
 */
public record OnnxCondition(Condition condition, String input, String row) {
    static OnnxCondition in(OnnxGraph graph, Condition condition, String input) {
        return new OnnxCondition(
                condition,
                input,
                condition.kind() == Condition.Kind.CLASS
                        ? oneHot(graph, input, condition.size())
                        : leadingOne(graph, input));
    }

    private static String oneHot(OnnxGraph graph, String classIndex, int classes) {
        String depth = graph.constant(new long[] {classes});
        String offOn = graph.constant(new float[] {0, 1}, 2);
        return graph.node("OneHot", List.of(classIndex, depth, offOn), OnnxAttribute.integer("axis", -1));
    }

    private static String leadingOne(OnnxGraph graph, String values) {
        String oneColumnBefore = graph.constant(new long[] {0, 1, 0, 0}, 4);
        return graph.node("Pad", List.of(values, oneColumnBefore, graph.scalar(1)));
    }

    /**
     * Row times table; for a class that is one row of the table.
     *
     * @param shape of a row of the table, which the result has behind its batch axis
     */
    String times(OnnxGraph graph, float[] table, long... shape) {
        if (condition.kind() == Condition.Kind.CLASS) {
            return graph.node("Gather", List.of(graph.constant(table, with(condition.size(), shape)), input));
        }
        long columns = table.length / condition.rowSize();
        String product = graph.node("MatMul", List.of(row, graph.constant(table, condition.rowSize(), columns)));
        return graph.node("Reshape", List.of(product, graph.constant(with(-1, shape), shape.length + 1)));
    }

    private static long[] with(long first, long[] shape) {
        return LongStream.concat(LongStream.of(first), LongStream.of(shape)).toArray();
    }
}
