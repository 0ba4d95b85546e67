package ppl.aeppl.cases;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import ppl.aeppl.LogDensityException;
import ppl.graph.GraphCode;
import ppl.graph.GraphException;

/** Random expressions of draws: each is refused, or its draws follow the law that is derived for it. */
final class RandomExpressionsTest {

    /** More nightly. */
    private static final int SEEDS = Integer.getInteger("ppl.expressions", 60);

    private static final long FIRST = Long.getLong("ppl.expressions.first", 1);

    private static final int DRAWS = 4_000;

    @Test
    void random_expressions_have_the_law_of_their_draws_or_none() {
        List<String> wrong = new ArrayList<>();
        int derived = 0;
        for (long seed = FIRST; seed < FIRST + SEEDS; seed++) {
            String verdict = verdict(seed);
            derived += verdict.equals(REFUSED) ? 0 : 1;
            if (!verdict.isEmpty() && !verdict.equals(REFUSED)) {
                wrong.add("seed " + seed + ": " + verdict);
            }
        }
        assertEquals(List.of(), wrong, () -> String.join("\n", wrong));
        assertTrue(derived > SEEDS / 4, derived + " of " + SEEDS + " have a law: the others say nothing");
    }

    private static final String REFUSED = "refused";

    private static String verdict(long seed) {
        RandomGenerator random = new SplittableRandom(seed);
        StringBuilder text = new StringBuilder();
        try {
            ppl.graph.Var expression = RandomExpression.of(random);
            text.append(expression.expression());
            VectorCase c = new VectorCase("seed " + seed, () -> expression);
            try (CompiledCase compiled = new CompiledCase(c)) {
                double[][] draws = compiled.draws(DRAWS);
                String wrong = new DrawnBoxes(compiled, draws, 1).whatIsWrong();
                String still =
                        wrong.isEmpty() || isThin(compiled, draws) ? "" : DrawnBoxes.whatIsStillWrong(compiled, draws);
                String slopes = ParameterSlopes.whatIsWrong(expression, draws[0]);
                return still.isEmpty() && slopes.isEmpty() ? "" : text + ": " + still + slopes;
            }
        } catch (LogDensityException e) {
            return REFUSED;
        } catch (GraphException e) {
            return e.code() == GraphCode.RANDOM ? REFUSED : text + ": " + e;
        } catch (RuntimeException | AssertionError e) {
            return text + ": " + e;
        }
    }

    /** Whether draws lie where one element says that another has a point of positive probability: boxes do not see such points. */
    private static boolean isThin(CompiledCase compiled, double[][] draws) {
        int alone = 0;
        for (int i = 0; i < 100; i++) {
            double[] moved = draws[i].clone();
            for (int e = 0; e < moved.length; e++) {
                moved[e] += moved[e] == Math.rint(4 * moved[e]) / 4 ? 0 : (e + 1) * 1e-9;
            }
            alone += Math.abs(compiled.logp(moved) - compiled.logp(draws[i])) > 1 ? 1 : 0;
        }
        return alone > 5;
    }
}
