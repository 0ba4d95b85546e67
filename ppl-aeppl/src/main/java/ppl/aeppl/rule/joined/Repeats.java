package ppl.aeppl.rule.joined;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import ppl.aeppl.law.Capability;
import ppl.aeppl.law.Law;
import ppl.aeppl.law.Rearrangement;
import ppl.aeppl.rule.Application;
import ppl.aeppl.rule.Outcome;
import ppl.aeppl.rule.WithoutDensity;
import ppl.aeppl.rule.copies.Duplicates;
import ppl.graph.Shape;
import ppl.graph.Var;
import ppl.graph.op.Concat;
import ppl.graph.op.Reshape;
import ppl.graph.op.Slice;

/** Random parts that are joined with themselves, as in {@code stack(x, x)}: copies. */
final class Repeats {

    private Repeats() {}

    /** The law of the joined parts as copies of each that is there more than once; null if none is, or they have no such law. */
    static @Nullable Law law(int axis, Application at) {
        List<Var> inputs = at.node().inputs();
        List<Object> kinds = IntStream.range(0, inputs.size())
                .mapToObj(i -> at.operand(i).isFixed() ? (Object) i : kind(inputs.get(i)))
                .toList();
        List<Integer> firsts = IntStream.range(0, inputs.size())
                .filter(i -> kinds.indexOf(kinds.get(i)) == i)
                .boxed()
                .toList();
        if (firsts.size() == inputs.size()) {
            return null;
        }
        List<Var> different = firsts.stream().map(inputs::get).toList();
        Var whole = different.size() == 1 ? different.getFirst() : Var.of(new Concat(axis), different);
        if (!(at.sequence().derive(whole) instanceof Outcome.Derived(Law law, var _))
                || law instanceof WithoutDensity) {
            return null;
        }
        List<Integer> along = new ArrayList<>();
        for (Object kind : kinds) {
            int part = firsts.indexOf(kinds.indexOf(kind));
            int start = different.subList(0, part).stream()
                    .mapToInt(x -> x.shape().size(axis))
                    .sum();
            IntStream.range(start, start + different.get(part).shape().size(axis))
                    .forEach(along::add);
        }
        Shape to = at.node().shape();
        int[] origins = IntStream.range(0, to.elements())
                .map(i -> {
                    int[] position = to.position(i);
                    position[axis] = along.get(position[axis]);
                    return whole.shape().element(position);
                })
                .toArray();
        return Duplicates.of(law, Rearrangement.taking(whole.shape(), to, origins))
                        instanceof Capability.Present<Law>(Law copies)
                ? copies
                : null;
    }

    /** What is the same of nodes that have the same value: each use of a part makes slices and reshapes of its own. */
    private static Object kind(Var x) {
        return x.op() instanceof Reshape || x.op() instanceof Slice
                ? List.of(x.op(), kind(x.inputs().getFirst()))
                : x;
    }
}
