package ppl.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import ppl.graph.op.Binary;
import ppl.graph.op.Broadcast;
import ppl.graph.op.Cast;
import ppl.graph.op.Compare;
import ppl.graph.op.Concat;
import ppl.graph.op.Constant;
import ppl.graph.op.Gather;
import ppl.graph.op.Input;
import ppl.graph.op.MatMul;
import ppl.graph.op.Op;
import ppl.graph.op.RandomOp;
import ppl.graph.op.Reshape;
import ppl.graph.op.Select;
import ppl.graph.op.Slice;
import ppl.graph.op.Unary;

/**
 * A node as a short expression of the named nodes below it, for messages: {@code a + b * x[county]}. What only changes
 * type or shape is left out; what is deep or long is cut.
 *
 * @param text the expression
 * @param binding how tightly its outermost operator binds
 */
record ExpressionText(String text, int binding) {

    private static final int DEEPEST = 6;
    private static final int LONGEST = 72;
    private static final int SHOWN = 6;
    private static final int BEGINNING = 3;
    private static final String CUT = "…";

    private static final int COMPARISON = 0;
    private static final int SUM = 1;
    private static final int PRODUCT = 2;
    private static final int SIGN = 3;
    static final int ATOM = 4;

    static ExpressionText name(String name) {
        return new ExpressionText(name, ATOM);
    }

    static ExpressionText of(Var node) {
        return cut(print(node, 0));
    }

    static ExpressionText of(Op op, List<Var> operands) {
        return cut(print(op, operands, 0));
    }

    /** True if the end of the expression is left out, as it is long. */
    boolean isCut() {
        return text.endsWith(CUT);
    }

    private static ExpressionText cut(ExpressionText whole) {
        return whole.text.length() <= LONGEST ? whole : name(whole.text.substring(0, LONGEST - CUT.length()) + CUT);
    }

    private static ExpressionText print(Var node, int depth) {
        ExpressionText known = ownName(node);
        return known != null ? known : print(node.op(), node.inputs(), depth);
    }

    /** What a node is called whatever it computes; null if nothing. */
    static @Nullable ExpressionText ownName(Var node) {
        return switch (node.op()) {
            case Input in -> name(in.name());
            case RandomOp r -> name(r.site().name());
            default -> Names.of(node);
        };
    }

    private static ExpressionText print(Op op, List<Var> in, int depth) {
        if (depth > DEEPEST && !in.isEmpty()) {
            return name(CUT);
        }
        return switch (op) {
            case Constant(Tensor value) -> name(values(value));
            case Broadcast _, Cast _, Reshape _ -> print(in.getFirst(), depth);
            case Unary(Unary.Fn fn) when fn == Unary.Fn.NEG -> prefix("-", in.getFirst(), depth);
            case Binary(Binary.Fn fn) when sign(fn) != null -> infix(in, sign(fn), bindingOf(fn), depth);
            case Compare(var fn) ->
                infix(
                        in,
                        switch (fn) {
                            case LT -> " < ";
                            case LE -> " <= ";
                            case GT -> " > ";
                            case GE -> " >= ";
                            case EQ -> " == ";
                            case NE -> " != ";
                        },
                        COMPARISON,
                        depth);
            case Gather(int axis) ->
                indexed(in.getFirst(), ":, ".repeat(axis) + print(in.get(1), depth + 1).text, depth);
            case Slice slice -> slice(slice, in.getFirst(), depth);
            case Concat _ when in.stream().allMatch(ExpressionText::isScalar) -> list(in, depth);
            case Select _ -> call("where", in, depth);
            case MatMul _ -> call("dot", in, depth);
            default -> in.isEmpty() ? name(op.name()) : call(op.name(), in, depth);
        };
    }

