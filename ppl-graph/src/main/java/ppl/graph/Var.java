package ppl.graph;

import java.io.NotSerializableException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import ppl.graph.exact.Exactness;
import ppl.graph.exact.WholeNumbers;
import ppl.graph.function.Axes;
import ppl.graph.function.Elementwise;
import ppl.graph.function.LinearAlgebra;
import ppl.graph.function.Operand;
import ppl.graph.function.Reductions;
import ppl.graph.function.Replacement;
import ppl.graph.function.Special;
import ppl.graph.function.Subscript;
import ppl.graph.op.Broadcast;
import ppl.graph.op.Constant;
import ppl.graph.op.Input;
import ppl.graph.op.Op;
import ppl.graph.op.RandomOp;
import ppl.graph.op.ShapeOf;
import ppl.graph.random.RandomFamily;
import ppl.graph.random.RandomKey;

/**
 * A tensor-valued node of a static graph: an op on inputs, with a type. Vars are immutable and shared: making the
 * same pure node twice gives the same object. Operations check types and shapes where they are written, broadcast as
 * NumPy does, promote element types ({@link DType#promote}) and fold constants.
 *
 * <p>Arithmetic on known whole numbers is exact or an error, see {@link Functions}.
 *
 * <p>The method names make the operators of Kotlin work ({@code plus, minus, times, div, unaryMinus, get}).
 */
public final class Var extends Number implements Index {

    private final Op op;
    private final List<Var> inputs;
    private final TensorType type;
    private final Interval range;
    private final StackWalker.@Nullable StackFrame frame;
    private final @Nullable Var unfolded;
    private final boolean data;
    private volatile boolean length;

    Var(Op op, List<Var> inputs, TensorType type) {
        this(op, inputs, type, op instanceof Constant ? null : Origin.frame(), null, false);
    }

    private Var(
            Op op,
            List<Var> inputs,
            TensorType type,
            StackWalker.@Nullable StackFrame frame,
            @Nullable Var unfolded,
            boolean data) {
        this.op = op;
        this.inputs = inputs;
        this.type = type;
        this.range = op.range(inputs);
        this.frame = frame;
        this.unfolded = unfolded;
        this.data = data;
    }

    /** The constant that an op gives of data, or of lengths. */
    static Var folded(Op op, List<Var> inputs, Tensor value) {
        Var unfolded = new Var(op, inputs, value.type());
        return new Var(new Constant(value), List.of(), value.type(), unfolded.frame, unfolded, false);
    }

    /** The node of an op on inputs: checked, simplified, constants folded, shared with equal nodes. */
    public static Var of(Op op, List<Var> inputs) {
        List<Var> operands = List.copyOf(inputs);
        TensorType type = op.infer(operands);
        Var simpler = op.simplify(operands);
        if (simpler != null) {
            return op instanceof ShapeOf && simpler.op instanceof Constant(Tensor length)
                    ? Interner.folded(op, operands, length)
                    : simpler;
        }
        Var folded = Fold.tryFold(op, operands, type);
        if (folded == null) {
            return Interner.intern(op, operands, type);
        }
        Names.keep(folded, op, operands);
        return folded;
    }

    /**
     * The node that a number is: itself, or a scalar constant of it, int64 for whole types and float64 for floats.
     *
     * @throws GraphException ({@link GraphCode#INPUT}) for a number that is no node and no Java primitive's box
     */
    public static Var of(Number number) {
        return Operand.of(number);
    }

    /**
     * The node that a number is where a function takes it with others: a node is itself, and a plain number takes the element
     * type of the first node beside it if that type can hold it, so that {@code f(x, 2)} of a float32 {@code x} is float32. Beside
     * plain numbers it is {@link #of(Number)}.
     *
     * {@snippet :
     * Number x = 1, y = Var.input("y"); // as a function of yours is given them
     * Var hypotenuse = sqrt(Var.of(x, y).square().plus(Var.of(y, x).square()));
     * }
     *
     * @param beside what the number meets, nodes or not
     * @throws GraphException ({@link GraphCode#INPUT}) for a number that is no node and no Java primitive's box;
     *     ({@link GraphCode#VALUE}) for a number that the float type beside it does not hold
     */
    public static Var of(Number number, Number... beside) {
        return Operand.beside(number, beside);
    }

