package ppl.backend.vector.tier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import ppl.backend.vector.run.Code;
import ppl.backend.vector.run.Tier;

/** What a trial decides, on a stage whose code takes the time that a test says, by a clock that moves with it. */
class DecisionTest {

    private static final Code LANES = (_, _, _) -> {};
    private static final double COMPILED = 2_000;
    private static final double NEVER = Double.POSITIVE_INFINITY;

    private final Tier tier = new Tier(1, (_, _) -> {});
    private final List<String> log = new ArrayList<>();
    private double now = 5e9;
    private long waiting;

    /** The nanoseconds of a call at a time in seconds. */
    private record Play(DoubleUnaryOperator scalar, DoubleUnaryOperator lanes) {}

    private static DoubleUnaryOperator steady(double nanos) {
        return _ -> nanos;
    }

    /** A hundred times slower before the compiler is done. */
    private static DoubleUnaryOperator compiledAt(double seconds, double nanos) {
        return t -> t < seconds ? 100 * nanos : nanos;
    }

    private Trial trial(Play play) {
        double start = now;
        Stage stage = new Stage() {
            @Override
            public double warm(Way way) {
                double nanos = nanos(way) / 32;
                now += 100 * nanos;
                return nanos;
            }

            @Override
            public double time(Way way) {
                double nanos = nanos(way);
                now += 5 * nanos;
                return nanos;
            }

            private double nanos(Way way) {
                double seconds = (now - start) * 1e-9;
                return (way == Way.SCALAR ? play.scalar() : play.lanes()).applyAsDouble(seconds);
            }
        };
        return new Trial(new WeakReference<>(tier), LANES, stage, () -> (long) now, log::add);
    }

    /** Turns until so many decisions have been taken; the seconds that it took. */
    private double play(Trial trial, int decisions) {
        double start = now;
        while (log.size() < decisions) {
            now += waiting;
            waiting = trial.next();
        }
        return (now - start) * 1e-9;
    }

    @Test
    void lanes_come_when_they_are_compiled_and_faster() {
        double seconds = play(trial(new Play(steady(COMPILED), compiledAt(2, 700))), 1);
        assertNotNull(tier.faster(), log.toString());
        assertTrue(seconds > 2 && seconds < 2.5, "after " + seconds + " s");
        assertTrue(log.getFirst().startsWith("lanes: 0.700 µs in lanes, 2.000 in scalar code"), log.toString());
    }

    @Test
    void lanes_that_are_as_fast_as_scalar_code_do_not_come_and_give_way_soon() {
        double seconds = play(trial(new Play(steady(COMPILED), steady(0.9 * COMPILED))), 1);
        assertNull(tier.faster(), log.toString());
        assertTrue(seconds < 3, "after " + seconds + " s");
    }

    @Test
    void lanes_do_not_come_because_scalar_code_is_not_compiled_yet() {
        play(trial(new Play(compiledAt(0.25, COMPILED), steady(1.5 * COMPILED))), 1);
        assertNull(tier.faster(), log.toString());
    }

    /** As when scalar code was slow itself, for a moment in which lanes were looked at. */
    @Test
    void lanes_that_were_seen_before_they_were_compiled_are_waited_for() {
        play(trial(new Play(t -> t < 0.1 ? 100 * COMPILED : COMPILED, compiledAt(4, 700))), 1);
        assertNotNull(tier.faster(), log.toString());
    }

    @Test
    void lanes_that_never_get_fast_are_given_up() {
        double seconds = play(trial(new Play(steady(COMPILED), compiledAt(NEVER, 700))), 1);
        assertNull(tier.faster(), log.toString());
        assertTrue(seconds >= 20 && seconds < 21, "after " + seconds + " s");
    }

    /** Every other round has something else on the machine, four times as slow: sometimes for lanes, sometimes for scalar code. */
    @Test
    void what_disturbs_some_rounds_changes_no_decision() {
        int[] turn = {0};
        DoubleUnaryOperator disturbed = _ -> turn[0]++ % 7 == 3 ? 4 : 1;
        Play play = new Play(t -> COMPILED * disturbed.applyAsDouble(t), t -> 700 * disturbed.applyAsDouble(t));
        assertTrue(play(trial(play), 1) < 2);
        assertNotNull(tier.faster(), log.toString());
    }

    @Test
    void lanes_that_lost_in_a_bad_moment_are_tried_again_and_come_later() {
        Trial trial = trial(new Play(steady(COMPILED), t -> t < 3 ? 3 * COMPILED : 700));
        play(trial, 1);
        assertNull(tier.faster(), log.toString());
        play(trial, 2);
        assertNotNull(tier.faster(), log.toString());
    }

    @Test
    void lanes_that_came_by_mistake_go_again() {
        Trial trial = trial(new Play(compiledAt(2, COMPILED), steady(1.5 * COMPILED)));
        play(trial, 1);
        assertNotNull(tier.faster(), "scalar code seemed to be as slow as that for good");
        play(trial, 2);
        assertNull(tier.faster(), log.toString());
    }

    @Test
    void after_four_looks_a_trial_ends_with_what_was_found() {
        Trial trial = trial(new Play(steady(COMPILED), steady(700)));
        play(trial, 4);
        assertNotNull(tier.faster());
        assertEquals(Turns.DONE, waiting);
    }

    @Test
    void a_program_that_has_been_dropped_is_not_tried_out() {
        WeakReference<Tier> dropped = new WeakReference<>(tier);
        dropped.clear();
        Stage untouched = new Stage() {
            @Override
            public double warm(Way way) {
                throw new AssertionError("tried out");
            }

            @Override
            public double time(Way way) {
                throw new AssertionError("tried out");
            }
        };
        assertEquals(Turns.DONE, new Trial(dropped, LANES, untouched, () -> 0, log::add).next());
    }
}
