package ppl.api.sample;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import ppl.aeppl.joint.ConditionalDensity;
import ppl.aeppl.joint.FreeVariable;
import ppl.aeppl.joint.JointDensity;
import ppl.api.spi.Block;
import ppl.graph.DType;
import ppl.graph.Functions;
import ppl.graph.Graph;
import ppl.graph.Interval;
import ppl.graph.Shape;
import ppl.graph.Substitution;
import ppl.graph.TensorType;
import ppl.graph.Var;
import ppl.graph.grad.Gradient;
import ppl.graph.op.Select;
import ppl.graph.rewrite.Rewriter;

/**
 * The vector that samplers move, and where the coordinates of each variable lie in it. It holds the variables in the order of the
 * model, each in row-major order, with as many numbers as the map onto its support takes. Whole numbers are their own coordinates.
 *
 * <p>A coordinate passes through three nodes. The derivation writes the density in the {@linkplain FreeVariable#unconstrained
 * unconstrained} node of the variable, which has the type of the variable. For differentiation a float64 input, the <b>part</b>,
 * replaces that node, since gradients are taken by leaves. After that a piece of the one vector, the <b>place</b>, replaces the part.
 */
final class Coordinates {

    private final JointDensity joint;
    private final List<FreeVariable> free;
    private final List<Block> blocks = new ArrayList<>();
    private final Var point;

    /** The coordinates of each variable as float64, by which densities are differentiated. */
    private final List<Var> parts = new ArrayList<>();

    /** Coordinates of other types as functions of the parts. */
    private final Map<Var, Var> typed = new IdentityHashMap<>();

    /** Where the parts lie in the vector. */
    private final Map<Var, Var> places = new IdentityHashMap<>();

    /** Of blocks whose coordinates are independent of each other given all else, the log-density of each. */
    private final Map<Integer, Var> separate = new HashMap<>();

    private Coordinates(JointDensity joint) {
        this.joint = joint;
        this.free = joint.free();
        int offset = 0;
        for (FreeVariable v : free) {
            Block block = block(v, offset);
            blocks.add(block);
            offset += block.size();
        }
        this.point = Var.input("unconstrained", offset);
        for (int i = 0; i < free.size(); i++) {
            place(free.get(i), blocks.get(i));
        }
    }

    /** The coordinates of the variables of a density. */
    static Coordinates of(JointDensity joint) {
        return new Coordinates(joint);
    }

    private Block block(FreeVariable v, int offset) {
        Shape shape = v.unconstrained().shape();
        if (!shape.isKnown()) {
            throw new SamplingException(
                    SamplingCode.MODEL,
                    "the shape " + v.node().shape() + " of '" + v.name()
                            + "' depends on a random value; sampling needs a fixed number of coordinates: give it its greatest length and let a mask"
                            + " choose, as arange(20).lt(n); or observe nothing that depends on it: then it is drawn forward, and padded in"
                            + " results");
        }
        int size = shape.elements();
        if (offset > Integer.MAX_VALUE - size) {
            throw new SamplingException(
                    SamplingCode.SIZE,
                    "the variables up to '" + v.name() + "', which has " + size
                            + " elements, have together more than 2147483647: no sampler moves so many coordinates");
        }
        if (v.unconstrained().dtype().isFloat()) {
            return new Block(v.name(), Block.Measure.CONTINUOUS, offset, size);
        }
        // A single number is told its density given all else, which are its parts.
        Optional<Var> each =
                size <= 1 ? Optional.empty() : joint.conditional(List.of(v)).parts();
        each.ifPresent(parts -> separate.put(blocks.size(), parts));
        Interval values = values(v);
        return new Block(v.name(), Block.Measure.DISCRETE, offset, size, values.lo(), values.hi(), each.isPresent());
    }

    /** Between which whole numbers a discrete variable is known to lie before a run; counts of an event move together. */
    private static Interval values(FreeVariable v) {
        if (v.unconstrained().dtype() == DType.BOOL) {
            return Interval.UNIT;
        }
        boolean itself = v.value().var() == v.unconstrained();
        return itself && v.law().type().support().eventRank() == 0
                ? v.law().type().support().bounds()
                : Interval.ALL;
    }

    /** The log-density of each coordinate of a separable block, up to a constant, given the other blocks. */
    Var parts(int block) {
        return Objects.requireNonNull(separate.get(block), "this block is not separable");
    }

    /** The blocks for who cannot tell parts. */
    List<Block> inseparable() {
        return blocks.stream().map(Block::inseparable).toList();
    }

