package ppl.graph;

/**
 * The length of one axis: a known number, or an integer scalar of the graph that is known only when the graph runs
 * (a shape may depend on data or on another random variable). Length 0 is legal.
 */
public sealed interface Extent {

    /** A length known when the graph is built. */
    record Known(int size) implements Extent {
        /** Checks that the length is not negative. */
        public Known {
            if (size < 0) {
                throw new GraphException(GraphCode.SHAPE, "an axis cannot have the negative length " + size);
            }
        }

        @Override
        public String toString() {
            return Integer.toString(size);
        }
    }

    /** A length computed by the graph: a scalar of type {@link DType#I64}. */
    record Symbolic(Var length) implements Extent {
        /** Checks that the length is an integer scalar. */
        public Symbolic {
            if (length.dtype() != DType.I64 || length.rank() != 0) {
                throw new GraphException(
                        GraphCode.TYPE,
                        "the length of an axis must be a scalar of type I64, but " + length.label() + " is "
                                + length.type());
            }
        }

        @Override
        public String toString() {
            return length.label();
        }
    }

    /** A known length. */
    static Extent of(int size) {
        return new Known(size);
    }

    /** The length given by an integer scalar; known at once when the scalar is a constant. */
    static Extent of(Var length) {
        Var asLong = length.dtype() == DType.I64 ? length : length.cast(DType.I64);
        Tensor value = asLong.constantValue();
        if (value == null) {
            return new Symbolic(asLong);
        }
        long n = value.longAt(0);
        if (n != (int) n) {
            throw new GraphException(
                    GraphCode.SHAPE,
                    "an axis cannot have the length " + n + ": lengths are at most " + Integer.MAX_VALUE);
        }
        return new Known((int) n);
    }

    /** True if the length is the known number {@code n}. */
    default boolean is(int n) {
        return this instanceof Known(int size) && size == n;
    }

    /** The length as an integer scalar of the graph. */
    default Var asVar() {
        return switch (this) {
            case Known(int size) -> Var.constant((long) size);
            case Symbolic(Var length) -> length;
        };
    }
}
