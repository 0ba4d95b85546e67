package ppl.graph.random;

import java.util.List;
import java.util.stream.IntStream;
import ppl.graph.DType;
import ppl.graph.GraphCode;
import ppl.graph.GraphException;
import ppl.graph.Shape;
import ppl.graph.Shape.Extent;
import ppl.graph.Var;
import ppl.graph.function.Axes;
import ppl.graph.op.Binary;
import ppl.graph.op.Broadcast;
import ppl.graph.op.Iota;

/**
 * Random keys inside a graph: the same functions of key and index as {@link RandomKey}, as nodes. A key may be an input, so
 * that one compiled graph draws for every key.
 *
 * <p><b>Shapes</b>: a scalar is one key. A tensor holds a key in each element, and whatever is drawn from it has the axes of the
 * keys first: for keys of shape {@code K}, draws of shape {@code S} have the shape {@code [K, S]}, and those of each key are, to
 * the bit, what that key alone gives.
 *
 * @param key int64
 */
public record KeyVar(Var key) {

    /**
     * Checks the type.
     *
     * @throws GraphException ({@link GraphCode#TYPE}) if it is not int64
     */
    public KeyVar {
        if (key.dtype() != DType.I64) {
            throw new GraphException(GraphCode.TYPE, "random keys must be int64, but got " + key.describe());
        }
    }

    /** A key known when the graph is built. */
    public static KeyVar of(RandomKey key) {
        return new KeyVar(Var.constant(key.bits()));
    }

    /** The shape of draws of a shape, for each of the keys. */
    public Shape each(Shape shape) {
        return key.shape().concat(shape);
    }

    /** The key derived from each of these and a number. */
    public KeyVar fold(long number) {
        return fold(Var.constant(number));
    }

    /** The keys derived from these and int64 numbers, element by element; shapes broadcast. */
    public KeyVar fold(Var numbers) {
        return derived(RandomKey.FOLD_NUMBER, numbers);
    }

    /** The key derived from each of these and a name. */
    public KeyVar fold(String name) {
        return derived(RandomKey.FOLD_NAME, Var.constant(RandomKey.hash(name)));
    }

    /** The keys that {@link #fold(long) folding} the numbers from 0 to before {@code count} gives, along a new last axis. */
    public KeyVar split(int count) {
        return new KeyVar(Axes.expandDims(key, -1)).fold(Var.of(new Iota(Extent.of(count))));
    }

    private KeyVar derived(int domain, Var numbers) {
        Shape shape = Shape.common(List.of(key, numbers), "the derivation of random keys");
        return new KeyVar(
                Var.of(new Philox(domain, false), Axes.broadcastTo(key, shape), Axes.broadcastTo(numbers, shape)));
    }

    /**
     * 64 random bits an element; element {@code i} of each key in row-major order is {@link RandomKey#bits(long)} of
     * {@code i}.
     */
    public Var bits(Shape shape) {
        return bits(shape, false);
    }

    private Var bits(Shape shape, boolean upper) {
        Var counter = Axes.reshape(Var.of(new Iota(count(shape))), shape);
        int[] keys = IntStream.range(0, key.rank()).toArray();
        return Var.of(
                new Philox(RandomKey.DRAW, upper),
                Broadcast.into(key, each(shape), keys),
                Axes.broadcastTo(counter, each(shape)));
    }

    /**
     * Uniform numbers in the open interval (0, 1); element {@code i} of each key is {@link RandomKey#uniform(long)} of
     * {@code i}.
     */
    public Var uniform(Shape shape) {
        return uniform(bits(shape, false));
    }

    /** As {@link #uniform}, and independent of it, from the other half of the same blocks of bits. */
    public Var secondUniform(Shape shape) {
        return uniform(bits(shape, true));
    }

    private static Var uniform(Var bits) {
        Var mantissa = Binary.Fn.SHR.of(bits, Var.constant(12L));
        return mantissa.cast(DType.F64).plus(0.5).times(0x1p-52);
    }

    private static Extent count(Shape shape) {
        if (shape.isKnown()) {
            return Extent.of(shape.elements());
        }
        Var product = Var.constant(1L);
        for (Extent e : shape.extents()) {
            product = product.times(e.asVar());
        }
        return Extent.of(product);
    }
}
