package ppl.graph.resize;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import ppl.graph.Body;
import ppl.graph.DType;
import ppl.graph.GraphCode;
import ppl.graph.GraphException;
import ppl.graph.Interval;
import ppl.graph.Shape;
import ppl.graph.Var;
import ppl.graph.exact.WholeNumbers;
import ppl.graph.function.Counted;
import ppl.graph.function.Counted.Place;
import ppl.graph.op.Argsort;
import ppl.graph.op.Broadcast;
import ppl.graph.op.Cast;
import ppl.graph.op.Cholesky;
import ppl.graph.op.Concat;
import ppl.graph.op.Constant;
import ppl.graph.op.CumulativeSum;
import ppl.graph.op.Gather;
import ppl.graph.op.Input;
import ppl.graph.op.Iota;
import ppl.graph.op.Loop;
import ppl.graph.op.Lu;
import ppl.graph.op.MatMul;
import ppl.graph.op.MultiOp;
import ppl.graph.op.MultiOp.Projection;
import ppl.graph.op.Op;
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
import ppl.graph.random.ParameterCheck;
import ppl.graph.random.RandomFamily;

/** Makes the nodes anew, each with the lengths of its axes. Each is compared with what its users were told to expect. */
final class Rebuilding {

    private final Lengths lengths;
    private final Map<Occurrence, Var> made = new IdentityHashMap<>();

    Rebuilding(Lengths lengths) {
        this.lengths = lengths;
    }

    /** Lets a node be another one. */
    void replace(Occurrence o, Var by) {
        made.put(o, by);
    }

    /** What became of an occurrence. */
    Var of(Occurrence o) {
        return Objects.requireNonNull(made.get(o), () -> "not made: " + o.node());
    }

    /** Makes all nodes of a graph or body. */
    void make(Reading reading) {
        for (Occurrence o : reading.order()) {
            if (!made.containsKey(o)) {
                made.put(o, o.node().derive(() -> made(o)));
            }
        }
    }

    private Var made(Occurrence o) {
        Var node = o.node();
        Var old = node.unfolded();
        List<Var> operands = new ArrayList<>();
        o.operands().forEach(x -> operands.add(of(x)));
        Op op = op(o, operands);
        boolean same = op.equals(o.op());
        for (int i = 0; same && i < operands.size(); i++) {
            same = operands.get(i) == old.inputs().get(i);
        }
        if (same) {
            return checked(o, node);
        }
        requireExact(op, operands);
        Var fresh = checked(o, Var.of(op, operands));
        requireNoLength(node, fresh);
        node.name().ifPresent(fresh::called);
        if (op instanceof Slice) {
            Counted.carry(node, fresh);
        }
        return fresh;
    }

    /** Known whole numbers do not wrap around, whatever data they are. */
    private static void requireExact(Op op, List<Var> operands) {
        if (operands.stream().allMatch(x -> x.constantValue() != null)) {
            WholeNumbers.check(op, operands);
            if (op instanceof Cast(DType to) && to == DType.F64) {
                WholeNumbers.checkAsFloat(operands.getFirst());
            }
        }
    }

    private Var checked(Occurrence o, Var fresh) {
        Shape expected = o.shape(lengths);
        if (!fresh.shape().equals(expected)) {
            throw new GraphException(
                    GraphCode.SHAPE,
                    o.node().describe() + " would be of shape " + fresh.shape()
                            + ", but what is computed from it needs " + expected
                            + ": a length in it is a number of its own; build the model anew, with these data");
        }
        return fresh;
    }

    /** A datum that was the length of an axis decided what the graph is. */
    private static void requireNoLength(Var node, Var fresh) {
        if (node.isLength() && !Objects.equals(node.constantValue(), fresh.constantValue())) {
            throw lengthChanged(node);
        }
    }

    static GraphException lengthChanged(Var node) {
        return new GraphException(
                GraphCode.SHAPE,
                node.describe()
                        + " is the length of an axis of the graph, so it cannot be given anew: build the model with the"
                        + " new length");
    }

    /** The op with lengths of its own replaced. */
    private Op op(Occurrence o, List<Var> operands) {
        return switch (o.op()) {
            case Broadcast b -> new Broadcast(o.shape(lengths), b.axes());
            case Reshape _ -> new Reshape(o.shape(lengths));
            case Slice s -> slice(o, s);
            case Pad p -> new Pad(o.shape(lengths), p.starts(), p.steps());
            case Iota _ -> new Iota(o.shape(lengths).extent(0));
            case ScatterAdd s -> new ScatterAdd(s.axis(), o.shape(lengths).extent(s.axis()));
            case RandomOp r -> draw(o, r, operands);
            case Projection p -> projection(o, p, operands);
            case Constant _, Input _, Pointwise _, Reduce _, Transpose _, Concat _, Gather _, ShapeOf _, RichOp _ ->
                o.op();
            case MatMul _, Cholesky _, TriangularSolve _, Lu _, CumulativeSum _, Argsort _ -> o.op();
        };
    }

