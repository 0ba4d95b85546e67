package ppl.api.sample;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * When a run ends before it has all the draws that were asked for.
 *
 * @param ess the effective sample size, bulk and tail, that each element of the posterior is to have; 0 where that does not matter
 * @param of the variables whose elements these are; empty for all
 * @param mcse for some variables the standard error that the mean of each of their elements is to have at most
 * @param deadline after which the run ends with what it has; null for none
 */
public record Until(
        double ess,
        List<String> of,
        Map<String, Double> mcse,
        @Nullable Duration deadline) {

    private static final int FIRST = 100;

    /**
     * Checks and copies the values.
     *
     * @throws SamplingException with code OPTION if one is not above 0 or not finite
     */
    public Until {
        if (!(ess >= 0 && Double.isFinite(ess))) {
            throw new SamplingException(
                    SamplingCode.OPTION, "option untilEss must be a finite number above 0, not " + ess);
        }
        of = List.copyOf(of);
        mcse = Map.copyOf(mcse);
        new TreeMap<>(mcse).forEach((name, bound) -> {
            if (!(bound > 0 && Double.isFinite(bound))) {
                throw new SamplingException(
                        SamplingCode.OPTION,
                        "option untilMcse of '" + name + "' must be a finite number above 0, not " + bound);
            }
        });
        if (deadline != null && (deadline.isNegative() || deadline.isZero())) {
            throw new SamplingException(
                    SamplingCode.OPTION, "option deadline must be longer than nothing, not " + deadline);
        }
    }

    /** Not at all. */
    static Until never() {
        return new Until(0, List.of(), Map.of(), null);
    }

    /** Whether draws decide. */
    boolean isPrecision() {
        return ess > 0 || !mcse.isEmpty();
    }

    /**
     * The iterations up to which all chains come before any goes on, in order. The draws between two of them grow with those that there are, by a half,
     * so what is decided after them costs no more than three times what is decided at the end.
     *
     * @param run how much is asked for
     */
    List<Integer> rounds(SampleOptions.Run run) {
        List<Integer> rounds = new ArrayList<>();
        if (isPrecision() || deadline != null) {
            if (run.tune() > 0) {
                rounds.add(run.tune());
            }
            for (long draws = FIRST; draws < run.draws(); draws += draws / 2) {
                rounds.add(run.tune() + (int) draws);
            }
        }
        rounds.add(run.iterations());
        return rounds;
    }
}
