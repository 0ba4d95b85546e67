package ppl.graph.op;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import ppl.graph.GraphCode;
import ppl.graph.GraphException;
import ppl.graph.Interval;
import ppl.graph.Shape;
import ppl.graph.Shape.Extent;
import ppl.graph.Tensor;
import ppl.graph.TensorType;
import ppl.graph.Var;
import ppl.graph.op.Op.Source;

/**
 * Repeats a tensor along axes. Input axis {@code i} becomes output axis {@code axes[i]}; output axes not named are
 * new. Input and output lengths agree on the named axes: lengths of 1 are stretched by dropping their axis first.
 *
 * @param to the shape of the result
 * @param axes ascending
 */
public record Broadcast(Shape to, List<Integer> axes) implements Prim {

    /** Copies the axes. */
    public Broadcast {
        axes = List.copyOf(axes);
    }

    /** The tensor repeated so that input axis {@code i} becomes axis {@code targets[i]} of {@code shape}. */
    public static Var into(Var x, Shape shape, int... targets) {
        return Var.of(new Broadcast(shape, Arrays.stream(targets).boxed().toList()), x);
    }

    /**
     * An elementwise op of operands that are all repeated, done once on what is repeated:
     * {@code f(repeat x, repeat y) = repeat f(x, y)}, the same to the bit.
     *
     * @return null if some operand is not repeated, or if together they vary along every axis
     */
    public static @Nullable Var after(Op elementwise, List<Var> operands, Shape shape) {
        TreeSet<Integer> varying = new TreeSet<>();
        for (Var x : operands) {
            if (!(x.op() instanceof Broadcast b)) {
                return null;
            }
            varying.addAll(b.axes);
        }
        if (varying.size() == shape.rank()) {
            return null;
        }
        List<Integer> axes = List.copyOf(varying);
        Shape small = Shape.of(axes.stream().map(shape::extent).toList());
        List<Var> once = new ArrayList<>();
        for (Var x : operands) {
            int[] places =
                    ((Broadcast) x.op()).axes.stream().mapToInt(axes::indexOf).toArray();
            once.add(into(x.inputs().getFirst(), small, places));
        }
        int[] targets = axes.stream().mapToInt(Integer::intValue).toArray();
        return into(Var.of(elementwise, once), shape, targets);
    }

    @Override
    public String name() {
        return "broadcast";
    }

    @Override
    public TensorType infer(List<Var> inputs) {
        Var x = Check.only(name(), inputs);
        if (x.rank() != axes.size()) {
            throw new GraphException(
                    GraphCode.SHAPE, "broadcast of " + x.describe() + " needs one target axis per axis, not " + axes);
        }
        for (int i = 0; i < axes.size(); i++) {
            Extent have = x.shape().extent(i);
            Extent want = to.extent(axes.get(i));
            if (have instanceof Extent.Known && want instanceof Extent.Known && !have.equals(want)) {
                throw new GraphException(
                        GraphCode.SHAPE,
                        "cannot broadcast " + x.describe() + " to " + to + ": axis " + i + " has " + have
                                + " elements, axis " + axes.get(i) + " of the target has " + want);
            }
        }
        return x.type().with(to);
    }

    @Override
    public Interval range(List<Var> inputs) {
        return inputs.getFirst().range();
    }

    @Override
    public Stream<Source> sources(List<Tensor> operands, TensorType type, int element) {
        int[] to = type.shape().position(element);
        int[] from = axes.stream().mapToInt(a -> to[a]).toArray();
        return Stream.of(new Source(0, operands.getFirst().type().shape().element(from)));
    }

    @Override
    public List<@Nullable Var> vjp(Var output, List<Var> inputs, Var cotangent) {
        List<Integer> added = new ArrayList<>();
        for (int a = 0; a < to.rank(); a++) {
            if (!axes.contains(a)) {
                added.add(a);
            }
        }
        return List.of(Var.of(new Reduce(Reduce.Fn.SUM, added), cotangent));
    }

    @Override
    public List<Shape> shapes() {
        return List.of(to);
    }

    @Override
    public Op withShapes(List<Shape> shapes) {
        return new Broadcast(shapes.getFirst(), axes);
    }

    @Override
    public @Nullable Var simplify(List<Var> inputs) {
        Var x = inputs.getFirst();
        if (x.rank() == to.rank() && x.shape().equals(to)) {
            return x;
        }
        if (x.op() instanceof Broadcast inner) {
            List<Integer> composed = inner.axes.stream().map(axes::get).toList();
            return into(
                    x.inputs().getFirst(),
                    to,
                    composed.stream().mapToInt(i -> i).toArray());
        }
        return null;
    }
}
