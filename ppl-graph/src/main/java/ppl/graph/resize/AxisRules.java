package ppl.graph.resize;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import ppl.graph.Shape;
import ppl.graph.Shape.Extent;
import ppl.graph.Var;
import ppl.graph.function.Counted;
import ppl.graph.op.Argsort;
import ppl.graph.op.Broadcast;
import ppl.graph.op.Cholesky;
import ppl.graph.op.Concat;
import ppl.graph.op.Constant;
import ppl.graph.op.CumulativeSum;
import ppl.graph.op.Gather;
import ppl.graph.op.Input;
import ppl.graph.op.Iota;
import ppl.graph.op.Lu;
import ppl.graph.op.MatMul;
import ppl.graph.op.MultiOp.Projection;
import ppl.graph.op.Pad;
import ppl.graph.op.Prim.Pointwise;
import ppl.graph.op.RandomOp;
import ppl.graph.op.Reduce;
import ppl.graph.op.Reshape;
import ppl.graph.op.RichOp;
import ppl.graph.op.ScatterAdd;
import ppl.graph.op.ShapeOf;
import ppl.graph.op.Slice;
import ppl.graph.op.Transpose;
import ppl.graph.op.TriangularSolve;

/** Which axes of the operands of an op and of its result are one, and which lengths an op has from elsewhere. */
final class AxisRules {

    private final Reading reading;
    private final Occurrence o;
    private final Findings findings;
    private final boolean strict;

    AxisRules(Reading reading, Occurrence o) {
        this.reading = reading;
        this.o = o;
        this.findings = reading.findings();
        this.strict = !reading.isExpansion();
    }

    void apply() {
        switch (o.op()) {
            case Constant _ -> constant();
            case Input _ -> stays(o.axes(), "the input " + o.node().describe(), "give it as data");
            case Pointwise _ -> all();
            case Reduce r -> join(kept(o.operands().getFirst(), r.axes()), o.axes());
            case Reshape _ -> new Regrouping(o, findings, strict).apply();
            case Broadcast(Shape _, List<Integer> axes) -> repeated(axes);
            case Transpose(List<Integer> order) -> {
                for (int a = 0; a < order.size(); a++) {
                    o.axis(a).join(operand(0)[order.get(a)]);
                }
            }
            case Slice s -> slice(s);
            case Pad p -> pad(p);
            case Concat(int axis) -> concat(axis);
            case CumulativeSum c -> {
                all();
                ordered(o.axis(c.axis()), !c.reverse());
            }
            case Argsort a -> {
                all();
                ordered(o.axis(a.axis()), false);
            }
            case Cholesky _ -> {
                all();
                ordered(o.axis(o.axes().length - 1), true);
            }
            case MatMul _ -> matmul();
            case TriangularSolve _ -> {
                square(operand(0));
                operand(0)[o.axes().length - 1].join(o.axis(o.axes().length - 2));
                join(operand(1), o.axes());
                leading(operand(0));
                ordered(operand(0)[operand(0).length - 1], false);
            }
            case Lu _ -> lu();
            case Gather(int axis) -> gather(axis);
            case ScatterAdd(int axis, Extent _) -> scatter(axis);
            case Iota(Extent _) -> {
                loose(o.axis(0), "the count " + o.node().describe());
                if (strict) {
                    findings.counts.add(o);
                }
            }
            case ShapeOf _ -> {}
            case RichOp rich -> {
                if (rich.isElementwise()) {
                    all();
                } else {
                    new Interior(reading, o).ofRich(rich);
                }
            }
            case RandomOp r -> {
                new Interior(reading, o).ofDraw(r);
                for (int a = 0; a < r.batch().rank(); a++) {
                    loose(o.axis(a), "the draw " + o.node().describe());
                }
            }
            case Projection p -> new Interior(reading, o).ofBodies(p);
        }
    }

    private Axis[] operand(int i) {
        return o.operands().get(i).axes();
    }

    private static void join(Axis[] some, Axis[] others) {
        for (int a = 0; a < some.length; a++) {
            some[a].join(others[a]);
        }
    }

    /** Elementwise: all axes of all operands. */
    private void all() {
        o.operands().forEach(x -> join(x.axes(), o.axes()));
        if (o.op() instanceof Cholesky) {
            square(o.axes());
        }
    }

    private static Axis[] kept(Occurrence x, List<Integer> reduced) {
        List<Axis> kept = new ArrayList<>();
        for (int a = 0; a < x.axes().length; a++) {
            if (!reduced.contains(a)) {
                kept.add(x.axis(a));
            }
        }
        return kept.toArray(Axis[]::new);
    }

    /** Values keep their lengths, unless they are among those that are replaced, whose lengths are given. */
    private void constant() {
        Var node = o.node();
        if (strict && node.rank() > 0) {
            findings.arrays.add(o);
        }
        for (Axis a : o.axes()) {
            loose(a, (node.isOfData() ? "the data " : "the array ") + node.describe());
        }
        if (node.isOfData()) {
            return; // their lengths are those of what replaces them
        }
        stays(
                o.axes(),
                "the array " + node.describe(),
                "name it with m.data, along its dims, so that it can be given anew");
    }

    private void ordered(Axis axis, boolean forward) {
        findings.order(axis, o, forward);
    }

