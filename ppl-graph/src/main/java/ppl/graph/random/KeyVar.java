package ppl.graph.random;

import ppl.graph.Axes;
import ppl.graph.DType;
import ppl.graph.Elementwise;
import ppl.graph.Extent;
import ppl.graph.GraphCode;
import ppl.graph.GraphException;
import ppl.graph.Shape;
import ppl.graph.Var;
import ppl.graph.op.BinaryFn;
import ppl.graph.op.Iota;

/**
 * A random key inside a graph: the same functions of key and index as {@link RandomKey}, as nodes. The key may be an
 * input, so that one compiled graph draws for every key.
 *
 * @param key an int64 scalar
 */
public record KeyVar(Var key) {

    /** Checks the type. */
    public KeyVar {
        if (key.dtype() != DType.I64 || key.rank() != 0) {
            throw new GraphException(GraphCode.TYPE, "a random key must be an int64 scalar, but got " + key.describe());
        }
    }

    /** A key known when the graph is built. */
    public static KeyVar of(RandomKey key) {
        return new KeyVar(Var.constant(key.bits()));
    }

    /** The key derived from this one and a number. */
    public KeyVar fold(long number) {
        return new KeyVar(Var.of(new Philox(RandomKey.FOLD_NUMBER, false), key, Var.constant(number)));
    }

    /** The key derived from this one and a name. */
    public KeyVar fold(String name) {
        return new KeyVar(Var.of(new Philox(RandomKey.FOLD_NAME, false), key, Var.constant(RandomKey.hash(name))));
    }

    /** 64 random bits an element; element {@code i} in row-major order is {@link RandomKey#bits(long)} of {@code i}. */
    public Var bits(Shape shape) {
        return bits(shape, false);
    }

    private Var bits(Shape shape, boolean upper) {
        Var counter = Axes.reshape(Var.of(new Iota(count(shape))), shape);
        return Var.of(new Philox(RandomKey.DRAW, upper), Axes.broadcastTo(key, shape), counter);
    }

    /**
     * Uniform numbers in the open interval (0, 1); element {@code i} is {@link RandomKey#uniform(long)} of {@code i}.
     */
    public Var uniform(Shape shape) {
        return uniform(bits(shape, false));
    }

    /** As {@link #uniform}, and independent of it, from the other half of the same blocks of bits. */
    public Var secondUniform(Shape shape) {
        return uniform(bits(shape, true));
    }

    private static Var uniform(Var bits) {
        Var mantissa = Elementwise.binary(BinaryFn.SHR, bits, Var.constant(12L));
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
