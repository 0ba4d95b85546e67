package ppl.backend.cuda.nest;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import ppl.backend.cuda.code.Arithmetic;
import ppl.backend.cuda.code.Frame;
import ppl.backend.cuda.code.GroupTable;
import ppl.backend.cuda.code.Positions;
import ppl.backend.cuda.code.Target;
import ppl.backend.cuda.code.Types;
import ppl.backend.cuda.code.Written;
import ppl.backend.cuda.ptx.Kind;
import ppl.backend.cuda.ptx.Operand.Address;
import ppl.backend.cuda.ptx.Operand.Number;
import ppl.backend.cuda.ptx.Register;
import ppl.backend.spi.plan.Access;
import ppl.backend.spi.plan.Buffer.Place;
import ppl.backend.spi.plan.Kernel.LoopNest;
import ppl.backend.spi.plan.Sink;
import ppl.backend.spi.plan.Step;
import ppl.graph.DType;
import ppl.graph.op.Binary;
import ppl.graph.op.CanonicalOrder;

/**
 * Sums by group without atomics: each accumulator belongs to one thread, which adds its rows in their order. Where the places of rows are
 * known, they are sorted when the kernel is written, and there is a thread for each accumulator; so there is where a layout of the call has
 * listed them. Otherwise a thread takes all rows at a position on the other axes.
 */
final class ScatterKernel {

    private final Target target;
    private final LoopNest nest;
    private final List<Sink.Scatter> sinks;
    private final Frame frame;
    private final List<Integer> rowAxes;
    private final List<Integer> otherAxes;
    private final int rows;
    private final int others;

    private ScatterKernel(String name, Target target, LoopNest nest, List<Sink.Scatter> sinks) {
        this.target = target;
        this.nest = nest;
        this.sinks = sinks;
        this.frame = new Frame(name, target);
        List<Integer> axes = IntStream.range(0, nest.sizes().size()).boxed().toList();
        this.rowAxes = axes.stream().filter(a -> isRow(nest, sinks, a)).toList();
        this.otherAxes = axes.stream().filter(a -> !isRow(nest, sinks, a)).toList();
        this.rows = count(rowAxes);
        this.others = count(otherAxes);
    }

    /** True of an axis along which different rows may meet in one accumulator. */
    private static boolean isRow(LoopNest nest, List<Sink.Scatter> sinks, int axis) {
        boolean moves = !(nest.steps().get(sinks.getFirst().place()) instanceof Step.Load(DType _, Access from))
                || from.strides().get(axis) != 0;
        return moves || sinks.stream().anyMatch(s -> s.to().strides().get(axis) == 0);
    }

    private int count(List<Integer> axes) {
        return axes.stream().mapToInt(nest.sizes()::get).reduce(1, Math::multiplyExact);
    }

    /**
     * A kernel for sums with one index.
     *
     * @param sinks with the same place
     */
    static Written write(String name, Target target, LoopNest nest, List<Sink.Scatter> sinks) {
        ScatterKernel kernel = new ScatterKernel(name, target, nest, sinks);
        int[] places = kernel.knownPlaces();
        if (places != null) {
            return kernel.sorted(places);
        }
        GroupTable table = kernel.table();
        return table == null ? kernel.inOrder() : kernel.listed(table);
    }

    /** True if rows differ in nothing but their accumulator. */
    private boolean differInPlace() {
        return sinks.stream()
                .allMatch(s -> rowAxes.stream().allMatch(a -> s.to().strides().get(a) == 0));
    }

    /** The rows of each accumulator, if a layout has listed them: in the order of the places that are read. */
    private @Nullable GroupTable table() {
        if (!differInPlace()
                || !(nest.steps().get(sinks.getFirst().place()) instanceof Step.Load(DType _, Access from))
                || from.offset() != 0) {
            return null;
        }
        int stride = 1;
        for (int a : rowAxes.reversed()) {
            if (from.strides().get(a) != stride) {
                return null;
            }
            stride *= nest.sizes().get(a);
        }
        return target.layout().tables().get(from.buffer());
    }

    /** The accumulator of each row, if it is known; null if not, or if rows differ in more than their accumulator. */
    private int @Nullable [] knownPlaces() {
        if (!differInPlace()
                || !(nest.steps().get(sinks.getFirst().place()) instanceof Step.Load(DType dtype, Access from))
                || dtype != DType.I32
                || !(target.plan().buffer(from.buffer()).place() instanceof Place.Literal(var value))) {
            return null;
        }
        int[] all = (int[]) value.array();
        int[] places = new int[rows];
        for (int row = 0; row < rows; row++) {
            int at = from.offset();
            int rest = row;
            for (int k = rowAxes.size() - 1; k >= 0; k--) {
                int size = nest.sizes().get(rowAxes.get(k));
                at += rest % size * from.strides().get(rowAxes.get(k));
                rest /= size;
            }
            places[row] = all[at];
        }
        return places;
    }

    private Values values(boolean withPlace) {
        int[] levels = new int[nest.sizes().size()];
        Arrays.setAll(levels, a -> rowAxes.contains(a) ? 2 : 1);
        Stream<Integer> places = withPlace ? Stream.of(sinks.getFirst().place()) : Stream.of();
        List<Integer> wanted =
                Stream.concat(sinks.stream().map(Sink::step), places).toList();
        Values values = new Values(frame, nest, levels, wanted);
        values.locate(sinks.stream().map(Sink::to).toList());
        return values;
    }