    /**
     * The node of an op on inputs, as whoever writes it by hand is given it.
     *
     * @throws GraphException naming operands, element and values if it is arithmetic on known whole numbers whose result its type
     *     does not hold, or may not hold by the bounds of the operands
     */
    public static Var checked(Op op, List<Var> inputs) {
        WholeNumbers.check(op, inputs);
        return of(op, inputs);
    }

    /** The node of an op on inputs. */
    public static Var of(Op op, Var... inputs) {
        return of(op, List.of(inputs));
    }

    /** A constant of any type. */
    public static Var constant(Tensor value) {
        return Interner.intern(new Constant(value), List.of(), value.type());
    }

    /**
     * A constant that messages call by a name. It is a node of its own and remembers where it was made, so that data of
     * equal values are told apart.
     */
    public static Var data(String name, Tensor value) {
        Var node = new Var(new Constant(value), List.of(), value.type(), Origin.frame(), null, true);
        Names.give(node, name);
        return node;
    }

    /** A float64 scalar constant. */
    public static Var constant(double value) {
        return constant(Tensor.scalar(value));
    }

    /** An int64 scalar constant. */
    public static Var constant(long value) {
        return constant(Tensor.scalar(value));
    }

    /** A bool scalar constant. */
    public static Var constant(boolean value) {
        return constant(Tensor.scalar(value));
    }

    /** A float64 vector constant. */
    public static Var constant(double... values) {
        return constant(Tensor.of(values));
    }

    /**
     * A scalar constant of a given type; the nearest float32.
     *
     * @throws GraphException ({@link GraphCode#VALUE}) if the value is no whole number of an integer type, or beyond its range
     */
    public static Var constant(DType dtype, double value) {
        if (!dtype.isFloat() && Exactness.firstLoss(Tensor.scalar(value), dtype) >= 0) {
            throw new GraphException(
                    GraphCode.VALUE,
                    "a constant of type " + dtype.label() + " cannot be " + value + ": " + Exactness.remedy(dtype));
        }
        return switch (dtype) {
            case F64 -> constant(value);
            case F32 -> constant(Tensor.wrap(new float[] {(float) value}));
            case I64 -> constant((long) value);
            case I32 -> constant(Tensor.wrap(new int[] {(int) value}));
            case BOOL -> constant(value != 0);
        };
    }

    /** A value given when the graph runs. Two inputs are never the same node, whatever their names. */
    public static Var input(String name, TensorType type) {
        return of(new Input(new Input.Slot(name), type, Interval.ALL));
    }

    /** A float64 input of known shape. */
    public static Var input(String name, int... sizes) {
        return input(name, new TensorType(DType.F64, Shape.of(sizes)));
    }

    /** A random draw with an identity of its own. */
    public static Var random(RandomFamily family, String name, Shape batch, List<Var> parameters) {
        return of(new RandomOp(family, RandomOp.Site.named(name), batch), parameters);
    }

    /** What the node computes. */
    public Op op() {
        return op;
    }

    /** The operands. */
    public List<Var> inputs() {
        return inputs;
    }

    /** Element type and shape. */
    public TensorType type() {
        return type;
    }

    /** Element type. */
    public DType dtype() {
        return type.dtype();
    }

    /** Shape. */
    public Shape shape() {
        return type.shape();
    }

    /** The number of axes. */
    public int rank() {
        return type.shape().rank();
    }

    /** Bounds proved of every element. */
    public Interval range() {
        return range;
    }

    /** Where the node was first made in the user's program, as {@code file:line}. */
    public Optional<String> origin() {
        return Optional.ofNullable(frame).map(Origin::of).map(Origin::toString);
    }

    /** What a function makes of this node: what it makes was made where this node was. */
    public <T> T derive(Supplier<T> function) {
        return Origin.inherited(frame, function);
    }

    /**
     * Lets messages call a computed node by a name; returns the node. Inputs, draws and constants are left as they are:
     * the first two have names, and the last are shared with whoever wrote the same value.
     */
    public Var called(String name) {
        if (!inputs.isEmpty() && !(op instanceof RandomOp)) {
            Names.give(this, name);
        }
        return this;
    }

