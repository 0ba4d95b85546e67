package ppl.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The lengths of a tensor's axes, outermost first. The empty shape is a scalar. */
public record Shape(List<Extent> extents) {

    private static final Shape SCALAR = new Shape(List.of());

    /** Copies the list. */
    public Shape {
        extents = List.copyOf(extents);
    }

    /** The shape without axes. */
    public static Shape scalar() {
        return SCALAR;
    }

    /** A shape of known lengths. */
    public static Shape of(int... sizes) {
        return sizes.length == 0
                ? SCALAR
                : new Shape(Arrays.stream(sizes).mapToObj(Extent::of).toList());
    }

    /** A shape of given lengths. */
    public static Shape of(List<Extent> extents) {
        return extents.isEmpty() ? SCALAR : new Shape(extents);
    }

    /** The number of axes. */
    public int rank() {
        return extents.size();
    }

    /** The length of axis {@code axis}; negative axes count from the end. */
    public Extent extent(int axis) {
        return extents.get(normalizeAxis(axis));
    }

    /** True if every length is a known number. */
    public boolean isKnown() {
        for (Extent e : extents) {
            if (!(e instanceof Extent.Known)) {
                return false;
            }
        }
        return true;
    }

    /** True if every length of all of them is a known number. */
    static boolean areKnown(List<Shape> shapes) {
        for (Shape shape : shapes) {
            if (!shape.isKnown()) {
                return false;
            }
        }
        return true;
    }

    /**
     * The known length of an axis; an error if it is symbolic.
     *
     * @throws GraphException ({@link GraphCode#SHAPE}) if it is symbolic, or there is no such axis
     */
    public int size(int axis) {
        if (extent(axis) instanceof Extent.Known(int size)) {
            return size;
        }
        throw new GraphException(
                GraphCode.SHAPE,
                "the length of axis " + axis + " of shape " + this
                        + " is known only when the graph runs; give the inputs it depends on first");
    }

    /** All lengths as numbers; an error if one is symbolic. */
    public int[] sizes() {
        int[] sizes = new int[rank()];
        for (int i = 0; i < sizes.length; i++) {
            sizes[i] = size(i);
        }
        return sizes;
    }

    /**
     * The number of elements; an error if a length is symbolic or the product does not fit an {@code int}.
     *
     * @throws GraphException ({@link GraphCode#SHAPE}) if a length is symbolic, or the product does not fit an {@code int}
     */
    public int elements() {
        long n = 1;
        for (int i = 0; i < rank(); i++) {
            n *= size(i);
            if (n > Integer.MAX_VALUE) {
                throw new GraphException(
                        GraphCode.SHAPE, "a tensor of shape " + this + " would have more than 2^31-1 elements");
            }
        }
        return (int) n;
    }

    /**
     * The axis as a number from 0, counting negative ones from the end.
     *
     * @throws GraphException ({@link GraphCode#SHAPE}) if there is no such axis
     */
    public int normalizeAxis(int axis) {
        int a = axis < 0 ? axis + rank() : axis;
        if (a < 0 || a >= rank()) {
            throw new GraphException(
                    GraphCode.SHAPE, "axis " + axis + " does not exist in shape " + this + " of rank " + rank());
        }
        return a;
    }

    /**
     * Axes that a caller names, as numbers from 0 in ascending order; all of them if none is named. Negative ones count from
     * the end.
     *
     * @throws GraphException ({@link GraphCode#SHAPE}) if one does not exist
     */
    public int[] axes(int... named) {
        return named.length == 0
                ? IntStream.range(0, rank()).toArray()
                : Arrays.stream(named).map(this::normalizeAxis).sorted().toArray();
    }

    /** This shape without the given axes (normalised, in any order). */
    public Shape without(int... axes) {
        List<Extent> kept = new ArrayList<>();
        for (int i = 0; i < rank(); i++) {
            int axis = i;
            if (Arrays.stream(axes).noneMatch(a -> a == axis)) {
                kept.add(extents.get(i));
            }
        }
        return of(kept);
    }

    /** This shape without its axes of length 1. */
    public Shape squeezed() {
        return of(extents().stream().filter(e -> !e.is(1)).toList());
    }

    /** The axes {@code from} (inclusive) to {@code to} (exclusive). */
    public Shape slice(int from, int to) {
        return of(extents.subList(from, to));
    }

    /** This shape followed by another. */
    public Shape concat(Shape tail) {
        List<Extent> all = new ArrayList<>(extents);
        all.addAll(tail.extents);
        return of(all);
    }

    /** This shape with one length replaced. */
    public Shape with(int axis, Extent extent) {
        List<Extent> all = new ArrayList<>(extents);
        all.set(normalizeAxis(axis), extent);
        return of(all);
    }

    /**
     * The place of an element along each axis.
     *
     * @param element its number in row-major order
     */
    public int[] position(int element) {
        int[] position = new int[rank()];
        int rest = element;
        for (int a = rank() - 1; a >= 0; a--) {
            position[a] = rest % size(a);
            rest /= size(a);
        }
        return position;
    }

    /** The {@link #position} of an element as messages write it behind a name, as {@code [1, 2]}; nothing for a scalar. */
    public String subscript(int element) {
        return rank() == 0 ? "" : Arrays.toString(position(element));
    }

    /** The number, in row-major order, of the element at a {@link #position}. */
    public int element(int... position) {
        int element = 0;
        for (int a = 0; a < rank(); a++) {
            element = element * size(a) + position[a];
        }
        return element;
    }

    @Override
    public String toString() {
        return extents.stream().map(Extent::toString).collect(Collectors.joining(", ", "[", "]"));
    }

    /**
     * The shape in which operands meet: right-aligned, equal lengths or 1; symbolic lengths agree with themselves.
     *
     * @param operation its name, for the message
     * @throws GraphException naming the operands if there is none
     */
    public static Shape common(List<Var> operands, String operation) {
        return Broadcasting.common(operands, operation);
    }

    /**
     * The shape in which shapes meet.
     *
     * @throws GraphException naming them if there is none
     */
    public static Shape common(Shape... shapes) {
        return Broadcasting.common(shapes);
    }

    /** True if a tensor of this shape can be repeated to another. */
    public boolean fits(Shape to) {
        return Broadcasting.fits(this, to);
    }

    /**
     * The length of one axis: a known number, or an integer scalar of the graph that is known only when the graph runs
     * (a shape may depend on data or on another random variable). Length 0 is legal.
     */
    public sealed interface Extent {

        /** A length known when the graph is built. */
        record Known(int size) implements Extent {
            /**
             * Checks that the length is not negative.
             *
             * @throws GraphException ({@link GraphCode#SHAPE}) if it is
             */
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
            /**
             * Checks that the length is an integer scalar.
             *
             * @throws GraphException ({@link GraphCode#TYPE}) if it is not
             */
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

        /**
         * The length given by an integer scalar; known at once when the scalar is a constant.
         *
         * @throws GraphException ({@link GraphCode#TYPE}) if it is no scalar; ({@link GraphCode#SHAPE}) if it is a constant that no axis can have
         */
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
            if (asLong.isOfData()) {
                asLong.markLength();
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
}