    /** The batch is that of the axes; the shape of an event may be the family's choice. */
    private RandomOp draw(Occurrence o, RandomOp r, List<Var> operands) {
        for (ParameterCheck check : r.family().checks(operands)) {
            String violation = check.violation();
            if (violation != null) {
                throw new GraphException(GraphCode.VALUE, violation);
            }
        }
        Shape shape = o.shape(lengths);
        int batch = r.batch().rank();
        RandomOp same = new RandomOp(r.family(), r.site(), shape.slice(0, batch));
        if (shape.equals(o.node().shape()) || same.infer(operands).shape().equals(shape)) {
            return same;
        }
        RandomFamily other = r.family().ofEvents(shape.slice(batch, shape.rank()));
        return other == null ? same : new RandomOp(other, r.site(), same.batch());
    }

    private Slice slice(Occurrence o, Slice s) {
        List<Integer> starts = new ArrayList<>(s.starts());
        List<Integer> sizes = new ArrayList<>(s.sizes());
        for (int a = 0; a < sizes.size(); a++) {
            Axis x = o.operands().getFirst().axis(a);
            if (AxisRules.isWhole(s, a, x.before()) && lengths.isChanged(x)) {
                int n = lengths.of(x);
                sizes.set(a, n);
                starts.set(a, s.steps().get(a) > 0 ? 0 : Math.max(0, n - 1));
            } else if (lengths.isChanged(x)) {
                Place place = Counted.of(o.node(), a, x.before(), lengths.of(x));
                if (place != null && place.start() >= 0) {
                    starts.set(a, place.size() == 0 ? 0 : place.start());
                    sizes.set(a, place.size());
                }
            }
        }
        return new Slice(starts, sizes, s.steps());
    }

    private Projection projection(Occurrence o, Projection p, List<Var> operands) {
        MultiOp of = p.of();
        if (of instanceof Loop loop) {
            countRows(o, loop, p.index(), operands);
        }
        List<Body> bodies = new ArrayList<>();
        for (int b = 0; b < of.bodies().size(); b++) {
            // The bodies of a loop are read together, since they have the same parameters.
            Reading inside = o.bodies().get(of instanceof Loop ? 0 : b);
            bodies.add(body(inside, of.bodies().get(b)));
        }
        return new Projection(of.withBodies(bodies), p.index());
    }

    private Body body(Reading inside, Body body) {
        List<Var> parameters = IntStream.range(0, body.parameters().size())
                .mapToObj(i -> parameter(inside, i, body.parameters().get(i)))
                .toList();
        make(inside);
        List<Var> results = body.results().stream().map(y -> of(inside.at(y))).toList();
        return Body.of(parameters, results);
    }

    private Var parameter(Reading inside, int place, Var parameter) {
        Occurrence o = inside.at(parameter);
        Interval range = ((Input) parameter.op()).bounds();
        Shape shape = o.shape(lengths);
        Var fresh = shape.equals(parameter.shape())
                ? parameter
                : Body.parameter(place, parameter.type().with(shape), range);
        made.put(o, fresh);
        return fresh;
    }

    /** The number of rows is that of sequences and stacks now. */
    private void countRows(Occurrence o, Loop loop, int result, List<Var> operands) {
        boolean stacks = !(loop.parts().get(result) instanceof Loop.Part.Last
                || loop.parts().get(result) instanceof Loop.Part.Made);
        if (loop.sequences() == 0 && !stacks) {
            return;
        }
        Axis rows =
                loop.sequences() > 0 ? loop.sequences(o.operands()).getFirst().axis(0) : o.axis(0);
        if (!lengths.isChanged(rows)) {
            return;
        }
        Var before = operands.get(0);
        if (operands.get(1) != before || !(before.op() instanceof Constant)) {
            throw new GraphException(
                    GraphCode.SHAPE,
                    "the number of steps of " + o.node().describe() + " is "
                            + operands.get(1).label()
                            + ", and what it goes over is to be " + lengths.of(rows)
                            + " long: give a scan no number of steps of its own");
        }
        Var count = Var.constant((long) lengths.of(rows));
        operands.set(0, count);
        operands.set(1, count);
    }
}
