package ppl.examples.compound;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import ppl.api.Model;
import ppl.api.ModelBuilder;
import ppl.api.spi.Block;
import ppl.api.spi.LogDensity;

/** What is told as the parts of a density is what the density grows by when coordinates move, one, several or all at once. */
class SeparablePartsTest {

    private static final int RANDOM_MODELS = 40;

    static List<String> apart() {
        return List.copyOf(WholeNumberModels.apart().keySet());
    }

    static List<String> tied() {
        return List.copyOf(WholeNumberModels.tied().keySet());
    }

    private static LogDensity density(Consumer<ModelBuilder> model) {
        return Model.build(model).infer().backend("interp").density();
    }

    private static int discrete(LogDensity density) {
        return density.blocks().stream().map(Block::variable).toList().indexOf("z");
    }

    @ParameterizedTest
    @MethodSource("apart")
    void elements_that_never_meet_have_parts(String name) {
        try (LogDensity density = density(WholeNumberModels.apart().get(name))) {
            Block z = density.blocks().get(discrete(density));
            assertTrue(z.separable(), z.toString());
            assertTrue(finiteMoves(density, generator(name.hashCode())) > 2, "enough of the moves had a density");
        }
    }

    @ParameterizedTest
    @MethodSource("tied")
    void elements_that_meet_have_none(String name) {
        try (LogDensity density = density(WholeNumberModels.tied().get(name))) {
            int z = discrete(density);
            assertFalse(density.blocks().get(z).separable());
            double[] point = new double[density.dimension()];
            String message = assertThrows(IllegalArgumentException.class, () -> density.evaluator()
                            .parts(z, point, new double[6]))
                    .getMessage();
            assertTrue(message.contains("not separable"), message);
        }
    }

    /** Expressions of movements, functions and sums, most of which tie elements to each other and some of which do not. */
    @Test
    void parts_of_random_models_are_differences_of_the_density() {
        RandomGenerator random = generator(1);
        int apart = 0;
        int finite = 0;
        for (int i = 0; i < RANDOM_MODELS; i++) {
            RandomExpression expression = new RandomExpression(random.nextLong());
            try (LogDensity density = density(expression::model)) {
                if (density.blocks().get(discrete(density)).separable()) {
                    apart++;
                    finite += finiteMoves(density, random);
                }
            }
        }
        assertTrue(apart >= RANDOM_MODELS / 4 && apart <= RANDOM_MODELS * 9 / 10, apart + " have parts");
        assertTrue(finite > 10 * apart, finite + " moves with a density");
    }

    private static RandomGenerator generator(long seed) {
        return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    }

    /** Moves coordinates and compares; gives how many moves had a finite density. */
    private static int finiteMoves(LogDensity density, RandomGenerator random) {
        LogDensity.Evaluator evaluator = density.evaluator();
        int number = discrete(density);
        Block z = density.blocks().get(number);
        double[] before = new double[z.size()];
        double[] after = new double[z.size()];
        int finite = 0;
        for (int trial = 0; trial < 30; trial++) {
            double[] from = point(density, z, random);
            double start = evaluator.logp(from);
            evaluator.parts(number, from, before);
            double[] to = from.clone();
            int first = trial % 3 == 0 ? 0 : random.nextInt(z.size());
            int last = trial % 3 == 0 ? z.size() : trial % 3 == 1 ? first + 1 : Math.min(first + 2, z.size());
            for (int i = first; i < last; i++) {
                to[z.offset() + i] = value(z, random);
            }
            double end = evaluator.logp(to);
            evaluator.parts(number, to, after);
            double gain = 0;
            for (int i = 0; i < z.size(); i++) {
                gain += after[i] - before[i];
                if ((i < first || i >= last) && Double.isFinite(before[i])) {
                    assertEquals(before[i], after[i], 1e-12 * (1 + Math.abs(before[i])), "one that stayed");
                }
            }
            if (Double.isFinite(start) && Double.isFinite(end)) {
                assertEquals(end - start, gain, 1e-10 * (1 + Math.abs(start) + Math.abs(end)));
                finite++;
            } else if (Double.isFinite(start)) {
                assertFalse(Double.isFinite(gain), "a density of " + end + " where parts grow by " + gain);
            }
        }
        return finite;
    }

    private static double[] point(LogDensity density, Block z, RandomGenerator random) {
        double[] point = new double[density.dimension()];
        for (int i = 0; i < point.length; i++) {
            boolean whole = i >= z.offset() && i < z.offset() + z.size();
            point[i] = whole ? value(z, random) : 0.7 * random.nextGaussian();
        }
        return point;
    }

    private static double value(Block z, RandomGenerator random) {
        double lowest = Double.isFinite(z.lowest()) ? z.lowest() : 0;
        double count = Double.isFinite(z.values()) ? z.values() : 9;
        // Now and then beside the support, where parts are −infinity.
        return lowest + random.nextInt((int) count) + (random.nextInt(40) == 0 ? count : 0);
    }
}
