package ppl.api;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import ppl.api.inference.Coord;
import ppl.graph.DType;
import ppl.graph.Graph;
import ppl.graph.PplException;
import ppl.graph.Tensor;
import ppl.graph.Var;
import ppl.graph.op.Constant;
import ppl.graph.op.RandomOp;
import ppl.graph.text.TextFormatException;
import ppl.graph.text.Tokens;

/** Reads the lines of a {@link ModelText} before the graph: dims and variables. */
final class ModelLines {

    /** Positions of a dim that has none but numbers: a line may ask for more than memory holds. */
    private static final int LONGEST = 1 << 24;

    private final List<String> lines;
    private final Map<String, Dim> dims = new HashMap<>();
    private int at;
    private int output;

    ModelLines(List<String> lines, int version) throws TextFormatException {
        this.lines = lines;
        String written = lines.getFirst().substring(lines.getFirst().lastIndexOf(' ') + 1);
        int number;
        try {
            number = Integer.parseInt(written);
        } catch (NumberFormatException e) {
            throw new TextFormatException(1, "'" + written + "' is no version of a model; the file is damaged", e);
        }
        if (number > version) {
            throw new TextFormatException(
                    1,
                    "the model has the version " + number + ", which a newer PPL wrote: this one reads versions up to "
                            + version + "; open it with that",
                    null);
        }
        if (number < 1) {
            throw fails("there is no version " + number + " of a model; the file is damaged");
        }
    }

    private TextFormatException fails(String reason) {
        return new TextFormatException(at + 1, reason, null);
    }

    /** The model of these variables with the nodes of a graph. */
    Model model(Graph graph) throws TextFormatException {
        ModelBuilder builder = new ModelBuilder();
        try {
            for (at = 1; at < lines.size(); at++) {
                line(builder, Tokens.of(lines.get(at), at + 1), graph.outputs());
            }
        } catch (PplException e) {
            throw new TextFormatException(at + 1, String.valueOf(e.getMessage()), e);
        }
        at = lines.size() - 1;
        if (output != graph.outputs().size()) {
            throw fails("the variables take " + output + " outputs of the graph, which has "
                    + graph.outputs().size() + "; the file is damaged");
        }
        if (!graph.inputs().isEmpty()) {
            throw fails("a model has values for all that it is computed from, but its graph has the inputs "
                    + graph.inputs().stream().map(Var::label).toList());
        }
        return builder.finish();
    }

    private void line(ModelBuilder builder, Tokens tokens, List<Var> outputs) throws TextFormatException {
        String role = tokens.word();
        if (role.equals("missing")) {
            policy(builder, tokens.word());
            return;
        }
        String name = tokens.quoted();
        if (role.equals("dim")) {
            dims.put(name, builder.dims.add(new Dim(name, labels(tokens))));
            return;
        }
        Dim[] axes = axes(tokens);
        Var node = next(outputs);
        switch (role) {
            case "sample" -> builder.keepDraw(name, draw(node), false, axes);
            case "marginalize" -> builder.keepDraw(name, draw(node), true, axes);
            case "observe" -> builder.observe(name, node, value(next(outputs)), axes);
            case "observePartly" -> inPart(builder, name, node, value(next(outputs)), value(next(outputs)), axes);
            case "deterministic" -> builder.deterministic(name, node, axes);
            case "potential" -> builder.potential(name, node);
            case "data" -> builder.keepData(name, datum(node), axes);
            default -> throw fails("'" + role + "' is nothing that a model has; the file is damaged");
        }
    }

    private void policy(ModelBuilder builder, String policy) throws TextFormatException {
        if (!policy.equals("refuse")) {
            throw fails("missing values are refused, or nothing is said of them, but here they are '" + policy
                    + "'; the file is damaged");
        }
        builder.missing(MissingPolicy.REFUSE);
    }

    private void inPart(ModelBuilder builder, String name, Var node, Tensor value, Tensor missing, Dim... axes)
            throws TextFormatException {
        if (!Arrays.equals(missing.sizes(), value.sizes())
                || missing.dtype() != DType.BOOL
                || ObservedValue.count(missing) == 0) {
            throw fails("'" + name + "' has values " + value.type() + ", but what is missing of them is "
                    + missing.type() + " with " + ObservedValue.count(missing) + " true; the file is damaged");
        }
        builder.keepObserved(name, draw(node), value, missing, axes);
    }

    private Var next(List<Var> outputs) throws TextFormatException {
        if (output == outputs.size()) {
            throw fails("the graph has no output for this variable; the file is damaged");
        }
        return outputs.get(output++);
    }

    private Var draw(Var node) throws TextFormatException {
        if (!(node.op() instanceof RandomOp)) {
            throw fails("a random variable is a draw, but its node is " + node.describe() + "; the file is damaged");
        }
        return node;
    }

    private Var datum(Var node) throws TextFormatException {
        value(node);
        return node;
    }

    private Tensor value(Var node) throws TextFormatException {
        if (!(node.op() instanceof Constant(Tensor value))) {
            throw fails("values are a constant, but their node is " + node.describe() + "; the file is damaged");
        }
        return value;
    }

    private Dim[] axes(Tokens tokens) throws TextFormatException {
        List<Dim> axes = new ArrayList<>();
        while (!tokens.atEnd()) {
            String name = tokens.quoted();
            Dim dim = dims.get(name);
            if (dim == null) {
                throw fails("the dim '" + name + "' is not above; the file is damaged");
            }
            axes.add(dim);
        }
        return axes.toArray(Dim[]::new);
    }

    private Coord labels(Tokens tokens) throws TextFormatException {
        String kind = tokens.word();
        if (kind.equals("range")) {
            long size = tokens.integer();
            if (size < 0 || size > LONGEST) {
                throw fails("a dim of " + size + " positions is longer than the " + LONGEST + " that are taken");
            }
            return Coord.range((int) size);
        }
        return switch (kind) {
            case "integers" ->
                Coord.of(all(tokens, Tokens::integer).stream()
                        .mapToLong(Long::longValue)
                        .toArray());
            case "numbers" ->
                Coord.of(all(tokens, Tokens::number).stream()
                        .mapToDouble(Double::doubleValue)
                        .toArray());
            case "strings" -> Coord.of(all(tokens, Tokens::quoted));
            default -> throw fails("'" + kind + "' is no kind of labels; these are range, integers, numbers, strings");
        };
    }

    /** Reads a part of a line. */
    private interface Next<T> {
        T of(Tokens tokens) throws TextFormatException;
    }

    private static <T> List<T> all(Tokens tokens, Next<T> next) throws TextFormatException {
        List<T> all = new ArrayList<>();
        while (!tokens.atEnd()) {
            all.add(next.of(tokens));
        }
        return all;
    }
}
