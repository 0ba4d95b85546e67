package ppl.sampler.nuts;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import ppl.graph.random.RandomKey;

/** Bad starts: after an ordinary warm-up the chain must be where the posterior is, with a step size that moves it. */
class StuckStartTest {

    /** A problem with a start that is hard to leave, and bounds in which nearly all draws lie. */
    record Problem(String name, Target target, double[] start, double low, double high) {
        @Override
        public String toString() {
            return name;
        }
    }

    static List<Arguments> problems() {
        double[] ones = new double[50];
        Arrays.fill(ones, 1);
        double[] far = new double[50];
        Arrays.fill(far, 1000);
        double[] scales = {1e-4, 1e-2, 1, 1e2, 1e4};
        double[] steep = new double[20];
        Arrays.fill(steep, 15);
        return List.<Problem>of(
                        new Problem("a thousand standard deviations away", Target.normal(ones), far, -6, 6),
                        new Problem(
                                "very far in the narrowest direction only",
                                Target.normal(scales),
                                new double[] {1, 0, 0, 0, 0},
                                -6e4,
                                6e4),
                        new Problem("where the gradient is astronomical", expOfEach(20), steep, -12, 3),
                        new Problem("in the flat tail of a logistic", logistic(), new double[] {400}, -20, 20),
                        new Problem("in the flat tail of a Student's t", student(), new double[] {1e4}, -100, 100),
                        new Problem("in the neck of a funnel", funnel(), new double[] {-6, 1e-4, -1e-4}, -6, 6),
                        new Problem("radon, three from the origin", radon(), radonStart(3), -20, 20))
                .stream()
                .flatMap(p -> List.of("fisher", "stan").stream().map(a -> Arguments.of(p, a)))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("problems")
    void a_chain_recovers_from_a_bad_start(Problem problem, String adaptation) {
        for (long seed = 1; seed <= 4; seed++) {
            SingleChain.Run run = SingleChain.run(
                    problem.target(),
                    problem.start(),
                    1000,
                    500,
                    seed,
                    Map.of("adaptation", adaptation, "target_accept", 0.9));
            double inside = Arrays.stream(run.draws())
                    .filter(x -> Arrays.stream(x).allMatch(v -> v >= problem.low() && v <= problem.high()))
                    .count();
            assertTrue(inside >= 495, "seed " + seed + ": only " + inside + " of 500 draws are in the posterior");
            double moved = 0;
            for (int i = 1; i < 500; i++) {
                moved += Arrays.equals(run.draws()[i], run.draws()[i - 1]) ? 0 : 1;
            }
            assertTrue(moved > 400, "seed " + seed + ": the chain has moved " + moved + " times of 499");
            double steps = Arrays.stream(run.statistic(NutsStatistic.N_STEPS))
                    .average()
                    .orElseThrow();
            assertTrue(steps < 200, "seed " + seed + ": " + steps + " leapfrogs a draw");
        }
    }

    /** Exponential variables on the log scale: logp = x − exp(x). */
    private static Target expOfEach(int dimension) {
        return new Target(dimension, (x, g) -> {
            double logp = 0;
            for (int i = 0; i < x.length; i++) {
                g[i] = 1 - Math.exp(x[i]);
                logp += x[i] - Math.exp(x[i]);
            }
            return logp;
        });
    }

    private static Target logistic() {
        return new Target(1, (x, g) -> {
            g[0] = -Math.tanh(0.5 * x[0]);
            double a = Math.abs(x[0]);
            return -a - 2 * Math.log1p(Math.exp(-a));
        });
    }

    private static Target student() {
        return new Target(1, (x, g) -> {
            g[0] = -6 * x[0] / (5 + x[0] * x[0]);
            return -3 * Math.log(5 + x[0] * x[0]);
        });
    }

    private static Target funnel() {
        return new Target(3, (x, g) -> {
            double precision = Math.exp(-x[0]);
            double squares = precision * (x[1] * x[1] + x[2] * x[2]);
            g[0] = -4 * x[0] + 0.5 * squares - 1;
            g[1] = -precision * x[1];
            g[2] = -precision * x[2];
            return -2 * x[0] * x[0] - 0.5 * squares - x[0];
        });
    }

    private static Target radon() {
        RadonDensity radon = new RadonDensity();
        return new Target(RadonDensity.DIMENSION, radon.evaluator()::logpAndGradient);
    }

    private static double[] radonStart(double width) {
        RandomKey key = RandomKey.of(4);
        double[] start = new double[RadonDensity.DIMENSION];
        for (int i = 0; i < start.length; i++) {
            start[i] = width * (2 * key.uniform(i) - 1);
        }
        return start;
    }
}
