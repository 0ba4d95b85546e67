package ppl.api.inference;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import ppl.api.diagnostics.ChainStatistics;
import ppl.api.diagnostics.Draws;
import ppl.api.diagnostics.Hdi;
import ppl.api.diagnostics.ResultCode;
import ppl.api.diagnostics.ResultException;
import ppl.api.work.Deadline;

/**
 * A named, immutable tensor with named dims: the draws of a parameter, a sampler statistic, a data vector.
 *
 * <p>Selections are views: they share memory with the original.
 *
 * <p><b>Shapes.</b> Row-major. In sampled groups the dims are {@code chain, draw, …event dims}.
 *
 * <p><b>Errors.</b> A wrong size, an unknown dim and a position out of range are {@link ResultException}s that name
 * the variable.
 */
public final class Variable {
    private final View view;
    private final Layout layout;
    private final Block block;
    private final int size;
    private final Map<String, Object> attributes;
    private final AtomicReference<@Nullable KnownStatistics> known = new AtomicReference<>();

    private Variable(View view, Block block, Map<String, Object> attributes) {
        this.view = view;
        this.layout = view.layout();
        this.block = block;
        this.attributes = attributes;
        this.size = Shapes.size(view.variable(), layout.shape());
    }

    /**
     * A float64 variable over {@code values}, which now belongs to it.
     *
     * @throws ResultException with code NAME if the name is blank or a dim is named twice; with code SHAPE if the numbers of
     *     dims, extents and values do not fit, or an extent is negative
     */
    public static Variable of(String name, List<String> dims, int[] shape, double[] values) {
        return over(name, dims, shape, new Block.Doubles(values));
    }

    /**
     * An int64 variable over {@code values}, which now belongs to it.
     *
     * @throws ResultException with code NAME or SHAPE, as for float64
     */
    public static Variable of(String name, List<String> dims, int[] shape, long[] values) {
        return over(name, dims, shape, new Block.Longs(values));
    }

    /**
     * A bool variable over {@code values}, which now belongs to it.
     *
     * @throws ResultException with code NAME or SHAPE, as for float64
     */
    public static Variable of(String name, List<String> dims, int[] shape, boolean[] values) {
        return over(name, dims, shape, new Block.Booleans(values));
    }

    /**
     * A float64 scalar.
     *
     * @throws ResultException with code NAME if the name is blank
     */
    public static Variable of(String name, double value) {
        return of(name, List.of(), new int[0], new double[] {value});
    }

    /**
     * A variable with one value everywhere, which takes no memory: a template for a {@link ppl.api.store.DrawFile}.
     *
     * @throws ResultException with code NAME if the name is blank or a dim is named twice; with code SHAPE if the numbers of dims
     *     and extents do not fit, or an extent is negative
     */
    public static Variable filled(String name, List<String> dims, int[] shape, DataType dtype, double value) {
        Block block =
                switch (dtype) {
                    case FLOAT64 -> new Block.Doubles(new double[] {value});
                    case INT64 -> new Block.Longs(new long[] {(long) value});
                    case BOOL -> new Block.Booleans(new boolean[] {value != 0});
                };
        View.check(name, dims, shape);
        return new Variable(new View(name, dims, Layout.ofOne(shape)), block, Map.of());
    }

    /**
     * A variable whose numbers lie in a file and are read when they are asked for, so that it takes no memory.
     *
     * @param bytes row-major: 8 for each number, least significant first; 1 for each truth value. They must not change as long as the variable, or a view of it, is in use
     * @throws ResultException with code NAME if the name is blank or a dim is named twice; with code SHAPE if the numbers of
     *     dims, extents and bytes do not fit, or an extent is negative
     */
    public static Variable stored(String name, List<String> dims, int[] shape, DataType dtype, MemorySegment bytes) {
        return over(name, dims, shape, new StoredBlock(dtype, bytes.asReadOnly()));
    }

    private static Variable over(String name, List<String> dims, int[] shape, Block block) {
        View.check(name, dims, shape);
        int size = Shapes.size(name, shape);
        if (size != block.size()) {
            throw new ResultException(
                    ResultCode.SHAPE,
                    "variable '" + name + "' of shape " + Arrays.toString(shape) + " needs " + size + " values but got "
                            + block.size());
        }
        return new Variable(new View(name, dims, Layout.rowMajor(shape)), block, Map.of());
    }