    private DType dtype(Sink.Scatter sink) {
        return target.plan().buffer(sink.to().buffer()).dtype();
    }

    /** A thread for each accumulator and position on the other axes. */
    private Written sorted(int[] places) {
        int accumulators = Arrays.stream(places).max().orElse(-1) + 1;
        int[] starts = new int[accumulators + 1];
        for (int place : places) {
            starts[place + 1]++;
        }
        for (int a = 0; a < accumulators; a++) {
            starts[a + 1] += starts[a];
        }
        int[] next = starts.clone();
        int[] order = new int[rows];
        for (int row = 0; row < rows; row++) {
            order[next[places[row]]++] = row;
        }
        Register startsAt = frame.literal(target.literals().place(starts));
        Register orderAt = frame.literal(target.literals().place(order));
        return eachAccumulator(accumulators, orderAt, accumulator -> {
            Register k = frame.load(DType.I32, frame.element(startsAt, accumulator, 0, DType.I32));
            Register end = frame.load(DType.I32, frame.element(startsAt, accumulator, 1, DType.I32));
            return new Stretch(k, end);
        });
    }

    /** The same with the rows that a layout has listed in this call. */
    private Written listed(GroupTable table) {
        Register lists = frame.table(table.at());
        Register lengths = frame.table(table.lengths());
        return eachAccumulator(table.accumulators(), lists, accumulator -> {
            Register k = frame.int32("mul.lo.s32", accumulator, CanonicalOrder.GROUP_BLOCK);
            Register length = frame.load(DType.I32, frame.element(lengths, accumulator, 0, DType.I32));
            return new Stretch(k, frame.int32("add.s32", k, length));
        });
    }

    /** Part of a list: from the first, which moves, to the end. */
    private record Stretch(Register k, Register end) {}

    private Written eachAccumulator(int accumulators, Register list, Function<Register, Stretch> stretchOf) {
        Values values = values(false);
        values.compute(0);
        int total = Math.multiplyExact(accumulators, others);
        frame.eachOf(
                total,
                i -> values.inside(() -> {
                    Register accumulator = others == 1 ? i : frame.int32("div.u32", i, others);
                    Register other = others == 1 ? frame.number(0) : frame.int32("rem.u32", i, others);
                    Positions.split(frame, other, otherAxes, nest.sizes(), values.positions);
                    values.compute(1);
                    List<Address> to = sinks.stream()
                            .map(s -> values.moved(s.to(), accumulator, s.stride()))
                            .toList();
                    List<Register> sums = IntStream.range(0, sinks.size())
                            .mapToObj(k -> frame.load(dtype(sinks.get(k)), to.get(k)))
                            .toList();
                    Stretch stretch = stretchOf.apply(accumulator);
                    frame.upTo(
                            stretch.k,
                            stretch.end,
                            1,
                            () -> values.inside(() -> {
                                Register row = frame.load(DType.I32, frame.element(list, stretch.k, 0, DType.I32));
                                Positions.split(frame, row, rowAxes, nest.sizes(), values.positions);
                                values.compute(2);
                                for (int s = 0; s < sinks.size(); s++) {
                                    add(
                                            dtype(sinks.get(s)),
                                            sums.get(s),
                                            values.value(sinks.get(s).step()));
                                }
                            }));
                    for (int s = 0; s < sinks.size(); s++) {
                        frame.store(dtype(sinks.get(s)), to.get(s), sums.get(s));
                    }
                }));
        return Written.over(frame, total);
    }

    private void add(DType dtype, Register sum, Register value) {
        Register more = new Arithmetic(frame.code()).binary(Binary.Fn.ADD, dtype, sum, value);
        frame.code().into(sum, Types.move(dtype), more);
    }

    /** A thread for each position on the other axes, which takes the rows one after the other. */
    private Written inOrder() {
        Values values = values(true);
        values.compute(0);
        frame.eachOf(
                others,
                i -> values.inside(() -> {
                    Positions.split(frame, i, otherAxes, nest.sizes(), values.positions);
                    values.compute(1);
                    Register row = frame.number(0);
                    frame.upTo(
                            row,
                            Number.of((long) rows),
                            1,
                            () -> values.inside(() -> {
                                Positions.split(frame, row, rowAxes, nest.sizes(), values.positions);
                                values.compute(2);
                                sinks.forEach(s -> addInMemory(values, s));
                            }));
                }));
        return Written.over(frame, others);
    }

    private void addInMemory(Values values, Sink.Scatter sink) {
        Register place = values.value(sink.place());
        boolean wide = nest.steps().get(sink.place()).dtype() == DType.I64;
        Register narrow = wide ? frame.code().op(Kind.B32, "cvt.u32.u64", place) : place;
        Address to = values.moved(sink.to(), narrow, sink.stride());
        Register sum = frame.load(dtype(sink), to);
        add(dtype(sink), sum, values.value(sink.step()));
        frame.store(dtype(sink), to, sum);
    }
}