    private void stays(Axis[] axes, String what, String remedy) {
        if (strict) {
            for (Axis a : axes) {
                findings.stays(a, what, remedy);
            }
        }
    }

    private void loose(Axis axis, String what) {
        if (strict) {
            findings.loose.add(new Findings.Loose(axis, o, what));
        }
    }

    private void repeated(List<Integer> axes) {
        for (int i = 0; i < axes.size(); i++) {
            operand(0)[i].join(o.axis(axes.get(i)));
        }
        for (int a = 0; a < o.axes().length; a++) {
            if (!axes.contains(a)) {
                loose(o.axis(a), "the repetition " + o.node().describe());
            }
        }
    }

    /** Whether a slice has all of an axis, in one direction or the other. */
    static boolean isWhole(Slice s, int a, int length) {
        boolean forward = s.starts().get(a) == 0 && s.steps().get(a) == 1;
        boolean backward = s.starts().get(a) == length - 1 && s.steps().get(a) == -1;
        return s.sizes().get(a) == length && (forward || backward);
    }

    private void slice(Slice s) {
        for (int a = 0; a < o.axes().length; a++) {
            Axis x = operand(0)[a];
            if (isWhole(s, a, x.before())) {
                x.join(o.axis(a));
                if (s.steps().get(a) < 0 && x.before() > 1) {
                    ordered(x, false);
                }
            } else if (Counted.of(o.node(), a, x.before(), x.before()) != null) {
                counted(a, x);
            } else {
                part(x, o.axis(a));
                ordered(x, true);
            }
        }
    }

    /** A part whose numbers count from the ends of an axis: of as many elements whatever its length is, or of all but as many. */
    private void counted(int a, Axis x) {
        ordered(x, true);
        int n = x.before();
        int longer = Objects.requireNonNull(Counted.of(o.node(), a, n, n + 1)).size();
        if (longer == o.axis(a).before()) {
            stays(
                    new Axis[] {o.axis(a)},
                    "the part " + o.node().describe(),
                    "it has as many elements as its index says");
        } else {
            total(o.axis(a), List.of(x), o.axis(a).before() - n);
        }
    }

    private void pad(Pad p) {
        for (int a = 0; a < o.axes().length; a++) {
            Axis x = operand(0)[a];
            boolean whole = p.starts().get(a) == 0
                    && p.steps().get(a) == 1
                    && x.before() == o.axis(a).before();
            if (whole) {
                x.join(o.axis(a));
            } else {
                part(o.axis(a), x);
                ordered(x, true);
            }
        }
    }

    /** Some positions of an axis, by numbers. */
    private void part(Axis all, Axis some) {
        if (strict) {
            findings.stays(
                    some,
                    "the part " + o.node().describe(),
                    "how long it is was a number; name what is to have its length otherwise, or build the model anew");
            findings.parts.add(new Findings.Part(all, o.node()));
        }
    }

    private void concat(int axis) {
        List<Axis> parts = new ArrayList<>();
        for (Occurrence x : o.operands()) {
            for (int a = 0; a < o.axes().length; a++) {
                if (a == axis) {
                    parts.add(x.axis(a));
                } else {
                    x.axis(a).join(o.axis(a));
                }
            }
        }
        total(o.axis(axis), parts, 0);
    }

    private void total(Axis whole, List<Axis> parts, int more) {
        if (strict) {
            findings.totals.add(new Findings.Total(whole, parts, more, o.node()));
        }
    }

    private void matmul() {
        int r = o.axes().length;
        leading(operand(0));
        leading(operand(1));
        operand(0)[r - 2].join(o.axis(r - 2));
        operand(0)[r - 1].join(operand(1)[r - 2]);
        operand(1)[r - 1].join(o.axis(r - 1));
    }

    /** The axes before those of matrices. */
    private void leading(Axis[] x) {
        for (int a = 0; a < x.length - 2; a++) {
            x[a].join(o.axis(a));
        }
    }

    private static void square(Axis[] x) {
        x[x.length - 1].join(x[x.length - 2]);
    }

    private void lu() {
        Axis[] a = operand(0);
        square(a);
        leading(a);
        int r = a.length;
        ordered(a[r - 1], false);
        a[r - 2].join(o.axis(r - 2));
        total(o.axis(r - 1), List.of(a[r - 1]), 1);
    }

    private void gather(int axis) {
        Axis[] x = operand(0);
        Axis[] positions = operand(1);
        int at = axis < 0 ? axis + x.length : axis;
        moved(x, positions, o.axes(), at);
        pick(x[at], o.operands().get(1));
    }

    private void scatter(int axis) {
        moved(o.axes(), operand(1), operand(0), axis);
        loose(o.axis(axis), "the sums by group " + o.node().describe());
        pick(o.axis(axis), o.operands().get(1));
    }

    /** The axes of {@code taken}: those of {@code x}, with those of positions in the place of one. */
    private static void moved(Axis[] x, Axis[] positions, Axis[] taken, int at) {
        for (int a = 0; a < taken.length; a++) {
            Axis from = a < at ? x[a] : a < at + positions.length ? positions[a - at] : x[a - positions.length + 1];
            from.join(taken[a]);
        }
    }

    private void pick(Axis axis, Occurrence positions) {
        if (strict) {
            findings.picks.add(new Findings.Pick(axis, positions, o.node()));
        }
    }
}
