package ppl.aeppl.rule.mixture;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import ppl.aeppl.law.Law;
import ppl.aeppl.law.LogTerms;
import ppl.aeppl.law.Support;
import ppl.aeppl.law.Value;
import ppl.aeppl.rule.joined.Known;
import ppl.graph.Functions;
import ppl.graph.Shape;
import ppl.graph.Tensor;
import ppl.graph.Var;

/**
 * The finitely many values of whole numbers drawn, for each element from {@code first} on.
 *
 * @param shape of the numbers
 * @param first the least of each
 * @param count how many values the one with most has
 * @param last the greatest of each
 */
record Alternatives(Shape shape, long[] first, long[] last, int count) {

    /** The most that are listed. */
    static final int LISTED = 10_000;

    /** Empty unless all are known now, and at most {@link #LISTED}. */
    static Optional<Alternatives> of(Law law) {
        Support.RealInterval hull = law.type().support().hull();
        Shape shape = law.type().draw().shape();
        if (!law.type().support().isDiscrete() || !shape.isKnown() || hull.lo() == null || hull.hi() == null) {
            return Optional.empty();
        }
        Tensor lo = known(hull.lo(), shape);
        Tensor hi = known(hull.hi(), shape);
        if (lo == null || hi == null) {
            return Optional.empty();
        }
        long[] first = new long[lo.length()];
        long[] last = new long[lo.length()];
        long most = 0;
        for (int i = 0; i < first.length; i++) {
            first[i] = (long) Math.ceil(lo.doubleAt(i));
            last[i] = (long) Math.floor(hi.doubleAt(i));
            most = Math.max(most, last[i] - first[i] + 1);
        }
        return most > LISTED
                ? Optional.empty()
                : Optional.of(new Alternatives(shape, first, last, (int) Math.max(1, most)));
    }

    private static @Nullable Tensor known(Var end, Shape shape) {
        return Known.value(Functions.broadcastTo(end, shape));
    }

    long least() {
        return IntStream.range(0, first.length).mapToLong(i -> first[i]).min().orElse(0);
    }

    long greatest() {
        return IntStream.range(0, last.length).mapToLong(i -> last[i]).max().orElse(-1);
    }

    /** Whether no value is one of two elements. */
    boolean areDisjoint() {
        Integer[] order = IntStream.range(0, first.length).boxed().toArray(Integer[]::new);
        Arrays.sort(order, Comparator.comparingLong(i -> first[i]));
        for (int i = 1; i < order.length; i++) {
            if (first[order[i]] <= last[order[i - 1]]) {
                return false;
            }
        }
        return true;
    }

    /** The {@code j}-th value of each element; of one that has fewer its last. */
    long[] at(int j) {
        return IntStream.range(0, first.length)
                .mapToLong(i -> Math.min(first[i] + j, last[i]))
                .toArray();
    }

    /** The log-probabilities of the values, along a last axis; −∞ of those that an element does not have. */
    Var logProbabilities(Law law) {
        Var[] all = new Var[count];
        for (int j = 0; j < count; j++) {
            int alternative = j;
            Var value = Functions.cast(
                    Var.constant(Tensor.wrap(at(j), shape.sizes())),
                    law.type().draw().dtype());
            LogTerms density = law.logDensity(Value.of(value));
            boolean[] own = new boolean[first.length];
            IntStream.range(0, own.length).forEach(i -> own[i] = first[i] + alternative <= last[i]);
            all[j] = Functions.where(
                    Var.constant(Tensor.wrap(own, shape.sizes())),
                    density.elementwise(),
                    Var.constant(Double.NEGATIVE_INFINITY));
        }
        return Functions.stack(List.of(all), -1);
    }
}