    public String name() {
        return view.variable();
    }

    public List<String> dims() {
        return view.dims();
    }

    public int[] shape() {
        return layout.shape();
    }

    public int rank() {
        return layout.rank();
    }

    /** The number of elements. */
    public int size() {
        return size;
    }

    public DataType dtype() {
        return block.dtype();
    }

    /** Whether its numbers lie in a file, to be read when they are asked for. */
    public boolean isStored() {
        return block instanceof StoredBlock;
    }

    /** How many neighbouring elements of the event are best gathered in one pass. */
    int neighbours() {
        return block.neighbours();
    }

    /** Attributes of the variable, such as units: texts, integers, reals, or lists of one of these. */
    public Map<String, Object> attributes() {
        return attributes;
    }

    /** Whether {@code chain} and {@code draw} are the first two dims. */
    public boolean isSampled() {
        return view.isSampled();
    }

    /**
     * The extent of a dim.
     *
     * @throws ResultException with code ABSENT if there is no such dim
     */
    public int extent(String dim) {
        return view.extent(dim);
    }

    /**
     * The element at this index as a number; true is 1.
     *
     * @throws ResultException with code SHAPE if there is not one index per dim; with code ABSENT if an index is outside its dim
     */
    public double get(int... index) {
        return block.number(view.memory(index));
    }

    /**
     * The element at this index of an int64 variable, without going through a double.
     *
     * @throws ResultException with code SHAPE if there is not one index per dim; with code ABSENT if an index is outside its dim
     */
    public long getLong(int... index) {
        return block.whole(view.memory(index));
    }

    /** The element at this index of a bool variable; for a number, whether it is not zero. */
    public boolean getBoolean(int... index) {
        return get(index) != 0;
    }

    /**
     * A copy of all elements as numbers, row-major.
     *
     * @throws ResultException with code CONTENT if they lie in a file and are more than memory holds
     */
    public double[] toDoubles() {
        return WholeContent.doubles(this);
    }

    /** A copy of all elements as integers, row-major; numbers of another dtype are rounded towards zero. */
    public long[] toLongs() {
        return WholeContent.longs(this);
    }

    /** A copy of all elements as truth values, row-major; a number is true when it is not zero. */
    public boolean[] toBooleans() {
        return WholeContent.booleans(this);
    }

    /**
     * Copies {@code count} elements from the row-major position {@code from} on, so that big variables can be streamed.
     *
     * @throws ResultException with code SHAPE if the variable does not have these elements
     */
    public void copyDoubles(int from, double[] into, int at, int count) {
        checkRange(from, count);
        layout.copy(block, from, into, at, count);
    }

    /**
     * As {@link #copyDoubles}, for integers: exact for an int64 variable, rounded towards zero for another dtype.
     *
     * @throws ResultException with code SHAPE if the variable does not have these elements
     */
    public void copyLongs(int from, long[] into, int at, int count) {
        checkRange(from, count);
        layout.copy(block, from, into, at, count);
    }

    private void checkRange(int from, int count) {
        if (from < 0 || count < 0 || count > size - from) {
            throw new ResultException(
                    ResultCode.SHAPE,
                    "variable '" + name() + "' has " + size + " elements, not " + from + " to "
                            + ((long) from + count));
        }
    }

    /**
     * The draws of one element of a sampled variable, chain after chain.
     *
     * @param event the index in the event dims; nothing for a scalar parameter
     * @throws ResultException with code SHAPE if {@code chain} and {@code draw} are not the first dims, or there is not one index
     *     per event dim; with code ABSENT if an index is outside its dim
     */
    public Draws draws(int... event) {
        view.requireSampled();
        int[] index = new int[rank()];
        if (event.length != rank() - 2) {
            throw new ResultException(
                    ResultCode.SHAPE,
                    "variable '" + name() + "' has event dims " + dims().subList(2, rank()) + " but the index is "
                            + Arrays.toString(event));
        }
        System.arraycopy(event, 0, index, 2, event.length);
        double[] out = new double[layout.extent(0) * layout.extent(1)];
        if (out.length > 0) {
            int start = view.memory(index) - layout.offsets()[0].at(0) - layout.offsets()[1].at(0);
            layout.gather(block, new int[] {start}, new double[][] {out});
        }
        return Draws.of(out, layout.extent(0), layout.extent(1));
    }