    /** The name that the node was given. */
    public Optional<String> name() {
        return Optional.ofNullable(ExpressionText.ownName(this)).map(ExpressionText::text);
    }

    /** A short text for messages: the node's name if it has one, else its value or a short expression of named nodes. */
    public String label() {
        return ExpressionText.of(this).text();
    }

    /** The node's op on the labels of its operands, as a short expression. */
    public String expression() {
        return expression(op, inputs);
    }

    /** An op on the labels of operands, as a short expression. */
    public static String expression(Op op, List<Var> operands) {
        return ExpressionText.of(op, operands).text();
    }

    /** Label, type and origin, as error messages name an operand. */
    public String describe() {
        return "'" + label() + "' " + type
                + origin().map(o -> " (made at " + o + ")").orElse("");
    }

    /** The value of a constant, of any shape; null if this is not one. A repeated constant is written out. */
    public @Nullable Tensor constantValue() {
        return Fold.valueOf(this);
    }

    /**
     * What a constant was computed from: a node of the op and the operands of which it is the value, if these are data ({@link #data}), or
     * the length of an axis, or were computed from such. Of any other node it is the node itself. No user of a constant depends on
     * it; it is there for whoever gives other data to a graph.
     */
    public Var unfolded() {
        return unfolded == null ? this : unfolded;
    }

    /** True if it is a constant, repeated or not, that other data or lengths would change. */
    public boolean isOfData() {
        Var x = op instanceof Broadcast ? inputs.getFirst() : this;
        return x.data || x.unfolded != null;
    }

    /** True of a constant that is the length of an axis somewhere: so it cannot be given anew without another graph. */
    public boolean isLength() {
        return length;
    }

    /** Notes that it is the length of an axis, and so are the data that it was computed from. */
    void markLength() {
        length = true;
        unfolded().inputs.stream().filter(Var::isOfData).forEach(Var::markLength);
    }

    /** True if every element is known to be {@code value}, and not because of data or lengths, which may be given anew. */
    public boolean isFixed(double value) {
        return !isOfData() && isSplat(value);
    }

    /** True if every element is known to be {@code value}. */
    public boolean isSplat(double value) {
        Var x = op instanceof Broadcast ? inputs.getFirst() : this;
        if (!(x.op instanceof Constant(Tensor t)) || t.length() == 0) {
            return false;
        }
        for (int i = 0; i < t.length(); i++) {
            if (t.doubleAt(i) != value || (i > 0 && x == this && t.length() > 64)) {
                return false;
            }
        }
        return true;
    }

    /** Sum. */
    public Var plus(Number other) {
        return Elementwise.add(this, other);
    }

    /** Difference. */
    public Var minus(Number other) {
        return Elementwise.subtract(this, other);
    }

    /** Product, element by element. */
    public Var times(Number other) {
        return Elementwise.multiply(this, other);
    }

    /** Quotient; integers are converted to float64 first. */
    public Var div(Number other) {
        return Elementwise.divide(this, other);
    }

    /** Negation. */
    public Var unaryMinus() {
        return Elementwise.negate(this);
    }

    /** Absolute value. */
    public Var abs() {
        return Elementwise.abs(this);
    }

    /** Square root. */
    public Var sqrt() {
        return Elementwise.sqrt(this);
    }

    /** Natural exponential. */
    public Var exp() {
        return Special.exp(this);
    }

    /** Natural logarithm. */
    public Var log() {
        return Special.log(this);
    }

    /** Product with itself. */
    public Var square() {
        return times(this);
    }

    /** True where less. */
    public Var lt(Number other) {
        return Elementwise.less(this, other);
    }

    /** True where less or equal. */
    public Var le(Number other) {
        return Elementwise.lessOrEqual(this, other);
    }

    /** True where greater. */
    public Var gt(Number other) {
        return Elementwise.greater(this, other);
    }

    /** True where greater or equal. */
    public Var ge(Number other) {
        return Elementwise.greaterOrEqual(this, other);
    }

    /** Elements converted to another type. */
    public Var cast(DType to) {
        return Elementwise.cast(this, to);
    }

