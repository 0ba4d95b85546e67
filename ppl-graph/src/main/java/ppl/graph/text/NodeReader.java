package ppl.graph.text;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import ppl.graph.Interval;
import ppl.graph.Remark;
import ppl.graph.Shape;
import ppl.graph.Tensor;
import ppl.graph.TensorType;
import ppl.graph.Var;
import ppl.graph.op.Input;
import ppl.graph.op.MultiOp.Projection;
import ppl.graph.op.Op;
import ppl.graph.op.RandomOp;
import ppl.graph.random.ParameterCheck;
import ppl.graph.random.RandomFamily;

/** Makes the nodes of a text again, through the constructors that everybody uses, and which check what they are given. */
final class NodeReader {

    private final Words words;
    private final Lines lines;
    private final Map<String, String> origins;
    private final Map<Var, Object> identities = new IdentityHashMap<>();

    /**
     * Reads lines.
     *
     * @param origins where nodes were made, by their ids
     */
    NodeReader(Words words, Lines lines, Map<String, String> origins) {
        this.words = words;
        this.lines = lines;
        this.origins = origins;
    }

    TermReader term(Scope scope, String line) {
        return new TermReader(words, scope, line, lines.number());
    }

    /** Reads the lines of nodes into a scope, from a given one on; the first other line is the result. */
    String nodes(Scope scope, String first) throws TextFormatException {
        String line = first;
        for (; true; line = lines.next()) {
            if (line.startsWith("%")) {
                node(scope, term(scope, line), scope.depth() > 0);
            } else if (line.startsWith("@")) {
                BodyReader.application(this, lines, scope, line);
            } else {
                return line;
            }
        }
    }

    private void node(Scope scope, TermReader in, boolean isBody) throws TextFormatException {
        String id = in.id();
        scope.claim(in, id);
        String name = Ids.isIdentifier(id) ? id : null;
        int binding = Remark.NAME;
        if (in.takes(" \"")) {
            name = in.quotedRest();
            if (in.takes(":")) {
                binding = in.integer();
            }
        }
        Remark remark = new Remark(name, binding, origins.get(id));
        boolean isDraw = in.takes(" ~ ");
        if (!isDraw) {
            in.take(" = ");
        }
        Var node = isDraw ? draw(in, remark, isBody) : computed(scope, in, remark, isBody);
        in.end();
        scope.put(id, node);
    }

    private Var computed(Scope scope, TermReader in, Remark remark, boolean isBody) throws TextFormatException {
        if (in.takes("constant ")) {
            Tensor value = TensorText.read(in);
            return remark.make(() -> Var.constant(value));
        }
        if (in.takes("data ")) {
            Tensor value = TensorText.read(in);
            String name = remark.name();
            if (isBody || name == null) {
                throw in.fails("data have a name and stand outside of bodies; the text is damaged");
            }
            return remark.make(() -> Var.data(name, value));
        }
        if (in.takes("input ")) {
            return input(in, remark, isBody);
        }
        if (in.takes("parameter(")) {
            int place = in.integer();
            in.take(") ");
            TensorType type = in.type();
            Interval bounds = bounds(in);
            return scope.parameter(in, place, type, bounds);
        }
        if (in.takes("result(")) {
            int index = in.integer();
            in.take(") @");
            Scope.Application from = scope.application(in, in.applicationId());
            if (index < 0 || index >= from.of().count()) {
                throw in.fails(
                        "there is no result " + index + " of " + from.of().count());
            }
            return remark.make(() -> Var.of(new Projection(from.of(), index), from.inputs()));
        }
        Op op = in.op();
        List<Var> operands = in.operands();
        Word<Op> word = words.of(op);
        if (word != null && !word.takes(operands.size())) {
            throw in.fails("'" + word.text() + "' takes another number of operands than " + operands.size()
                    + "; the text is damaged");
        }
        return remark.make(() -> {
            Constants.check(op, operands);
            return Var.of(op, operands);
        });
    }

    private Var input(TermReader in, Remark remark, boolean isBody) throws TextFormatException {
        TensorType type = in.type();
        Interval bounds = bounds(in);
        Input.Slot slot = identity(in, " slot=", Input.Slot.class, name(in, remark), Input.Slot::new);
        if (isBody) {
            throw in.fails("a body has parameters, not inputs; the text is damaged");
        }
        Remark place = new Remark(null, Remark.NAME, remark.origin());
        return known(slot, place.make(() -> Var.of(new Input(slot, type, bounds))));
    }

    private static Interval bounds(TermReader in) throws TextFormatException {
        if (!in.takes(" in [")) {
            return Interval.ALL;
        }
        double lo = Numbers.float64(in, in.number());
        in.take(", ");
        double hi = Numbers.float64(in, in.number());
        in.take("]");
        if (!(lo <= hi)) {
            throw in.fails("the bounds " + lo + " and " + hi + " are in no order");
        }
        return new Interval(lo, hi);
    }

    private Var draw(TermReader in, Remark remark, boolean isBody) throws TextFormatException {
        RandomFamily family = in.family(RandomFamily.class);
        List<Var> parameters = in.operands();
        Shape batch = in.takes(" batch=") ? in.shape() : Shape.scalar();
        RandomOp.Site site = identity(in, " site=", RandomOp.Site.class, name(in, remark), RandomOp.Site::named);
        if (isBody) {
            throw in.fails("a body holds no draws: they happen once, outside; the text is damaged");
        }
        Remark place = new Remark(null, Remark.NAME, remark.origin());
        Var draw = place.make(() -> Var.of(new RandomOp(family, site, batch), parameters));
        String violation = place.within(() -> violation(family, parameters));
        if (violation != null) {
            throw in.fails(violation);
        }
        return known(site, draw);
    }

    private static @Nullable String violation(RandomFamily family, List<Var> parameters) {
        for (ParameterCheck check : family.checks(parameters)) {
            String violation = check.violation();
            if (violation != null) {
                return violation;
            }
        }
        return null;
    }

    private static String name(TermReader in, Remark remark) throws TextFormatException {
        String name = remark.name();
        if (name == null) {
            throw in.fails("an input or a draw has a name: write it between quotation marks after the id");
        }
        return name;
    }

    /** The identity of an earlier node, or a new one. */
    private <I> I identity(TermReader in, String field, Class<I> kind, String name, Function<String, I> another)
            throws TextFormatException {
        if (!in.takes(field)) {
            return another.apply(name);
        }
        Object same = identities.get(in.operand());
        if (!kind.isInstance(same)) {
            throw in.fails("the node of '" + field.strip() + "' is another kind of node; the text is damaged");
        }
        return kind.cast(same);
    }

    private Var known(Object identity, Var node) {
        identities.put(node, identity);
        return node;
    }

    /** The nodes that follow, each after a space. */
    static List<Var> references(TermReader in) throws TextFormatException {
        List<Var> nodes = new ArrayList<>(in.operands());
        in.end();
        return nodes;
    }
}