    private void place(FreeVariable v, Block block) {
        Var u = v.unconstrained();
        Var part = u;
        if (u.dtype() != DType.F64) {
            part = Var.input(v.name(), new TensorType(DType.F64, u.shape()));
            typed.put(u, (u.dtype().isFloat() ? part : Functions.rint(part)).cast(u.dtype()));
        }
        parts.add(part);
        places.put(part, Functions.reshape(Functions.slice(point, 0, block.offset(), block.size(), 1), u.shape()));
    }

    List<Block> blocks() {
        return blocks;
    }

    /** The number of coordinates. */
    int dimension() {
        return point.shape().size(0);
    }

    /** The name of a coordinate: the element that it alone moves, as {@code x[2, 0]}, or one of an event. */
    String element(int coordinate) {
        for (int b = 0; b < blocks.size(); b++) {
            int at = coordinate - blocks.get(b).offset();
            if (at < blocks.get(b).size()) {
                FreeVariable v = free.get(b);
                Shape shape = v.unconstrained().shape();
                String place = shape.subscript(at);
                return v.bijector().image().eventRank() == 0
                        ? v.name() + place
                        : "coordinate " + place + " of " + v.name() + " ("
                                + v.bijector().name() + ")";
            }
        }
        throw new IndexOutOfBoundsException(coordinate);
    }

    /** A log-density and its gradient by all coordinates, as functions of the coordinates of variables. */
    List<Var> withGradient(Var logp) {
        return withGradient(logp, blocks);
    }

    /**
     * A log-density and its gradient by the coordinates of some blocks, one block after the other.
     *
     * @param by some of {@link #blocks}
     */
    List<Var> withGradient(Var logp, List<Block> by) {
        Var ofParts = ofParts(logp);
        Checked checked = Checked.of(ofParts);
        List<Var> variables = by.stream().map(b -> parts.get(blocks.indexOf(b))).toList();
        return List.of(ofParts, joined(checked.guard(Gradient.of(checked.density(), variables))));
    }

    /** The log-density of some blocks given the others. */
    ConditionalDensity conditional(List<Block> of) {
        return joint.conditional(
                of.stream().map(b -> free.get(blocks.indexOf(b))).toList());
    }

    /**
     * The Hessian of a log-density times a direction: the gradient of the slope along it.
     *
     * @param direction an input, a number for each coordinate
     */
    Var hessianTimes(Var logp, Var direction) {
        Checked checked = Checked.of(ofParts(logp));
        List<Var> gradient = Gradient.of(checked.density(), parts);
        Var slope = Var.constant(0.0);
        for (int i = 0; i < parts.size(); i++) {
            Block block = blocks.get(i);
            Var along = Functions.reshape(
                    Functions.slice(direction, 0, block.offset(), block.size(), 1),
                    gradient.get(i).shape());
            slope = slope.plus(Functions.sum(gradient.get(i).times(along)));
        }
        return joined(checked.guard(Gradient.of(slope, parts)));
    }

    /**
     * A log-density that is −∞ where its checks fail. It is differentiated without them, and its slopes put to 0 there in the end:
     * else each derivative carries a factor that is 1 or 0 through all rows.
     *
     * @param holds whether the checks hold; constant if there are none
     * @param density the log-density where they hold
     */
    private record Checked(Var holds, Var density) {
        static Checked of(Var logp) {
            boolean checked =
                    logp.op() instanceof Select && logp.inputs().get(2).isSplat(Double.NEGATIVE_INFINITY);
            return checked
                    ? new Checked(logp.inputs().get(0), logp.inputs().get(1))
                    : new Checked(Var.constant(true), logp);
        }

        List<Var> guard(List<Var> slopes) {
            return slopes.stream()
                    .map(s -> Functions.where(holds, s, Functions.zerosLike(s)))
                    .toList();
        }
    }

    private Var ofParts(Var logp) {
        return typed.isEmpty()
                ? logp
                : Substitution.replace(List.of(logp), typed).getFirst();
    }

    private static Var joined(List<Var> gradient) {
        return Functions.concat(
                gradient.stream()
                        .map(g -> Functions.reshape(g, g.shape().elements()))
                        .toList(),
                0);
    }

    /**
     * Turns functions of the coordinates of variables into functions of the vector. The parts get their places only here, since what
     * is differentiated by a part must depend on it as a leaf.
     *
     * @param others inputs beside the vector
     */
    Graph graph(List<Var> results, List<Var> others) {
        List<Var> ofParts = typed.isEmpty() ? results : Substitution.replace(results, typed);
        List<Var> inputs = new ArrayList<>(List.of(point));
        inputs.addAll(others);
        return Rewriter.standard().apply(new Graph(inputs, Substitution.replace(ofParts, places)));
    }
}
