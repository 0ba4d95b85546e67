package ppl.backend.spi.fuse;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import ppl.backend.spi.fuse.Item.Operand;
import ppl.backend.spi.plan.Access;
import ppl.backend.spi.plan.Kernel.LoopNest;
import ppl.backend.spi.plan.Sink;
import ppl.backend.spi.plan.Step;
import ppl.graph.DType;
import ppl.graph.Tensor;
import ppl.graph.Var;
import ppl.graph.op.Gather;
import ppl.graph.op.Iota;
import ppl.graph.op.Pointwise;
import ppl.graph.op.Reduce;
import ppl.graph.op.ScatterAdd;

/** Writes one draft down as a loop nest: kept axes outside, reduced axes inside, each in their order. */
final class Nests {

    private final Draft draft;
    private final Buffers buffers;
    private final GroupSums sums;
    private final Items items;
    /** Place of each compressed axis in the nest. */
    private final int[] place;

    private final List<Step> steps = new ArrayList<>();
    private final Map<Step, Integer> numbers = new HashMap<>();
    private final Map<Item, Integer> values = new IdentityHashMap<>();
    private final List<Sink> sinks = new ArrayList<>();

    private Nests(Draft draft, Buffers buffers, GroupSums sums, Items items) {
        this.draft = draft;
        this.buffers = buffers;
        this.sums = sums;
        this.items = items;
        int rank = draft.space().sizes().size();
        this.place = new int[rank];
        int kept = 0;
        int inner = rank - draft.reduced().size();
        for (int a = 0; a < rank; a++) {
            place[a] = draft.reduced().contains(a) ? inner++ : kept++;
        }
    }

    static LoopNest of(Draft draft, Buffers buffers, GroupSums sums, Items items) {
        Nests nest = new Nests(draft, buffers, sums, items);
        draft.items().forEach(nest::add);
        return nest.finish();
    }

    private LoopNest finish() {
        Integer[] sizes = new Integer[place.length];
        for (int a = 0; a < place.length; a++) {
            sizes[place[a]] = draft.space().sizes().get(a);
        }
        int kept = place.length - draft.reduced().size();
        return Collapse.apply(new LoopNest(Arrays.asList(sizes), kept, steps, sinks));
    }

    private void add(Item item) {
        switch (item.kind) {
            case VALUE -> {
                int value = value(item);
                values.put(item, value);
                if (isStored(item)) {
                    sinks.add(new Sink.Store(value, whole(item, buffers.of(item.node))));
                }
            }
            case STORE -> {
                Item.Target target = target(item);
                int buffer = item.output >= 0 ? buffers.ofOutput(item.output) : buffers.of(item.node);
                Access to = new Access(buffer, target.offset(), strides(item, target.strides()));
                sinks.add(new Sink.Store(operand(item, 0), to));
            }
            case FOLD -> fold(item);
            case SCATTER -> scatter(item);
            case CALL, BRANCH -> throw new AssertionError("not a loop: " + item.node);
        }
    }

    private static Item.Target target(Item item) {
        if (item.target == null) {
            throw new AssertionError("a store without a target: " + item.node);
        }
        return item.target;
    }

    private boolean isStored(Item item) {
        return items.outputOf(item.node) != null || isReadElsewhere(item);
    }

    private boolean isReadElsewhere(Item item) {
        for (Item user : item.users) {
            if (user.draft != draft.number() || !user.fusesWith(item)) {
                return true;
            }
        }
        return false;
    }

    private int value(Item item) {
        if (Views.isMovement(item.node)) {
            return operand(item, 0);
        }
        if (item.node.op() instanceof Gather gather) {
            return gather(item, gather);
        }
        List<Integer> operands = new ArrayList<>();
        for (int i = 0; i < item.operands.size(); i++) {
            operands.add(operand(item, i));
        }
        return number(new Step.Apply(item.node.dtype(), (Pointwise) item.node.op(), operands));
    }

    private int gather(Item item, Gather gather) {
        Operand x = item.operands.get(0);
        int stride = x.view().strides()[gather.axis()];
        int extent = x.view().sizes()[gather.axis()];
        Access from = new Access(buffers.of(x.view().base()), x.view().offset(), strides(item, x));
        int index = index(item, 1);
        boolean certain = isCertain(item.operands.get(1), extent);
        return number(new Step.Pick(item.node.dtype(), from, index, stride, extent, certain));
    }

