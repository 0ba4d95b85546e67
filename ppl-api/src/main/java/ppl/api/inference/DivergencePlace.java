package ppl.api.inference;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import ppl.api.diagnostics.Ranks;
import ppl.api.work.Deadline;
import ppl.api.work.SharedWork;

/**
 * Where divergent draws lie: at small or at large values of an element.
 *
 * @param element the element
 * @param offCentre the mean rank of its divergent draws, from −0.5 (smallest) to 0.5 (largest)
 */
record DivergencePlace(Element element, double offCentre) {
    private static final double EXTREME = 0.2;
    private static final double FALSE_ALARM = 0.05;

    /**
     * The element in which the divergent draws have the most extreme ranks, if these are more extreme than chance explains.
     *
     * @param diverging a flag for each draw, chain after chain
     */
    static Optional<DivergencePlace> of(List<Element> elements, boolean[] diverging, Deadline deadline) {
        @Nullable DivergencePlace[] found = new DivergencePlace[elements.size()];
        int threads = KnownStatistics.threads(
                elements.stream().map(Element::variable).distinct().toList());
        SharedWork.on(found.length, threads, deadline, e -> found[e] = at(elements.get(e), diverging, found.length));
        return IntStream.range(0, found.length)
                .mapToObj(e -> found[e])
                .filter(Objects::nonNull)
                .reduce((a, b) -> Math.abs(b.offCentre) > Math.abs(a.offCentre) ? b : a);
    }

    private static @Nullable DivergencePlace at(Element element, boolean[] diverging, int elements) {
        double[] values = element.draws().toArray();
        if (values.length != diverging.length) {
            return null;
        }
        double[] ranks = Ranks.centred(values);
        double sum = 0;
        int count = 0;
        for (int i = 0; i < ranks.length; i++) {
            if (diverging[i]) {
                sum += ranks[i];
                count++;
            }
        }
        double offCentre = sum / count / 2;
        return Math.abs(offCentre) > Math.max(EXTREME, byChance(count, elements))
                ? new DivergencePlace(element, offCentre)
                : null;
    }

    /**
     * How far the mean of so many uniform ranks lies off the centre in one of all elements with a probability of at most
     * {@link #FALSE_ALARM}: a uniform rank is sub-Gaussian with its own variance 1/12, and the elements share the probability.
     */
    private static double byChance(int count, int elements) {
        return Math.sqrt(Math.log(2 * elements / FALSE_ALARM) / (6.0 * count));
    }
}
