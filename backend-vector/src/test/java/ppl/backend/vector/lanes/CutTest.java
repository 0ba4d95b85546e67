package ppl.backend.vector.lanes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import ppl.backend.spi.plan.Access;
import ppl.backend.spi.plan.Kernel.LoopNest;
import ppl.backend.spi.plan.Sink;
import ppl.backend.spi.plan.Step;
import ppl.graph.DType;
import ppl.graph.op.Binary;
import ppl.graph.op.Reduce;
import ppl.graph.op.Unary;

/** Where an iteration is cut, and in which order its steps come. */
class CutTest {

    private static final int CHAINS = 6;

    /** Roots of six numbers, then the roots of these, and so on, and their sum in the end: in this order all six go on at each place. */
    private static LoopNest chainsSideBySide(int length) {
        List<Step> steps = new ArrayList<>();
        for (int c = 0; c < CHAINS; c++) {
            steps.add(new Step.Load(DType.F64, new Access(c, 0, List.of(1))));
        }
        for (int i = 0; i < length * CHAINS; i++) {
            steps.add(new Step.Apply(DType.F64, new Unary(Unary.Fn.SQRT), List.of(i)));
        }
        int sum = steps.size() - CHAINS;
        for (int c = 1; c < CHAINS; c++) {
            steps.add(new Step.Apply(DType.F64, new Binary(Binary.Fn.ADD), List.of(sum, length * CHAINS + c)));
            sum = steps.size() - 1;
        }
        Sink fold = new Sink.Fold(sum, Reduce.Fn.SUM, new Access(CHAINS, 0, List.of(0)));
        return new LoopNest(List.of(1000), 0, steps, List.of(fold));
    }

    @Test
    void few_values_go_from_phase_to_phase_whatever_the_order_of_the_plan() {
        LoopNest nest = chainsSideBySide(4);
        Cut cut = Cut.of(nest, LaneLoop.moves(nest), nest.sinks(), Set.of(), 10);
        assertTrue(cut.phases().size() > 2, "it is not cut");
        assertTrue(cut.strips().size() <= 2 * (cut.phases().size() - 1), "strips " + cut.strips());
        assertComputedOnce(nest, cut);
    }

    @Test
    void a_step_comes_after_what_it_needs_in_a_thrifty_order() {
        Random random = new Random(7);
        for (int round = 0; round < 200; round++) {
            List<Step> steps = new ArrayList<>(List.of(new Step.Load(DType.F64, new Access(0, 0, List.of(1)))));
            List<Integer> order = new ArrayList<>();
            for (int s = 1; s < 40; s++) {
                List<Integer> operands = List.of(random.nextInt(s), random.nextInt(s));
                steps.add(new Step.Apply(DType.F64, new Binary(Binary.Fn.ADD), operands));
                order.add(s);
            }
            Set<Integer> done = new HashSet<>(Set.of(0));
            for (int s : ThriftyOrder.of(steps, order, Set.of(random.nextInt(40)))) {
                assertTrue(done.containsAll(((Step.Apply) steps.get(s)).operands()), "step " + s + " comes too soon");
                assertTrue(done.add(s), "step " + s + " comes twice");
            }
            assertEquals(steps.size(), done.size());
        }
    }

    private static void assertComputedOnce(LoopNest nest, Cut cut) {
        Set<Integer> done = new HashSet<>();
        for (Phase phase : cut.phases()) {
            for (int s : phase.steps()) {
                boolean computes = nest.steps().get(s) instanceof Step.Apply;
                assertTrue(!computes || done.add(s), "step " + s + " is computed twice");
            }
            assertTrue(done.containsAll(phase.taken()), "what is taken was not computed before");
        }
        assertEquals(nest.steps().stream().filter(Step.Apply.class::isInstance).count(), done.size());
    }
}
