package ppl.backend.interp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import ppl.graph.Tensor;
import ppl.graph.op.Broadcast;
import ppl.graph.op.Concat;
import ppl.graph.op.Gather;
import ppl.graph.op.Lu;
import ppl.graph.op.MultiOp.Projection;
import ppl.graph.op.Op.Source;
import ppl.graph.op.Pad;
import ppl.graph.op.Prim;
import ppl.graph.op.Reshape;
import ppl.graph.op.Slice;
import ppl.graph.op.Transpose;

/** What primitives say that their elements are computed from, held against what the interpreter computes. */
class SourcesTest {

    private static final int SEEDS = 40;
    private static final double[] OTHER_NUMBERS = {Double.NaN, 1e6, -1e6, 0.375};

    static Stream<Class<?>> kinds() {
        return RandomPrimitive.BY_KIND.keySet().stream().sorted(Comparator.comparing(Class::getName));
    }

    static Stream<Class<?>> movements() {
        return Stream.of(
                Reshape.class, Broadcast.class, Transpose.class, Slice.class, Pad.class, Concat.class, Gather.class);
    }

    @Test
    void every_kind_of_primitive_is_drawn() {
        Set<Class<?>> kinds = new HashSet<>();
        collect(Prim.class, kinds);
        kinds.removeAll(RandomPrimitive.BY_KIND.keySet());
        assertEquals(
                Set.of(), kinds, "primitives that nothing compares with their sources: draw them in RandomPrimitive");
    }

    private static void collect(Class<?> kind, Set<Class<?>> leaves) {
        if (!kind.isSealed()) {
            leaves.add(kind);
            return;
        }
        for (Class<?> permitted : kind.getPermittedSubclasses()) {
            collect(permitted, leaves);
        }
    }

    private static void each(Class<?> kind, Consumer<RandomPrimitive> check) {
        for (int seed = 0; seed < SEEDS; seed++) {
            check.accept(RandomPrimitive.BY_KIND.get(kind).apply(new SplittableRandom(seed)));
        }
    }

    private static Set<Source> sources(RandomPrimitive p, int element) {
        return p.op().sources(p.operands(), p.type(), element).collect(Collectors.toSet());
    }

    /** Elements of the result that some other value of an element of an operand changes. */
    private static Set<Integer> changedBy(RandomPrimitive p, Source source) {
        Tensor before = p.evaluate(p.operands());
        Set<Integer> changed = new HashSet<>();
        for (long bits : others(p.operands().get(source.operand()), source.element())) {
            Tensor after = p.evaluate(withElement(p.operands(), source, bits));
            for (int i = 0; i < after.length(); i++) {
                if (after.bitsAt(i) != before.bitsAt(i)) {
                    changed.add(i);
                }
            }
        }
        return changed;
    }

    private static long[] others(Tensor x, int element) {
        return switch (x.dtype()) {
            case F64 ->
                Arrays.stream(OTHER_NUMBERS)
                        .mapToLong(Double::doubleToRawLongBits)
                        .toArray();
            case F32 ->
                Arrays.stream(OTHER_NUMBERS)
                        .mapToLong(v -> Float.floatToRawIntBits((float) v))
                        .toArray();
            case I64, I32 -> LongStream.range(-1, 5).toArray();
            case BOOL -> new long[] {1 - x.bitsAt(element)};
        };
    }

    private static List<Tensor> withElement(List<Tensor> operands, Source place, long bits) {
        List<Tensor> changed = new ArrayList<>(operands);
        Tensor x = operands.get(place.operand());
        long[] all = new long[x.length()];
        for (int i = 0; i < all.length; i++) {
            all[i] = i == place.element() ? bits : x.bitsAt(i);
        }
        changed.set(place.operand(), Tensor.ofBits(x.dtype(), all, x.sizes()));
        return changed;
    }

    private static List<Source> elements(RandomPrimitive p) {
        List<Source> all = new ArrayList<>();
        for (int operand = 0; operand < p.operands().size(); operand++) {
            for (int i = 0; i < p.operands().get(operand).length(); i++) {
                all.add(new Source(operand, i));
            }
        }
        return all;
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void an_element_that_is_no_source_has_no_influence(Class<?> kind) {
        each(kind, p -> {
            List<Set<Source>> sources = IntStream.range(0, p.type().shape().elements())
                    .mapToObj(i -> sources(p, i))
                    .toList();
            for (Source x : elements(p)) {
                for (int changed : changedBy(p, x)) {
                    assertTrue(sources.get(changed).contains(x), () -> x + " changes element " + changed + " of " + p);
                }
            }
        });
    }

    /**
     * But of bodies, which do not tell their elements apart, where results are too coarse to show it, and of a choice of pivots,
     * which one change of a column need not turn.
     */
    @ParameterizedTest
    @MethodSource("kinds")
    void each_source_has_an_influence(Class<?> kind) {
        each(kind, p -> {
            if (!p.type().dtype().isFloat() || p.op() instanceof Projection || p.op() instanceof Lu) {
                return;
            }
            Map<Source, Set<Integer>> changed = new HashMap<>();
            for (int i = 0; i < p.type().shape().elements(); i++) {
                int element = i;
                for (Source x : sources(p, element)) {
                    assertTrue(
                            changed.computeIfAbsent(x, s -> changedBy(p, s)).contains(element),
                            () -> x + " does not change element " + element + " of " + p);
                }
            }
        });
    }

    @ParameterizedTest
    @MethodSource("movements")
    void what_is_moved_has_one_source_with_the_same_bits(Class<?> kind) {
        each(kind, p -> {
            Tensor result = p.evaluate(p.operands());
            for (int i = 0; i < result.length(); i++) {
                List<Source> moved = sources(p, i).stream()
                        .filter(s -> !(p.op() instanceof Gather) || s.operand() == 0)
                        .toList();
                assertTrue(moved.size() <= 1, moved + " in " + p);
                if (!(p.op() instanceof Gather || p.op() instanceof Pad)) {
                    assertEquals(1, moved.size(), p::toString);
                }
                for (Source s : moved) {
                    assertEquals(
                            p.operands().get(s.operand()).bitsAt(s.element()),
                            result.bitsAt(i),
                            () -> s + " is moved elsewhere by " + p);
                }
            }
        });
    }

    @Test
    void of_a_choice_only_the_branch_taken_counts() {
        each(Projection.class, p -> {
            boolean then = p.operands().getFirst().booleanAt(0);
            Set<Integer> used = sources(p, 0).stream().map(Source::operand).collect(Collectors.toSet());
            assertEquals(then ? Set.of(0, 1, 2) : Set.of(0, 3), used);
        });
    }
}
