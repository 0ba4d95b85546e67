package ppl.graph.text;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import ppl.graph.Body;
import ppl.graph.Graph;
import ppl.graph.GraphCode;
import ppl.graph.GraphException;
import ppl.graph.Interval;
import ppl.graph.Remark;
import ppl.graph.Shape;
import ppl.graph.Tensor;
import ppl.graph.Var;
import ppl.graph.op.Cond;
import ppl.graph.op.Constant;
import ppl.graph.op.Input;
import ppl.graph.op.Loop;
import ppl.graph.op.MultiOp;
import ppl.graph.op.MultiOp.Projection;
import ppl.graph.op.RandomOp;

/** Writes nodes, one a line, each after those that it uses. */
final class NodeWriter {

    private static final String MARGIN = "  ";

    private record Application(MultiOp of, List<Var> inputs) {}

    private final Words words;
    private final Appendable out;
    private final boolean isRemarked;
    private final Written written = new Written();
    private final Ids ids;
    private final Set<MultiOp> searched = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Map<Object, Var> identities = new IdentityHashMap<>();
    private final Map<String, List<String>> origins = new LinkedHashMap<>();
    private Map<Application, String> applications = new HashMap<>();
    private String margin = "";
    private int depth;

    /**
     * Writes to something.
     *
     * @param isRemarked false if what nodes are called, and where they were made, is left out
     */
    NodeWriter(Words words, Appendable out, boolean isRemarked) {
        this.words = words;
        this.out = out;
        this.isRemarked = isRemarked;
        this.ids = new Ids(written, !isRemarked);
    }

    void nodes(List<Var> roots) throws IOException {
        for (Var node : Written.order(roots, x -> ids.of(x) != null || literal(x) != null)) {
            node(node);
        }
    }

    /** A line of what is called by some word, and nodes. */
    void references(String word, List<Var> nodes) throws IOException {
        StringBuilder line = new StringBuilder(word);
        nodes.forEach(x -> line.append(' ').append(reference(x)));
        line(line.toString());
    }

    void origins() throws IOException {
        if (origins.isEmpty()) {
            return;
        }
        line("origins");
        for (Map.Entry<String, List<String>> e : origins.entrySet()) {
            StringBuilder line = new StringBuilder(MARGIN).append(Quoted.of(e.getKey()));
            e.getValue().forEach(id -> line.append(" %").append(id));
            line(line.toString());
        }
    }

    private void line(String text) throws IOException {
        out.append(margin).append(text).append('\n');
    }

    /** What a node is called where it is used. */
    private String reference(Var node) {
        String id = ids.of(node);
        if (id != null) {
            return "%" + id;
        }
        String literal = literal(node);
        if (literal == null) {
            throw new AssertionError("a node is used before it is written: " + node.describe());
        }
        return literal;
    }

    /** A scalar constant as it stands where it is used; null for other nodes. */
    private static @Nullable String literal(Var node) {
        if (!(node.op() instanceof Constant(Tensor value)) || value.rank() > 0 || Var.constant(value) != node) {
            return null;
        }
        return switch (value.dtype()) {
            case F64, I64, BOOL -> TensorText.element(value, 0);
            case F32, I32 -> null;
        };
    }

    private void node(Var node) throws IOException {
        Var computed = node.unfolded();
        switch (computed.op()) {
            case Projection p -> {
                String application = application(node, p.of());
                statement(node, " = ", false, w -> w.add("result(" + p.index() + ") " + application));
            }
            case Input in -> {
                Var same = identities.putIfAbsent(in.slot(), node);
                statement(node, " = ", true, w -> {
                    w.add("input ").type(in.type());
                    bounds(in.bounds(), w);
                    same(" slot=", same, w);
                });
            }
            case Constant(Tensor value) -> {
                boolean shared = Var.constant(value) == node;
                statement(node, " = ", false, w -> {
                    w.add(shared ? "constant " : "data ");
                    TensorText.write(value, w);
                });
            }
            case RandomOp r -> {
                Var same = identities.putIfAbsent(r.site(), node);
                statement(node, " ~ ", true, w -> {
                    w.family(r.family());
                    w.operands(node.inputs());
                    if (!r.batch().equals(Shape.scalar())) {
                        w.add(" batch=").shape(r.batch());
                    }
                    same(" site=", same, w);
                });
            }
            default ->
                statement(node, " = ", false, w -> {
                    w.op(computed.op());
                    w.operands(computed.inputs());
                });
        }
    }