    /**
     * The number of elements of the event: 1 for a scalar parameter.
     *
     * @throws ResultException with code SHAPE if {@code chain} and {@code draw} are not the first dims
     */
    public int eventSize() {
        view.requireSampled();
        int events = 1;
        for (int d = 2; d < rank(); d++) {
            events *= layout.extent(d);
        }
        return events;
    }

    /**
     * The draws of {@code count} consecutive elements of the event in one pass over memory, which is much faster than one by one.
     *
     * @param first the row-major position of the first element within the event
     * @throws ResultException with code SHAPE if {@code chain} and {@code draw} are not the first dims, or the event does not
     *     have these elements
     */
    public List<Draws> eventDraws(int first, int count) {
        int events = eventSize();
        if (first < 0 || count < 0 || count > events - first) {
            throw new ResultException(
                    ResultCode.SHAPE,
                    "variable '" + name() + "' has " + events + " elements per draw, not " + first + " to "
                            + (first + count));
        }
        int chains = layout.extent(0);
        int draws = layout.extent(1);
        double[][] out = new double[count][chains * draws];
        layout.gather(block, layout.starts(2, first, count), out);
        List<Draws> all = new ArrayList<>(count);
        for (double[] values : out) {
            all.add(Draws.of(values, chains, draws));
        }
        return all;
    }

    /**
     * The statistics of each element of a sampled variable, row-major, with intervals of {@link Hdi#DEFAULT_PROBABILITY}. Several
     * threads compute them on first use, and they are kept.
     */
    public List<ChainStatistics> statistics() {
        KnownStatistics.complete(List.of(this), Deadline.none());
        return IntStream.range(0, eventSize()).mapToObj(known()::at).toList();
    }

    /** The statistics of the elements of a sampled variable, as far as they are known. */
    KnownStatistics known() {
        return Objects.requireNonNull(known.updateAndGet(k -> k == null ? new KnownStatistics(this) : k));
    }

    /**
     * The same data under another name.
     *
     * @throws ResultException with code NAME if the name is blank
     */
    public Variable named(String newName) {
        return new Variable(view.named(newName), block, attributes);
    }

    /** The same data with these attributes in place of its own. */
    public Variable withAttributes(Map<String, ?> newAttributes) {
        return new Variable(view, block, Attributes.copyOf(newAttributes));
    }

    /**
     * The view at one position of a dim; the dim is gone.
     *
     * @throws ResultException with code ABSENT if the dim is unknown or the position is outside it
     */
    public Variable at(String dim, int position) {
        return new Variable(view.at(dim, position), block, attributes);
    }

    /**
     * The view of these positions of a dim, in this order.
     *
     * @throws ResultException with code ABSENT if the dim is unknown or a position is outside it
     */
    public Variable select(String dim, int... positions) {
        return new Variable(view.select(dim, positions), block, attributes);
    }

    /**
     * The view with the dims in this order.
     *
     * @throws ResultException with code SHAPE if these are not the dims of the variable; with code ABSENT if one is unknown
     */
    public Variable transpose(List<String> order) {
        return new Variable(view.transpose(order), block, attributes);
    }

    /**
     * The view with these dims laid out one after another as one new first dim; the last of them varies fastest.
     *
     * @throws ResultException with code ABSENT if a dim is unknown; with code NAME if another dim has the new name
     */
    public Variable stack(String newDim, String... stacked) {
        return new Variable(view.stack(newDim, stacked), block, attributes);
    }

    /** Same name, dims, shape, dtype, attributes and elements; NaN equals NaN. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Variable that
                && name().equals(that.name())
                && dims().equals(that.dims())
                && Arrays.equals(shape(), that.shape())
                && dtype() == that.dtype()
                && attributes.equals(that.attributes)
                && WholeContent.isSame(this, that);
    }

    @Override
    public int hashCode() {
        return 31 * name().hashCode() + WholeContent.hash(this);
    }

    @Override
    public String toString() {
        StringBuilder out = new StringBuilder(name()).append(" (");
        for (int d = 0; d < rank(); d++) {
            out.append(d == 0 ? "" : ", ").append(dims().get(d)).append(": ").append(layout.extent(d));
        }
        return out.append(") ").append(dtype().label()).toString();
    }
}
