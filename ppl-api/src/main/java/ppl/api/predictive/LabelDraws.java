package ppl.api.predictive;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import ppl.aeppl.family.Family;
import ppl.aeppl.law.Capability;
import ppl.aeppl.law.Dependence;
import ppl.aeppl.law.Law;
import ppl.aeppl.law.Rearrangement;
import ppl.aeppl.law.Sources;
import ppl.graph.DType;
import ppl.graph.Functions;
import ppl.graph.Tensor;
import ppl.graph.TensorType;
import ppl.graph.Var;
import ppl.graph.batch.BatchAxis;
import ppl.graph.batch.Batched;
import ppl.graph.batch.Vectorized;
import ppl.graph.op.RandomOp;
import ppl.graph.random.KeyVar;
import ppl.graph.random.RandomKey;

/**
 * Draws of a variable of which each label along some axes has its own random numbers, by its name: what a label gets depends on no other
 * label, and not on where it stands.
 *
 * @param law of the variable given others, without randomness
 * @param axes those that have labels, ascending
 * @param labels of each of these
 */
record LabelDraws(Law law, List<Integer> axes, List<List<String>> labels) {

    /** Of a draw with parameters that are functions of inputs. */
    static LabelDraws of(RandomOp draw, List<Var> parameters, List<Integer> axes, List<List<String>> labels) {
        Law law = ((Family) draw.family()).law(parameters, draw.batch(), Sources.none());
        return new LabelDraws(law, axes, labels);
    }

    /** Why the elements along an axis cannot be drawn one by one; null if they can. */
    @Nullable
    String whyNot(int axis) {
        Dependence along = law.type().along(axis);
        if (along != Dependence.INDEPENDENT && along != Dependence.IID) {
            return law.describe() + " makes its elements along this dim depend on each other";
        }
        return switch (element(axes, axes.stream().map(_ -> Var.constant(0L)).toList())) {
            case Capability.Present<Law> _ -> null;
            case Capability.Absent<Law>(String reason) -> reason;
        };
    }

    /**
     * The draws, of the shape of the law.
     *
     * @param key one key
     */
    Var draw(KeyVar key) {
        List<BatchAxis> all = IntStream.range(0, axes.size())
                .mapToObj(i -> new BatchAxis(i, labels.get(i).size()))
                .toList();
        Var one = Var.input("key", TensorType.scalar(DType.I64));
        Map<Var, Batched> each = new IdentityHashMap<>();
        each.put(one, new Batched(keys(key).key(), all));
        List<Var> positions = new ArrayList<>();
        for (BatchAxis axis : all) {
            Var position = Var.input("position", TensorType.scalar(DType.I64));
            positions.add(position);
            each.put(position, new Batched(Functions.arange(axis.size()), List.of(axis)));
        }
        Law element =
                switch (element(axes, positions)) {
                    case Capability.Present<Law>(Law law) -> law;
                    case Capability.Absent<Law>(String reason) -> throw new AssertionError(reason);
                };
        Var drawn = Vectorized.of(List.of(element.draw(new KeyVar(one))), each)
                .getFirst()
                .over(all);
        return Functions.transpose(drawn, order(drawn.rank()));
    }

    /** A key for each label, or for each combination of them. */
    private KeyVar keys(KeyVar key) {
        KeyVar keys = key;
        for (int i = 0; i < axes.size(); i++) {
            int[] shape = new int[axes.size()];
            Arrays.fill(shape, 1);
            shape[i] = labels.get(i).size();
            long[] numbers = labels.get(i).stream()
                    .mapToLong(label -> RandomKey.of(0).fold(label).bits())
                    .toArray();
            keys = keys.fold(Var.constant(Tensor.of(numbers).reshape(shape)));
        }
        return keys;
    }

    /** From the labelled axes first, back to where they are. */
    private int[] order(int rank) {
        int[] order = new int[rank];
        int next = axes.size();
        for (int a = 0; a < rank; a++) {
            order[a] = axes.contains(a) ? axes.indexOf(a) : next++;
        }
        return order;
    }

    /** The law at one position of each labelled axis. */
    private Capability<Law> element(List<Integer> axes, List<Var> positions) {
        List<Integer> rest = IntStream.range(0, law.type().draw().shape().rank())
                .filter(a -> !axes.contains(a))
                .boxed()
                .toList();
        int[] taken = axes.stream().mapToInt(a -> a).toArray();
        return law.elements(new Rearrangement(
                law.type().draw().shape(),
                law.type().draw().shape().without(taken),
                rest,
                x -> {
                    Var picked = x;
                    for (int i = axes.size() - 1; i >= 0; i--) {
                        picked = Functions.take(picked, positions.get(i), axes.get(i));
                    }
                    return picked;
                },
                null,
                null));
    }
}
