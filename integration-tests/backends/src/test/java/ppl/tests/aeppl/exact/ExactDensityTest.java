package ppl.tests.aeppl.exact;

import static org.junit.jupiter.api.Assertions.assertFalse;
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

    @Test
    void random_chains_have_their_exact_densities() {
        Tally tally = new Tally();
        for (int seed = 0; tally.cases() < 400; seed++) {
            compare(seed, tally);
        }
        tally.close();
    }

    @Test
    @Tag("nightly")
    void twenty_thousand_random_cases_have_their_exact_densities() {
        Tally tally = new Tally();
        for (int seed = 100_000; tally.cases() < 20_000; seed++) {
            compare(seed, tally);
        }
        tally.close();
    }

    /** At the image of a bound the density of what is not clipped is wrong, and so is an infinity. */
    @Test
    void a_lost_atom_is_caught() {
        Chain chain = new Chain(
                Family.NORMAL,
                new double[] {0, 1},
                List.of(new Step.Clip(true, -1), new Step.Clip(false, 1), Step.Named.EXP));
        Reference atom = Reference.of(chain, Math.E, 1).orElseThrow();
        double mass = -1.8410216450092634;
        assertTrue(atom.allows(mass, true), () -> "exact: " + atom.exact());
        for (double wrong :
                new double[] {-2.8447, mass + 1e-9, 0, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY}) {
            assertFalse(atom.allows(wrong, true), () -> wrong + " is taken for " + mass);
        }
    }

    static void compare(int seed, Tally tally) {
        Cases cases = new Cases(new Random(seed));
        Chain chain = cases.chain();
        List<Reference> references = new ArrayList<>();
        for (Cases.Point point : cases.points(chain)) {
            var reference = Reference.of(chain, point.y(), point.atom());
            reference.ifPresentOrElse(references::add, tally::leaveOut);
        }
        for (Computed way : Computed.values()) {
            tally.ask();
            try {
                compare(chain, way, references, tally);
            } catch (LogDensityException e) {
                tally.refuse(); // such as a log of a product with a factor whose sign is not known
                tally.note(way == Computed.ALL_AS_INPUT, chain + " is refused: " + e.getMessage());
            }
        }
    }

    private static void compare(Chain chain, Computed way, List<Reference> all, Tally tally) {
        List<Reference> references = way.of(all, Reference::y);
        double[] y = references.stream().mapToDouble(Reference::y).toArray();
        List<Computed.Result> results = way.at(chain, y);
        for (int i = 0; i < y.length; i++) {
            Reference reference = references.get(i);
            Computed.Result found = results.get(i);
            String what = way + " " + chain + " at " + y[i];
            boolean right = reference.allows(found.logp(), way != Computed.ALL_AS_INPUT);
            tally.judge(right, what + ": " + found.logp() + " instead of " + reference.exact());
            if (right && found.slope().isPresent() && reference.isSameSide(found.logp())) {
                double slope = found.slope().getAsDouble();
                reference
                        .slope()
                        .ifPresent(s -> tally.judgeSlope(
                                s.allows(slope), what + " has slope " + slope + " instead of " + s.exact()));
            }
        }
    }
}