    private void fold(Item item) {
        int step = operand(item, 0);
        int[] full = new int[item.domain.length];
        int[] result = StridedView.rowMajor(item.node.shape().sizes());
        Reduce reduce = (Reduce) item.node.op();
        for (int a = 0, k = 0; a < full.length; a++) {
            full[a] = reduce.axes().contains(a) ? 0 : result[k++];
        }
        Access to = new Access(buffers.of(item.node), 0, strides(item, full));
        boolean single = Drafts.pattern(item).isEmpty();
        sinks.add(single ? new Sink.Store(step, to) : new Sink.Fold(step, reduce.fn(), to));
    }

    private void scatter(Item item) {
        ScatterAdd scatter = (ScatterAdd) item.node.op();
        int first = scatter.axis();
        int covered = item.node.inputs().get(1).rank();
        int[] sizes = item.node.shape().sizes();
        sizes[first] = sums.count(item);
        int[] result = StridedView.rowMajor(sizes);
        int[] rows = StridedView.rowMajor(Arrays.copyOfRange(item.domain, first, first + covered));
        int[] along = new int[item.domain.length];
        int[] full = new int[item.domain.length];
        for (int a = 0; a < full.length; a++) {
            boolean isRow = first <= a && a < first + covered;
            along[a] = isRow ? rows[a - first] : 0;
            full[a] = isRow ? 0 : result[a < first ? a : a - covered + 1];
        }
        int step = operand(item, 0);
        int place = number(new Step.Load(DType.I32, new Access(sums.places(item), 0, strides(item, along))));
        Access to = new Access(sums.accumulators(item), 0, strides(item, full));
        sinks.add(new Sink.Scatter(step, to, place, result[first]));
    }

    /** The step of an operand: a value of this loop, a number, or an element of a buffer. */
    private int operand(Item item, int k) {
        Operand o = item.operands.get(k);
        Item fused = o.fused();
        if (fused != null && fused.draft == draft.number()) {
            Integer value = values.get(fused);
            if (value == null) {
                throw new AssertionError("used before it is computed: " + fused.node);
            }
            return value;
        }
        Var base = o.view().base();
        List<Integer> strides = strides(item, o);
        if (base.op() instanceof Iota) {
            return number(new Step.Position(o.view().offset(), strides));
        }
        Tensor literal = Views.literal(base);
        if (literal != null && new Access(0, 0, strides).depth() == 0) {
            return number(new Step.Immediate(element(literal, o.view().offset())));
        }
        return number(new Step.Load(
                base.dtype(), new Access(buffers.of(base), o.view().offset(), strides)));
    }

    /** Like an operand, but what is known now is kept as 32-bit numbers. */
    private int index(Item item, int k) {
        Operand o = item.operands.get(k);
        Tensor literal = Views.literal(o.view().base());
        List<Integer> strides = strides(item, o);
        if (literal == null || new Access(0, 0, strides).depth() == 0) {
            return operand(item, k);
        }
        int buffer = buffers.ofIndices(o.view().base(), literal);
        return number(new Step.Load(DType.I32, new Access(buffer, o.view().offset(), strides)));
    }

    private static boolean isCertain(Operand index, int extent) {
        Tensor literal = Views.literal(index.view().base());
        if (literal == null) {
            return false;
        }
        for (int i = 0; i < literal.length(); i++) {
            if (literal.longAt(i) < 0 || literal.longAt(i) >= extent) {
                return false;
            }
        }
        return true;
    }

    private static Tensor element(Tensor literal, int at) {
        Object one = Tensor.allocate(literal.dtype(), 1);
        System.arraycopy(literal.array(), at, one, 0, 1);
        return Tensor.wrap(one);
    }

    private Access whole(Item item, int buffer) {
        return new Access(buffer, 0, strides(item, StridedView.rowMajor(item.domain)));
    }

    private List<Integer> strides(Item item, Operand o) {
        int[] full = new int[item.domain.length];
        for (int a = 0; a < o.axes().length; a++) {
            if (o.axes()[a] >= 0) {
                full[o.axes()[a]] += o.view().strides()[a];
            }
        }
        return strides(item, full);
    }

    /** Strides over the domain of an item as strides over the axes of the nest. */
    private List<Integer> strides(Item item, int[] full) {
        Integer[] strides = new Integer[place.length];
        int axis = 0;
        for (int a = 0; a < full.length; a++) {
            if (item.domain[a] != 1) {
                strides[place[axis++]] = full[a];
            }
        }
        return Arrays.asList(strides);
    }

    private int number(Step step) {
        Integer known = numbers.putIfAbsent(step, steps.size());
        if (known == null) {
            steps.add(step);
        }
        return known == null ? steps.size() - 1 : known;
    }
}
