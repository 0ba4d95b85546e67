package ppl.api.diagnostics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

class ParetoTailTest {
    private static double[] draw(int n, long seed, ToDoubleFunction<Random> law) {
        Random random = new Random(seed);
        double[] draws = new double[n];
        Arrays.setAll(draws, i -> law.applyAsDouble(random));
        return draws;
    }

    private static double cauchy(Random random) {
        return Math.tan(Math.PI * (random.nextDouble() - 0.5));
    }

    @Test
    void shapes_are_those_of_the_r_package_loo() {
        List<String> lines = ReferenceTable.lines("pareto_tail.csv");
        for (String line : lines) {
            double[] fields = Arrays.stream(line.split(","))
                    .skip(1)
                    .mapToDouble(Double::parseDouble)
                    .toArray();
            double[] sorted = Arrays.stream(fields).skip(3).sorted().toArray();
            double heavier = Math.max(fields[1], fields[2]);
            assertEquals(heavier, ParetoTail.k(sorted, sorted.length), 1e-10, line.substring(0, 30));
        }
        assertEquals(8, lines.size());
    }

    @Test
    void what_spares_the_fit_never_hides_a_heavy_tail() {
        int heavy = 0;
        int spared = 0;
        for (int seed = 0; seed < 3000; seed++) {
            // Student's t, powers of it that are skewed, whole numbers, a few far outliers: around the threshold.
            double power = 0.2 + seed % 13 * 0.15;
            int kind = seed % 4;
            double[] draws = draw(new int[] {40, 240, 1000}[seed % 3], seed, r -> {
                double tail = Math.signum(r.nextDouble() - 0.5) * Math.pow(Math.abs(cauchy(r)), power);
                return switch (kind) {
                    case 0 -> tail;
                    case 1 -> Math.abs(tail);
                    case 2 -> Math.rint(5 * tail);
                    default -> r.nextGaussian() + (r.nextInt(60) == 0 ? 20 * tail : 0);
                };
            });
            Arrays.sort(draws);
            int n = draws.length;
            boolean expected = ParetoTail.isHeavy(ParetoTail.k(draws, n), ParetoTail.length(n, n), 1);
            double shape = ParetoTail.heavy(draws, n);
            assertEquals(expected ? ParetoTail.k(draws, n) : Double.NaN, shape, "seed " + seed);
            heavy += expected ? 1 : 0;
            for (boolean upper : new boolean[] {false, true}) {
                spared += ParetoTail.isSpared(ParetoTail.exceedances(draws, ParetoTail.length(n, n), upper)) ? 1 : 0;
            }
        }
        assertTrue(heavy > 300 && spared > 300, heavy + " heavy, " + spared + " tails spared");
    }

    @Test
    void draws_without_a_mean_are_heavy_tailed_and_usual_ones_are_not() {
        for (int seed = 0; seed < 50; seed++) {
            assertTrue(ChainStatistics.of(Draws.of(draw(4000, seed, ParetoTailTest::cauchy), 4, 1000), 0.94)
                    .heavyTailed());
            assertFalse(ChainStatistics.of(Draws.of(draw(4000, seed, Random::nextGaussian), 4, 1000), 0.94)
                    .heavyTailed());
            assertFalse(
                    ChainStatistics.of(Draws.of(draw(4000, seed, r -> -Math.log(1 - r.nextDouble())), 4, 1000), 0.94)
                            .heavyTailed());
        }
    }

    @Test
    void a_short_tail_must_be_heavier_to_count_as_heavy() {
        assertTrue(ParetoTail.isHeavy(0.7, 190, 1));
        assertFalse(ParetoTail.isHeavy(0.69, 190, 1));
        assertFalse(ParetoTail.isHeavy(0.87, 24, 1));
        assertTrue(ParetoTail.isHeavy(0.89, 24, 1));
        assertFalse(ParetoTail.isHeavy(0.89, 24, 0.4), "ten effective draws");
        assertFalse(ParetoTail.isHeavy(Double.NaN, 190, 1));
    }

    @Test
    void where_no_tail_can_be_fitted_there_is_no_shape() {
        assertEquals(Double.NaN, ParetoTail.k(Draws.of(new double[400], 4, 100)));
        assertEquals(Double.NaN, ParetoTail.k(Draws.of(new double[] {1, 2, 3, Double.NaN}, 1, 4)));
        assertEquals(Double.NaN, ParetoTail.k(Draws.of(new double[] {1, 2, 3, 4}, 1, 4)));
        assertEquals(Double.NaN, ParetoTail.k(Draws.of(new double[0], 4, 0)));
    }
}