    private void same(String field, @Nullable Var first, TermWriter w) {
        if (first != null) {
            w.add(field).add(reference(first));
        }
    }

    private static void bounds(Interval bounds, TermWriter w) {
        if (!bounds.equals(Interval.ALL)) {
            w.add(" in [" + Numbers.text(bounds.lo()) + ", " + Numbers.text(bounds.hi()) + "]");
        }
    }

    @FunctionalInterface
    private interface Rest {
        void write(TermWriter out);
    }

    private void statement(Var node, String sign, boolean isNamed, Rest rest) throws IOException {
        TermWriter w = new TermWriter(words, node, this::reference);
        rest.write(w); // before the node has an id, so that nothing refers to itself
        line(head(node, isNamed) + sign + w);
    }

    private String head(Var node, boolean isNamed) {
        Remark remark = Remark.of(node);
        String name = isNamed ? node.name().orElse("") : remark.name();
        boolean plain = remark.binding() == Remark.NAME;
        String id = ids.give(node, plain ? name : null);
        if (!isRemarked) {
            return "%" + id;
        }
        if (remark.origin() != null) {
            origins.computeIfAbsent(remark.origin(), _ -> new ArrayList<>()).add(id);
        }
        String called = name == null || name.equals(id) ? "" : " " + Quoted.of(name);
        return "%" + id + called + (plain ? "" : ":" + remark.binding());
    }

    /** Writes an operation with bodies, once for all of its results. */
    private String application(Var node, MultiOp of) throws IOException {
        Application key = new Application(of, node.inputs());
        String known = applications.get(key);
        if (known != null) {
            return known;
        }
        shared(of);
        String name = "@" + ids.next();
        applications.put(key, name);
        TermWriter w = new TermWriter(words, node, this::reference);
        switch (of) {
            case Cond _ -> w.add("cond");
            case Loop loop -> LoopText.write(loop, w);
        }
        w.operands(node.inputs());
        line(name + " = " + w);
        for (Body body : of.bodies()) {
            body(node, body);
        }
        return name;
    }

    /** Constants inside are one with those around, so they are written before. */
    private void shared(MultiOp of) throws IOException {
        if (!searched.add(of)) {
            return;
        }
        for (Body body : of.bodies()) {
            for (Var inside : Graph.order(body.results())) {
                if (written.isShared(inside)) {
                    nodes(List.of(inside));
                } else if (inside.op() instanceof Projection p) {
                    shared(p.of());
                }
            }
        }
    }

    /** Lengths before the parameters whose types mention them. */
    private void parameters(Var node, Body body) throws IOException {
        Map<Var, Integer> places = new IdentityHashMap<>();
        for (Var parameter : body.parameters()) {
            places.put(parameter, places.size());
        }
        for (Var inside : Graph.order(body.parameters())) {
            Integer place = places.get(inside);
            if (place == null) {
                if (literal(inside) == null) {
                    node(inside);
                }
                continue;
            }
            if (Body.parameter(place, inside.type(), inside.range()) != inside) {
                throw new AssertionError(
                        "the parameter " + place + " of a body of " + node.describe() + " is " + inside);
            }
            TermWriter w = new TermWriter(words, node, this::reference);
            w.add("parameter(" + place + ") ").type(inside.type());
            bounds(inside.range(), w);
            line("%" + ids.give(inside, null) + " = " + w);
        }
    }

    private void body(Var node, Body body) throws IOException {
        if (++depth > BodyReader.DEEPEST) {
            throw new GraphException(
                    GraphCode.VOCABULARY,
                    "cannot write " + node.describe() + ": its loops and conditions are nested more than "
                            + BodyReader.DEEPEST + " deep; write those inside out, or vectorise them");
        }
        String before = margin;
        Map<Application, String> around = applications;
        applications = new HashMap<>();
        ids.enter();
        margin += MARGIN;
        line("body");
        margin += MARGIN;
        parameters(node, body);
        nodes(body.results());
        references("return", body.results());
        ids.leave();
        applications = around;
        margin = before;
        depth--;
    }
}
