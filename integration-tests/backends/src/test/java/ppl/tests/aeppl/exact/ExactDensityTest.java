package ppl.tests.aeppl.exact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import ppl.aeppl.LogDensityException;

/**
 * Log-densities of random chains of maps and clips against exact values: of all continuous families, at typical values, in tails
 * from 1e-300 to 1e300, at ends and atoms and beside them; with constants, with inputs, in joint densities.
 */
class ExactDensityTest {

    /** What a run of many chains came to. */
    private static final class Tally {
        private final List<String> wrong = new ArrayList<>();
        private int cases;
        private int untold;
        private int chains;
        private int refused;
    }

    @Test
    void random_chains_have_their_exact_densities() {
        Tally tally = new Tally();
        for (int seed = 0; tally.cases < 800; seed++) {
            compare(seed, tally);
        }
        judge(tally);
    }

    @Test
    @Tag("nightly")
    void twenty_thousand_random_cases_have_their_exact_densities() {
        Tally tally = new Tally();
        for (int seed = 100_000; tally.cases < 20_000; seed++) {
            compare(seed, tally);
        }
        judge(tally);
    }

    private static void judge(Tally tally) {
        assertEquals(List.of(), tally.wrong, tally.wrong.size() + " wrong of " + tally.cases);
        assertTrue(tally.untold < tally.cases / 50, tally.untold + " values could not be told exactly");
        assertTrue(tally.refused < tally.chains / 5 + 2, tally.refused + " chains refused of " + tally.chains);
    }

    private static void compare(int seed, Tally tally) {
        Cases cases = new Cases(new Random(seed));
        Chain chain = cases.chain();
        List<Reference> references = new ArrayList<>();
        for (Cases.Point point : cases.points(chain)) {
            var reference = Reference.of(chain, point.y(), point.atom());
            reference.ifPresentOrElse(references::add, () -> tally.untold++);
        }
        if (references.isEmpty()) {
            return;
        }
        for (Computed way : Computed.values()) {
            tally.chains++;
            try {
                compare(chain, way, references, tally);
            } catch (LogDensityException e) {
                tally.refused++; // such as a log of a product with a factor whose sign is not known
                if (way != Computed.ALL_AS_INPUT) {
                    tally.wrong.add(chain + " is refused: " + e.getMessage());
                }
            }
        }
    }

    private static void compare(Chain chain, Computed way, List<Reference> references, Tally tally) {
        double[] y = references.stream().mapToDouble(Reference::y).toArray();
        List<Computed.Result> results = way.at(chain, y);
        for (int i = 0; i < y.length; i++) {
            tally.cases++;
            double logp = results.get(i).logp();
            String what = way + " " + chain + " at " + y[i];
            if (!references.get(i).allows(logp, way != Computed.ALL_AS_INPUT)) {
                tally.wrong.add(
                        what + ": " + logp + " instead of " + references.get(i).exact());
            }
            boolean steep = references.get(i).atEnd()
                    || logp == Double.POSITIVE_INFINITY
                    || Math.abs(y[i]) > 1e100
                    || Math.abs(y[i]) < 1e-100;
            if (Double.isNaN(results.get(i).slope()) && !steep) {
                tally.wrong.add(what + ": the slope is NaN");
            }
        }
    }
}
