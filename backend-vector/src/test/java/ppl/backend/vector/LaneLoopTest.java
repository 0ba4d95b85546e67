package ppl.backend.vector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import ppl.backend.spi.plan.Kernel.LoopNest;
import ppl.backend.spi.plan.KernelPlan;
import ppl.backend.spi.plan.Step;
import ppl.backend.vector.emit.Compiler;
import ppl.backend.vector.emit.PrimitiveEmitter;
import ppl.backend.vector.emit.Tiers;
import ppl.backend.vector.lanes.LaneLoop;
import ppl.backend.vector.run.Tier;

/** Loops in lanes have the bits of scalar loops, whatever the width. */
class LaneLoopTest {

    private static final int[] WIDTHS = {128, 256, 512};
    private static final PrimitiveEmitter PRIMITIVES = PrimitiveEmitter.specialized();

    private static Tiers lanes(int bits, int most) {
        return (plan, nest) -> {
            assertNull(LaneLoop.obstacle(nest, plan));
            Tier tier = new Tier(1, (_, _) -> {});
            tier.become(Compiler.compile(plan, nest, PRIMITIVES, new LaneLoop(bits, most)));
            return tier;
        };
    }

    /** The results of a first call, and of one more on the same workspace. */
    private static List<Object[]> run(RandomNest nest, KernelPlan plan, Tiers tiers) {
        List<Object[]> results = List.of(nest.outputs(), nest.outputs());
        try (CompiledLoops loops = CompiledLoops.of(plan, PRIMITIVES, tiers)) {
            var caller = loops.caller();
            results.forEach(outputs -> caller.call(nest.inputs(), outputs));
        }
        return results;
    }

    private static void check(long seed, List<Integer> sizes, int kept, int applied, int most) {
        check(seed, new RandomNest(seed, sizes, kept, applied), kept, most);
    }

    private static void check(long seed, RandomNest nest, int kept, int most) {
        KernelPlan plan = nest.plan(kept);
        Object[] expected = run(nest, plan, Tiers.NONE).getFirst();
        for (int bits : WIDTHS) {
            for (Object[] actual : run(nest, plan, lanes(bits, most))) {
                for (int k = 0; k < expected.length; k++) {
                    String where = "seed " + seed + ", " + bits + " bits, output " + k + " of " + plan.kernels();
                    assertEquals(text(expected[k]), text(actual[k]), where);
                }
            }
        }
    }

    /** All NaN are one. */
    private static String text(Object array) {
        return switch (array) {
            case double[] x -> Arrays.toString(x);
            case long[] x -> Arrays.toString(x);
            case boolean[] x -> Arrays.toString(x);
            default -> throw new AssertionError(array);
        };
    }

    @ParameterizedTest
    @ValueSource(ints = {32, 33, 47, 48, 65})
    void random_nests_have_the_bits_of_scalar_code(int n) {
        for (long seed = 1; seed <= 2; seed++) {
            check(100 * n + seed, List.of(n), 0, 25, 1000);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {4095, 4096, 4097, 10_001})
    void so_have_loops_over_the_end_of_a_chunk(int n) {
        check(n, List.of(n), 0, 8, 1000);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 10})
    void so_have_nests_that_are_cut(int most) {
        for (long seed = 1; seed <= 2; seed++) {
            check(seed, List.of(530), 0, 30, most);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void so_have_nests_with_sums_by_group(boolean sorted) {
        for (long seed = 1; seed <= 2; seed++) {
            check(seed, new RandomNest(seed, List.of(600), 0, 15).withSumsByGroup(sorted), 0, 12);
            check(seed, new RandomNest(seed, List.of(45), 0, 15).withSumsByGroup(sorted), 0, 1000);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {160, 333, 4096, 10_001})
    void so_have_nests_whose_groups_stand_side_by_side(int n) {
        for (int most : n < 1000 ? new int[] {3, 12, 1000} : new int[] {12}) {
            check(n, new RandomNest(n, List.of(n), 0, 10).withGroupsSideBySide(29), 0, most);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {160, 4200})
    void so_have_nests_with_sums_by_other_groups_beside(int n) {
        check(n, new RandomNest(n, List.of(n), 0, 10).withGroupsSideBySide(29).withSumsByGroup(false), 0, 12);
        check(n + 1, new RandomNest(n, List.of(n), 0, 10).withSumsByGroup(true).withGroupsSideBySide(29), 0, 12);
    }

    @ParameterizedTest
    @ValueSource(ints = {20, 28})
    void so_have_phases_that_gather_by_lane_and_sum_nothing(int most) {
        for (long seed = 1; seed <= 3; seed++) {
            check(
                    seed,
                    new RandomNest(seed, List.of(170), 0, 5)
                            .withGroupsSideBySide(29)
                            .withChain(60),
                    0,
                    most);
        }
    }

    @Test
    void so_have_nests_of_two_axes() {
        for (long seed = 1; seed <= 2; seed++) {
            check(seed, List.of(3, 45), 1, 15, 8);
            check(seed, List.of(5, 48), 0, 15, 1000);
            check(seed, List.of(5, 41), 2, 15, 1000);
        }
        check(7, List.of(90, 48), 0, 4, 1000);
    }

    @Test
    void lanes_that_shift_from_row_to_row_stay_scalar() {
        KernelPlan plan = new RandomNest(1, List.of(5, 41), 0, 3).plan(0);
        String reason = LaneLoop.obstacle((LoopNest) plan.kernels().getFirst(), plan);
        assertTrue(reason != null && reason.contains("shift from row to row"), reason);
    }

    /** A place that lies outside gives NaN, for which lanes have no code. */
    @Test
    void gathers_that_may_reach_outside_stay_scalar() {
        RandomNest nest = new RandomNest(1, List.of(64), 0, 3);
        KernelPlan plan = nest.plan(0);
        LoopNest certain = (LoopNest) plan.kernels().getFirst();
        assertNull(LaneLoop.obstacle(certain, plan));
        List<Step> steps = certain.steps().stream()
                .map(step -> step instanceof Step.Gather g
                        ? new Step.Gather(g.dtype(), g.from(), g.index(), g.stride(), g.extent(), false)
                        : step)
                .toList();
        LoopNest uncertain = new LoopNest(certain.sizes(), certain.kept(), steps, certain.sinks());
        String reason = LaneLoop.obstacle(uncertain, plan);
        assertTrue(reason != null && reason.contains("gather"), reason);
    }
}
