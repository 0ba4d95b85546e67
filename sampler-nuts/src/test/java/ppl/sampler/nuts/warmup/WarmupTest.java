package ppl.sampler.nuts.warmup;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import ppl.graph.random.RandomKey;
import ppl.sampler.nuts.metric.DiagonalMetric;
import ppl.sampler.nuts.metric.FisherEstimate;
import ppl.sampler.nuts.metric.MetricKind;
import ppl.sampler.nuts.tree.NutsStreams;
import ppl.sampler.nuts.tree.State;
import ppl.sampler.nuts.tree.Trajectory;

class WarmupTest {

    private static final double[] POSITIONS = {0, 1, 5, -2, 3};
    private static final double[] GRADIENTS = {0.5, 2, -1, 3, -4};

    private final Trajectory trajectory = new Trajectory(1, 1, 1000, new NutsStreams(RandomKey.of(2)), false);

    /** Two transitions after each other that do not move would weigh a draw three times. */
    @Test
    void draws_that_have_not_moved_say_nothing_of_the_metric() {
        Warmup warmup = new Warmup(1, 100, 0.8, Adaptation.FISHER, MetricKind.DIAGONAL, false, 0, null);
        FisherEstimate wanted = new FisherEstimate(1);
        warmup.begin(at(0));
        wanted.add(new double[] {POSITIONS[0]}, new double[] {GRADIENTS[0]});
        warmup.restart(0.1);
        int iteration = 0;
        for (int i = 1; i < POSITIONS.length; i++) {
            warmup.learn(iteration++, transition(at(i), 100));
            wanted.add(trajectory.draw().position, trajectory.draw().gradient);
            for (int k = 0; k < 2 * i; k++) {
                warmup.learn(iteration++, transition(at(i), Double.NEGATIVE_INFINITY));
                assertEquals(0, trajectory.indexInTrajectory());
            }
        }
        DiagonalMetric metric = new DiagonalMetric(1);
        wanted.writeTo(metric);
        assertArrayEquals(metric.variances(), warmup.flow().metric().variances(), 1e-12);
    }

    private static State at(int i) {
        State state = new State(1);
        state.set(new double[] {POSITIONS[i]}, new double[] {GRADIENTS[i]}, 0);
        return state;
    }

    /** One leapfrog that hardly moves, to where the log-density rises by so much. */
    private Trajectory transition(State from, double rise) {
        trajectory.begin(0, from, new DiagonalMetric(1), 1e-9);
        trajectory.ask();
        trajectory.tell(rise, from.gradient.clone());
        return trajectory;
    }
}
