package ppl.backend.spi.fuse;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import ppl.backend.spi.fuse.Statement.Effect;
import ppl.backend.spi.fuse.Statement.Operand;
import ppl.backend.spi.plan.Access;
import ppl.backend.spi.plan.Kernel.LoopNest;
import ppl.backend.spi.plan.Sink;
import ppl.backend.spi.plan.Step;
import ppl.graph.DType;
import ppl.graph.Tensor;
import ppl.graph.Var;
import ppl.graph.op.Gather;
import ppl.graph.op.Iota;
import ppl.graph.op.Prim.Pointwise;
import ppl.graph.op.Reduce;
import ppl.graph.op.ScatterAdd;

/** Writes one cluster down as a loop nest: kept axes outside, reduced axes inside, each in their order. */
final class Nests {

    private final Cluster cluster;
    private final Clusters clusters;
    private final Buffers buffers;
    private final GroupSums sums;
    private final Statements statements;
    /** Place of each compressed axis in the nest. */
    private final int[] place;

    private final List<Step> steps = new ArrayList<>();
    private final Map<Step, Integer> numbers = new HashMap<>();
    private final Map<Statement, Integer> values = new IdentityHashMap<>();
    private final List<Sink> sinks = new ArrayList<>();

    private Nests(Cluster cluster, Clusters clusters, Buffers buffers, GroupSums sums, Statements statements) {
        this.cluster = cluster;
        this.clusters = clusters;
        this.buffers = buffers;
        this.sums = sums;
        this.statements = statements;
        int rank = cluster.space().sizes().size();
        this.place = new int[rank];
        int kept = 0;
        int inner = rank - cluster.reduced().size();
        for (int a = 0; a < rank; a++) {
            place[a] = cluster.reduced().contains(a) ? inner++ : kept++;
        }
    }

    static LoopNest of(Cluster cluster, Clusters clusters, Buffers buffers, GroupSums sums, Statements statements) {
        Nests nest = new Nests(cluster, clusters, buffers, sums, statements);
        cluster.statements().forEach(nest::add);
        return nest.finish();
    }

    private LoopNest finish() {
        Integer[] sizes = new Integer[place.length];
        for (int a = 0; a < place.length; a++) {
            sizes[place[a]] = cluster.space().sizes().get(a);
        }
        int kept = place.length - cluster.reduced().size();
        return Collapse.apply(new LoopNest(Arrays.asList(sizes), kept, steps, sinks));
    }

    private void add(Statement s) {
        switch (s.effect()) {
            case Effect.Value _ -> {
                int value = value(s);
                values.put(s, value);
                if (isStored(s)) {
                    int[] own = StridedView.rowMajor(s.domain());
                    sinks.add(new Sink.Store(value, new Access(buffers.of(s.node()), 0, strides(s, own))));
                }
            }
            case Effect.InsertSlice(int offset, int[] strides) -> store(s, buffers.of(s.node()), offset, strides);
            case Effect.Copy(int output) -> store(s, buffers.ofOutput(output), 0, StridedView.rowMajor(s.domain()));
            case Effect.Fold _ -> fold(s);
            case Effect.GroupSum _ -> groupSum(s);
            case Effect.Call _, Effect.Bodied _ -> throw new AssertionError("not a loop: " + s.node());
        }
    }

    private void store(Statement s, int buffer, int offset, int[] full) {
        Access to = new Access(buffer, offset, strides(s, full));
        sinks.add(new Sink.Store(operand(s, 0), to));
    }

    private boolean isStored(Statement s) {
        return statements.outputOf(s.node()) != null
                || statements.users(s).stream().anyMatch(user -> !clusters.together(user, s) || !user.fusesWith(s));
    }

    private int value(Statement s) {
        if (Views.isMovement(s.node())) {
            return operand(s, 0);
        }
        if (s.node().op() instanceof Gather gather) {
            return gather(s, gather);
        }
        List<Integer> operands = new ArrayList<>();
        for (int i = 0; i < s.operands().size(); i++) {
            operands.add(operand(s, i));
        }
        return number(new Step.Apply(s.node().dtype(), (Pointwise) s.node().op(), operands));
    }

    private int gather(Statement s, Gather gather) {
        Operand x = s.operands().get(0);
        int stride = x.view().strides()[gather.axis()];
        int extent = x.view().sizes()[gather.axis()];
        Access from = new Access(buffers.of(x.view().base()), x.view().offset(), strides(s, x));
        int index = index(s, 1);
        boolean certain = isCertain(s.operands().get(1), extent);
        return number(new Step.Gather(s.node().dtype(), from, index, stride, extent, certain));
    }

    private void fold(Statement s) {
        int step = operand(s, 0);
        int[] full = new int[s.domain().length];
        int[] result = StridedView.rowMajor(s.node().shape().sizes());
        Reduce reduce = (Reduce) s.node().op();
        for (int a = 0, k = 0; a < full.length; a++) {
            full[a] = reduce.axes().contains(a) ? 0 : result[k++];
        }
        Access to = new Access(buffers.of(s.node()), 0, strides(s, full));
        boolean single = LoopDistribution.pattern(s).isEmpty();
        sinks.add(single ? new Sink.Store(step, to) : new Sink.Fold(step, reduce.fn(), to));
    }

    private void groupSum(Statement s) {
        ScatterAdd scatter = (ScatterAdd) s.node().op();
        int first = scatter.axis();
        int covered = s.node().inputs().get(1).rank();
        int[] sizes = s.node().shape().sizes();
        sizes[first] = sums.count(s);
        int[] result = StridedView.rowMajor(sizes);
        int[] rows = StridedView.rowMajor(Arrays.copyOfRange(s.domain(), first, first + covered));
        int[] along = new int[s.domain().length];
        int[] full = new int[s.domain().length];
        for (int a = 0; a < full.length; a++) {
            boolean isRow = first <= a && a < first + covered;
            along[a] = isRow ? rows[a - first] : 0;
            full[a] = isRow ? 0 : result[a < first ? a : a - covered + 1];
        }
        int step = operand(s, 0);
        int place = number(new Step.Load(DType.I32, new Access(sums.places(s), 0, strides(s, along))));
        Access to = new Access(sums.accumulators(s), 0, strides(s, full));
        sinks.add(new Sink.Scatter(step, to, place, result[first]));
    }

    /** The step of an operand: a value of this loop, a number, or an element of a buffer. */
    private int operand(Statement s, int k) {
        Operand o = s.operands().get(k);
        Statement fused = o.fused();
        if (fused != null && clusters.together(fused, s)) {
            Integer value = values.get(fused);
            if (value == null) {
                throw new AssertionError("used before it is computed: " + fused.node());
            }
            return value;
        }
        Var base = o.view().base();
        List<Integer> strides = strides(s, o);
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
    private int index(Statement s, int k) {
        Operand o = s.operands().get(k);
        Tensor literal = Views.literal(o.view().base());
        List<Integer> strides = strides(s, o);
        if (literal == null || new Access(0, 0, strides).depth() == 0) {
            return operand(s, k);
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

    private List<Integer> strides(Statement s, Operand o) {
        int[] full = new int[s.domain().length];
        for (int a = 0; a < o.axes().length; a++) {
            if (o.axes()[a] >= 0) {
                full[o.axes()[a]] += o.view().strides()[a];
            }
        }
        return strides(s, full);
    }

    /** Strides over the domain of an s as strides over the axes of the nest. */
    private List<Integer> strides(Statement s, int[] full) {
        Integer[] strides = new Integer[place.length];
        int axis = 0;
        for (int a = 0; a < full.length; a++) {
            if (s.domain()[a] != 1) {
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
