package ppl.aeppl.rule.mixture;

import java.util.List;
import java.util.Objects;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import ppl.aeppl.DensityCode;
import ppl.aeppl.LogDensityException;
import ppl.aeppl.law.DiscreteSimplex;
import ppl.aeppl.law.Law;
import ppl.aeppl.law.Support;
import ppl.aeppl.law.Support.RealInterval;
import ppl.graph.Functions;
import ppl.graph.Shape.Extent;
import ppl.graph.Var;

/** The least interval known to hold the supports of several laws, or the set that is the support of each. */
final class Hull {

    private Hull() {}

    static Support of(Components components) {
        return switch (components) {
            case Components.Several(List<Law> laws) -> of(laws);
            case Components.Along along -> ofAll(along.law().type().support());
        };
    }

    private static Support of(List<Law> laws) {
        List<Support> supports = laws.stream().map(law -> law.type().support()).toList();
        Support first = supports.getFirst();
        if (supports.stream().allMatch(first::equals)) {
            return first;
        }
        for (Support s : supports) {
            if (!s.equals(first) && Math.max(s.eventRank(), first.eventRank()) > 0) {
                throw new LogDensityException(
                        DensityCode.DOMAIN_NOT_COVERED,
                        "the components of a mixture of vectors must have one support, but there are " + first + " and "
                                + s + "\n  to fix: mix laws on one set");
            }
        }
        boolean whole = supports.stream().allMatch(Support::isDiscrete);
        List<RealInterval> hulls = supports.stream().map(Support::hull).toList();
        Var lo = outermost(hulls, RealInterval::lo, Functions::minimum);
        Var hi = outermost(hulls, RealInterval::hi, Functions::maximum);
        return whole
                ? new Support.Integers(lo, hi)
                : new RealInterval(
                        lo,
                        lo != null && hulls.stream().anyMatch(RealInterval::loClosed),
                        hi,
                        hi != null && hulls.stream().anyMatch(RealInterval::hiClosed));
    }

    private static @Nullable Var outermost(
            List<RealInterval> hulls, Function<RealInterval, @Nullable Var> end, BinaryOperator<Var> outer) {
        return hulls.stream().map(end).anyMatch(Objects::isNull)
                ? null
                : hulls.stream()
                        .map(end)
                        .map(Objects::requireNonNull)
                        .reduce(outer)
                        .orElseThrow();
    }

    /** The support of draws without the last axis, along which its ends may differ. */
    private static Support ofAll(Support s) {
        return switch (s) {
            case RealInterval(Var lo, boolean loClosed, Var hi, boolean hiClosed) -> {
                Var least = least(lo);
                Var greatest = greatest(hi);
                yield least == lo && greatest == hi ? s : new RealInterval(least, loClosed, greatest, hiClosed);
            }
            case Support.Integers(Var lo, Var hi) -> new Support.Integers(least(lo), greatest(hi));
            case DiscreteSimplex(Var total, int rest) when total.rank() > 0 -> new DiscreteSimplex(ofOne(total), rest);
            default -> s;
        };
    }

    /** The total of vectors of counts, which must be the same along the last axis. */
    private static Var ofOne(Var total) {
        if (total.shape().extent(-1).is(1)) {
            return Functions.squeeze(total, -1);
        }
        throw new LogDensityException(
                DensityCode.DOMAIN_NOT_COVERED,
                "the components of a mixture of vectors must have one support, but these are counts with sums "
                        + total.describe() + ", one for each component"
                        + "\n  to fix: mix laws of one total");
    }

    private static @Nullable Var least(@Nullable Var end) {
        return end == null || end.rank() == 0 ? end : isOne(end) ? Functions.squeeze(end, -1) : end.min(-1);
    }

    private static @Nullable Var greatest(@Nullable Var end) {
        return end == null || end.rank() == 0 ? end : isOne(end) ? Functions.squeeze(end, -1) : end.max(-1);
    }

    private static boolean isOne(Var end) {
        return end.shape().extent(-1) instanceof Extent.Known(int length) && length == 1;
    }
}