    private static @Nullable String sign(Binary.Fn fn) {
        return switch (fn) {
            case ADD -> " + ";
            case SUB -> " - ";
            case MUL -> " * ";
            case DIV -> " / ";
            case FLOOR_DIV -> " // ";
            case FLOOR_MOD -> " % ";
            default -> null;
        };
    }

    private static int bindingOf(Binary.Fn fn) {
        return fn == Binary.Fn.ADD || fn == Binary.Fn.SUB ? SUM : PRODUCT;
    }

    private static ExpressionText prefix(String sign, Var x, int depth) {
        return new ExpressionText(sign + print(x, depth + 1).within(SIGN), SIGN);
    }

    /** The right operand is bracketed also where it binds equally: a - (b - c). */
    private static ExpressionText infix(List<Var> in, @Nullable String sign, int binding, int depth) {
        String left = print(in.get(0), depth + 1).within(binding);
        String right =
                left.length() > LONGEST ? CUT : print(in.get(1), depth + 1).within(binding + 1);
        return new ExpressionText(left + sign + right, binding);
    }

    private static ExpressionText indexed(Var from, String which, int depth) {
        return name(print(from, depth + 1).within(ATOM) + "[" + which + "]");
    }

    private static boolean isScalar(Var x) {
        return x.op() instanceof Reshape && x.inputs().getFirst().rank() == 0;
    }

    private static ExpressionText list(List<Var> in, int depth) {
        return name("[" + joined(in, depth) + "]");
    }

    private static ExpressionText call(String function, List<Var> in, int depth) {
        return name(function + "(" + joined(in, depth) + ")");
    }

    private static String joined(List<Var> in, int depth) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < in.size(); i++) {
            out.append(i == 0 ? "" : ", ");
            if (out.length() > LONGEST) {
                out.append(CUT);
                break;
            }
            out.append(print(in.get(i), depth + 1).text);
        }
        return out.toString();
    }

    /** One axis sliced after another is written as one. */
    private static ExpressionText slice(Slice slice, Var of, int depth) {
        List<String> parts = positions(slice, of.shape());
        if (of.op() instanceof Slice before && Names.of(of) == null) {
            List<String> earlier = positions(before, of.inputs().getFirst().shape());
            boolean apart = IntStream.range(0, parts.size())
                    .allMatch(a -> parts.get(a).equals(":") || earlier.get(a).equals(":"));
            if (apart) {
                IntStream.range(0, parts.size())
                        .filter(a -> parts.get(a).equals(":"))
                        .forEach(a -> parts.set(a, earlier.get(a)));
                return indexed(of.inputs().getFirst(), text(parts), depth);
            }
        }
        return indexed(of, text(parts), depth);
    }

    private static String text(List<String> positions) {
        int last = positions.size();
        while (last > 1 && positions.get(last - 1).equals(":")) {
            last--;
        }
        return String.join(", ", positions.subList(0, last));
    }

    /** For each axis the position or range that is kept, a colon where all are. */
    private static List<String> positions(Slice slice, Shape of) {
        List<String> parts = new ArrayList<>();
        for (int a = 0; a < of.rank(); a++) {
            int start = slice.starts().get(a);
            int size = slice.sizes().get(a);
            int step = slice.steps().get(a);
            boolean whole = start == 0 && step == 1 && of.extent(a).is(size);
            String range = start + ":" + (start + size * step) + (step == 1 ? "" : ":" + step);
            parts.add(whole ? ":" : size == 1 ? Integer.toString(start) : range);
        }
        return parts;
    }

    private String within(int outer) {
        return binding < outer ? "(" + text + ")" : text;
    }

    private static String values(Tensor value) {
        if (value.length() == 1) {
            return value.elementToString(0);
        }
        if (value.length() <= SHOWN) {
            return value.elementsToString();
        }
        List<String> first = new ArrayList<>();
        for (int i = 0; i < BEGINNING; i++) {
            first.add(value.elementToString(i));
        }
        return "[" + String.join(", ", first) + ", " + CUT + "]";
    }
}
