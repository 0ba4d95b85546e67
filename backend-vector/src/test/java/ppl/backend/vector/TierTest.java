package ppl.backend.vector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import ppl.backend.spi.plan.Kernel.LoopNest;
import ppl.backend.spi.plan.KernelPlan;
import ppl.backend.vector.emit.Compiler;
import ppl.backend.vector.emit.PrimitiveEmitter;
import ppl.backend.vector.emit.Tiers;
import ppl.backend.vector.lanes.LaneLoop;
import ppl.backend.vector.run.Code;
import ppl.backend.vector.run.Tier;
import ppl.backend.vector.run.Workspace;
import ppl.backend.vector.tier.HotNests;

class TierTest {

    private static final PrimitiveEmitter PRIMITIVES = PrimitiveEmitter.specialized();

    @Test
    void faster_code_takes_over_in_the_middle_of_a_run_unseen_in_the_bits() {
        RandomNest nest = new RandomNest(11, List.of(100), 0, 20);
        List<Tier> hot = new ArrayList<>();
        Tiers third = (plan, loop) -> new Tier(3, (tier, _) -> {
            hot.add(tier);
            tier.become(Compiler.compile(plan, loop, PRIMITIVES, new LaneLoop(256)));
        });
        try (CompiledLoops loops = CompiledLoops.of(nest.plan(0), PRIMITIVES, third)) {
            var caller = loops.caller();
            List<String> results = new ArrayList<>();
            for (int call = 1; call <= 6; call++) {
                assertEquals(call > 3 ? 1 : 0, hot.size(), "before call " + call);
                Object[] outputs = nest.outputs();
                caller.call(nest.inputs(), outputs);
                results.add(Arrays.deepToString(outputs));
            }
            assertNotNull(hot.getFirst().faster());
            assertEquals(1, results.stream().distinct().count());
        }
    }

    @Test
    void a_nest_that_was_turned_away_is_hot_again_after_as_many_calls() {
        List<Tier> hot = new ArrayList<>();
        Object[] none = {};
        Workspace workspace = new Workspace(Map.of(), 0, 0);
        Tier tier = new Tier(5, (known, _) -> hot.add(known));
        for (int call = 0; call < 12; call++) {
            tier.called(none, none, workspace);
        }
        assertEquals(1, hot.size());
        tier.cool();
        for (int call = 0; call < 5; call++) {
            tier.called(none, none, workspace);
        }
        assertEquals(2, hot.size());
        assertNull(tier.faster());
    }

    @Test
    void classes_of_closed_programs_are_unloaded_together_with_their_faster_code() {
        List<WeakReference<Class<?>>> classes = new ArrayList<>();
        for (int k = 0; k < 40; k++) {
            RandomNest nest = new RandomNest(k, List.of(64), 0, 3);
            Tiers first = (plan, loop) -> {
                Code lanes = Compiler.compile(plan, loop, PRIMITIVES, new LaneLoop(128));
                classes.add(new WeakReference<>(lanes.getClass()));
                return new Tier(2, (tier, _) -> tier.become(lanes));
            };
            try (CompiledLoops loops = CompiledLoops.of(nest.plan(0), PRIMITIVES, first)) {
                var caller = loops.caller();
                for (int call = 0; call < 4; call++) {
                    caller.call(nest.inputs(), nest.outputs());
                }
            }
        }
        assertEquals(40, classes.size());
        for (int k = 0; k < 20 && left(classes) > 0; k++) {
            System.gc();
        }
        assertEquals(0, left(classes), "classes in lanes that stay loaded");
    }

    private static long left(List<WeakReference<Class<?>>> classes) {
        return classes.stream().filter(c -> c.get() != null).count();
    }

    @Test
    void two_callers_have_strips_of_their_own() {
        Workspace one = new Workspace(Map.of(), 0, 0);
        Workspace other = new Workspace(Map.of(), 0, 0);
        double[] strips = one.strips(512);
        assertNotSame(strips, other.strips(512));
        assertSame(strips, one.strips(512));
    }

    @Test
    void only_long_nests_that_lanes_can_run_are_watched() {
        HotNests watch = new HotNests(512, PRIMITIVES);
        assertNotNull(watched(watch, new RandomNest(1, List.of(64), 0, 5).plan(0)));
        assertNull(watched(watch, new RandomNest(1, List.of(63), 0, 5).plan(0)));
        assertNull(watched(watch, new RandomNest(1, List.of(5, 41), 0, 5).plan(0)));
    }

    private static Object watched(HotNests watch, KernelPlan plan) {
        return watch.of(plan, (LoopNest) plan.kernels().getFirst());
    }
}
