package ppl.sampler.nuts.tree;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import ppl.graph.random.RandomKey;

class NutsStreamsTest {

    private final NutsStreams streams = new NutsStreams(RandomKey.of(6));

    @Test
    void no_two_decisions_share_a_number() {
        Set<Double> seen = new HashSet<>();
        int numbers = 0;
        double[] momentum = new double[30];
        for (int iteration = 0; iteration < 50; iteration++) {
            for (int place = 0; place < 30; place++) {
                seen.add(streams.state(iteration, place));
                seen.add(streams.subtree(iteration, place));
                numbers += 2;
            }
            seen.add(streams.jitter(iteration));
            streams.momentum(iteration, momentum);
            for (double r : momentum) {
                seen.add(r);
            }
            streams.searchMomentum(iteration, momentum);
            for (double r : momentum) {
                seen.add(r);
            }
            numbers += 61;
        }
        assertEquals(numbers, seen.size());
    }

    /** Agreement of fair coins over 10,000 tosses: within 4.5 standard errors of a half. */
    @Test
    void directions_are_fair_and_say_nothing_about_other_decisions() {
        int forward = 0;
        int asSubtree = 0;
        int asState = 0;
        for (int iteration = 0; iteration < 1000; iteration++) {
            for (int depth = 0; depth < 10; depth++) {
                boolean direction = streams.forward(iteration, depth);
                forward += direction ? 1 : 0;
                asSubtree += direction == streams.subtree(iteration, depth) < 0.5 ? 1 : 0;
                asState += direction == streams.state(iteration, depth) < 0.5 ? 1 : 0;
            }
        }
        for (int count : new int[] {forward, asSubtree, asState}) {
            assertTrue(Math.abs(count - 5000) < 225, count + " of 10,000");
        }
    }
}