    /** Sum of all elements, in the canonical order. */
    public Var sum() {
        return Reductions.sum(this);
    }

    /** Sum over axes; negative axes count from the end. */
    public Var sum(int... axes) {
        return Reductions.sum(this, axes);
    }

    /** Arithmetic mean of all elements. */
    public Var mean() {
        return Reductions.mean(this);
    }

    /** Arithmetic mean over axes. */
    public Var mean(int... axes) {
        return Reductions.mean(this, axes);
    }

    /** Greatest element over axes, or of all without axes. */
    public Var max(int... axes) {
        return Reductions.max(this, axes);
    }

    /** Least element over axes, or of all without axes. */
    public Var min(int... axes) {
        return Reductions.min(this, axes);
    }

    /** The same elements in row-major order under another shape; one length may be -1. */
    public Var reshape(int... sizes) {
        return Axes.reshape(this, sizes);
    }

    /** Repeats along new or stretched axes, as NumPy's {@code broadcast_to}. */
    public Var broadcastTo(Shape shape) {
        return Axes.broadcastTo(this, shape);
    }

    /** Axes in another order; without an order: reversed. */
    public Var transpose(int... order) {
        return Axes.transpose(this, order);
    }

    /** Matrix product; vectors are rows on the left and columns on the right. */
    public Var dot(Var other) {
        return LinearAlgebra.dot(this, other);
    }

    /** The element, or sub-array, at a position of the first axis; a negative one counts from the end. */
    public Var get(int i) {
        return get(Index.at(i));
    }

    /** The element, or sub-array, at positions of the first two axes. */
    public Var get(int i, int j) {
        return get(Index.at(i), Index.at(j));
    }

    /** The element, or sub-array, at positions of the first three axes. */
    public Var get(int i, int j, int k) {
        return get(Index.at(i), Index.at(j), Index.at(k));
    }

    /** The elements, or sub-arrays, at several positions of the first axis, in that order: {@code x[[3, 0, 3]]} of NumPy. */
    public Var get(int[] positions) {
        return get(Index.take(positions));
    }

    /** A position of the first axis, and what is wanted of the next ones: {@code x[0, 1:3]} of NumPy. */
    public Var get(int i, Index... rest) {
        return get(Stream.concat(Stream.of(Index.at(i)), Arrays.stream(rest)).toArray(Index[]::new));
    }

    /** What is wanted of the first axis, and a position of the second: {@code x[:, 0]} of NumPy. */
    public Var get(Index first, int j) {
        return get(first, Index.at(j));
    }

    /**
     * NumPy-style indexing by positions, ranges, new axes, an ellipsis and integer tensors, such as a categorical draw; a lone
     * tensor indexes the first axis: {@code result[i...] = this[indices[i...]]}. Truth values select one of two.
     * A single position among other parts is {@code at(0)}.
     *
     * @throws GraphException ({@link GraphCode#INDEX}) if there are more parts than axes, or a known position is outside
     */
    public Var get(Index... indices) {
        return Subscript.of(this, indices);
    }

    /** The element, or sub-array, at a position of the first axis, to be replaced. */
    public Elements at(int i) {
        return at(Index.at(i));
    }

    /** The element, or sub-array, at positions of the first two axes, to be replaced. */
    public Elements at(int i, int j) {
        return at(Index.at(i), Index.at(j));
    }

    /** The element, or sub-array, at positions of the first three axes, to be replaced. */
    public Elements at(int i, int j, int k) {
        return at(Index.at(i), Index.at(j), Index.at(k));
    }

    /** The elements, or sub-arrays, at several positions of the first axis, to be replaced. */
    public Elements at(int[] positions) {
        return at(Index.take(positions));
    }

    /** The elements that {@link #get(Index...)} takes at an index, to be replaced: {@code x.at(all(), at(0)).set(1)}. */
    public Elements at(Index... indices) {
        return new Elements(this, indices.clone());
    }

