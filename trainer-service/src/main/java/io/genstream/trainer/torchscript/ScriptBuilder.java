package io.genstream.trainer.torchscript;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Writes one TorchScript method, a statement at a time. The whole forward pass of a network becomes one method, so that
 * a pass costs one call into the engine.
 */
public final class ScriptBuilder {
    private final String name;
    private final Set<String> parameters = new LinkedHashSet<>();
    private final List<String> statements = new ArrayList<>();
    private int variables;
    private String indentation = "    ";

    public ScriptBuilder(String name) {
        this.name = name;
    }

    /** Declares the next tensor argument; arguments are passed in the order of declaration. */
    public String parameter(String parameter) {
        if (!parameters.add(parameter)) {
            throw new IllegalArgumentException(name + " already has a parameter " + parameter);
        }
        return parameter;
    }

    /** @return the variable that holds the expression's value */
    public String assign(String expression) {
        String variable = "v" + variables++;
        statement(variable + " = " + expression);
        return variable;
    }

    /** As {@link #assign}, with every {@code {}} of the template replaced by the next argument. */
    public String assign(String template, Object... arguments) {
        return assign(fill(template, arguments));
    }

    /**
     * Runs the body for every piece of tensors of one size, which must be contiguous; a piece shares its tensor's memory.
     *
     * @param length variable with the values of a piece
     */
    public void pieces(String length, List<String> tensors, Consumer<List<String>> body) {
        List<String> cut = tensors.stream()
                .map(tensor -> assign("torch.split(torch.view(torch.detach({}), [-1]), int({}))", tensor, length))
                .toList();
        String index = "i" + variables++;
        statement("for " + index + " in range(torch.len(" + cut.get(0) + ")):");
        String outside = indentation;
        indentation += "  ";
        body.accept(cut.stream().map(pieces -> assign("{}[{}]", pieces, index)).toList());
        indentation = outside;
    }

    private void statement(String statement) {
        statements.add(indentation + statement);
    }

    /**
     * Random numbers of the shape of another tensor: the generators that scripts can make are the CPU's, so they are drawn there
     * and moved to where that tensor lives.
     *
     * @param filled template of an in-place draw; its hole is an empty float32 tensor
     */
    public String drawn(String like, String filled) {
        String empty = assign(
                "torch.empty_like({}, dtype=6, layout=0, device=torch.device(\"cpu\"), pin_memory=False,"
                        + " memory_format=None)",
                like);
        return assign("torch.to({}, {}, False, False, None)", assign(filled, empty), like);
    }

    public ScriptMethod returns(String value) {
        return method("Tensor", value);
    }

    /** The caller gets the values as a list, in this order. */
    public ScriptMethod returns(List<String> values) {
        if (values.size() == 1) {
            return returns(values.get(0));
        }
        // a list, since that is what DJL gives back as one NDList
        return method("List[Tensor]", "[" + String.join(", ", values) + "]");
    }

    /** A number as TorchScript reads it: always with a point, never with an exponent. */
    public static String number(double value) {
        String plain = new BigDecimal(Double.toString(value)).toPlainString();
        return plain.contains(".") ? plain : plain + ".0";
    }

    private ScriptMethod method(String type, String result) {
        StringBuilder source = new StringBuilder("  def " + name + "(self: " + ScriptArchive.TYPE);
        parameters.forEach(parameter -> source.append(", ").append(parameter).append(": Tensor"));
        source.append(") -> ").append(type).append(":\n");
        statements.forEach(statement -> source.append(statement).append('\n'));
        source.append("    return ").append(result).append('\n');
        return new ScriptMethod(name, source.toString());
    }

    private static String fill(String template, Object... arguments) {
        StringBuilder filled = new StringBuilder();
        int from = 0;
        for (Object argument : arguments) {
            int hole = template.indexOf("{}", from);
            if (hole < 0) {
                throw new IllegalArgumentException("more arguments than {} in: " + template);
            }
            filled.append(template, from, hole)
                    .append(argument instanceof Double value ? number(value) : argument.toString());
            from = hole + 2;
        }
        return filled.append(template.substring(from)).toString();
    }
}