    /**
     * Elements of a node at an index, to be replaced. As nodes do not change, the result is another node: after
     * {@code y = x.at(2).set(v)}, {@code x} is what it was. The value stands last, behind the place, as in {@code x[2] = v}.
     *
     * <p><b>Shapes</b>: every index that {@link Var#get(Index...)} takes; the value broadcasts to the shape of what that gives.
     * <b>Types</b>: as {@code where} and {@code plus} choose them, so float64 values make a float64 result of integers; a plain
     * number takes the element type of the node.
     *
     * <p><b>Errors</b>: what {@code get} refuses, {@link GraphException} ({@link GraphCode#SHAPE}) for a value that does not
     * broadcast. A position that a run finds outside of its axis is left out, and the derivative by its value is NaN.
     */
    public static final class Elements {

        private final Var x;
        private final Index[] indices;

        private Elements(Var x, Index[] indices) {
            this.x = x;
            this.indices = indices;
        }

        /**
         * The node with values in their place: {@code x[index] = value} of NumPy. Elements that are not chosen, and those set by
         * positions that are numbers and ranges, keep every bit; a -0 set by an integer tensor becomes 0.
         *
         * <p>One number may be set at positions that repeat. Of several values for one element none is the right one: positions
         * known to repeat are refused, and where a run finds that they do the result is NaN, 0 or false. (NumPy keeps the last.)
         *
         * @throws GraphException ({@link GraphCode#INDEX}) if an element is known to be set twice
         */
        public Var set(Number value) {
            return Replacement.set(x, value, indices);
        }

        /**
         * The node with values added to them; what positions that repeat bring is all added, as {@code numpy.add.at} does. The
         * values of one element are first added to each other, in the canonical order.
         *
         * @throws GraphException ({@link GraphCode#TYPE}) for truth values
         */
        public Var increment(Number value) {
            return Replacement.increment(x, value, indices);
        }
    }

    /** The value, with random draws drawn from fresh randomness; inputs are an error. */
    public Tensor eval() {
        return Evaluation.of(this, List.of(), RandomKey.fresh());
    }

    /** The value, with random draws drawn from a key and inputs given. */
    public Tensor eval(RandomKey key, Given... givens) {
        return Evaluation.of(this, List.of(givens), key);
    }

    /** The value, with inputs (or any other nodes) given. */
    public Tensor eval(Given... givens) {
        return Evaluation.of(this, List.of(givens), RandomKey.fresh());
    }

    /**
     * The value of a scalar, as {@link #eval()} computes it: a node is a number wherever Java asks for one.
     *
     * @throws GraphException ({@link GraphCode#SHAPE}) if this is no scalar, and what {@link #eval()} throws
     */
    @Override
    public double doubleValue() {
        return eval().item();
    }

    /** The value of a scalar, exact for an integer node and cut towards 0 for others; see {@link #doubleValue()}. */
    @Override
    public long longValue() {
        Tensor value = eval();
        double number = value.item();
        return value.dtype().isFloat() ? (long) number : value.toLongs()[0];
    }

    /** {@link #doubleValue()}, as the nearest float32. */
    @Override
    public float floatValue() {
        return (float) doubleValue();
    }

    /** The value of a scalar as Java converts a long or a double to an int; see {@link #doubleValue()}. */
    @Override
    public int intValue() {
        Tensor value = eval();
        double number = value.item();
        return value.dtype().isFloat() ? (int) number : (int) value.toLongs()[0];
    }

    /** A node is no value to be written down: a {@link Number} may be serialised, and this one refuses in words. */
    private Object writeReplace() throws NotSerializableException {
        throw new NotSerializableException("the node " + describe()
                + " is not serialised; write its value, eval(), or build the model where it is needed");
    }

    /** A value for a node at evaluation. */
    public Given with(Tensor value) {
        return new Given(this, value);
    }

    /**
     * A value for a scalar node at evaluation; the nearest float32 for a node of that type.
     *
     * @throws GraphException if the node's type does not hold the value
     */
    public Given with(double value) {
        return Given.of(this, value);
    }

    /** The op applied to the labels of its operands, with its type, on one line. */
    @Override
    public String toString() {
        String operands = String.join(", ", inputs.stream().map(Var::label).toList());
        return (inputs.isEmpty() ? label() : op.name() + "(" + operands + ")") + " : " + type;
    }
}
