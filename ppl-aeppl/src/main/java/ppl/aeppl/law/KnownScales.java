package ppl.aeppl.law;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import ppl.aeppl.numeric.HostValues;
import ppl.graph.Functions;
import ppl.graph.Shape;
import ppl.graph.Tensor;

/**
 * The standard deviations of the elements of a {@link GaussianForm} by the values of its weights, where those that cancel count as 0. They
 * seldom add up to exactly 0, as {@code 0.1 + 0.2 - 0.3} does not; so each is compared with what it is made of.
 */
final class KnownScales {

    /** Less than this of the parts is rounding, also of sums of some thousand. */
    private static final double ROUNDING = 0x1p-42;

    /** More weights are not looked at. */
    private static final long MOST = 1L << 16;

    /** The weight of an element of a draw, and the same without signs. */
    private static final class Weight {
        double sum;
        double gross;
    }

    private final Shape shape;
    private final List<Map<Long, Weight>> elements = new ArrayList<>();

    private KnownScales(Shape shape) {
        this.shape = shape;
        for (int i = 0; i < shape.elements(); i++) {
            elements.add(new HashMap<>());
        }
    }

    /**
     * The standard deviations, row-major; null if they are not known, or too many.
     *
     * @param gross the same form with weights as if none cancelled
     */
    static double @Nullable [] of(GaussianForm form, GaussianForm gross, HostValues values) {
        if (!form.shape().isKnown()
                || form.loadings().size() != gross.loadings().size()) {
            return null;
        }
        KnownScales scales = new KnownScales(form.shape());
        Map<Object, Integer> draws = new HashMap<>();
        long weights = 0;
        for (int k = 0; k < form.loadings().size(); k++) {
            Loadings.Listed l = form.loadings().get(k).listed(form.shape());
            weights += l.positions().length;
            int draw = draws.computeIfAbsent(l.draw(), _ -> draws.size());
            if (weights > MOST || !scales.add(draw, l, gross.loadings().get(k).listed(form.shape()), values)) {
                return null;
            }
        }
        return scales.elements.stream().mapToDouble(KnownScales::length).toArray();
    }

    private boolean add(int draw, Loadings.Listed l, Loadings.Listed gross, HostValues values) {
        Tensor weights = known(l, values);
        Tensor sizes = known(gross, values);
        if (weights == null || sizes == null || !l.matches(gross)) {
            return false;
        }
        for (int i = 0; i < l.positions().length; i++) {
            int position = l.positions()[i];
            if (position >= 0) {
                Weight weight =
                        elements.get(i / l.width()).computeIfAbsent(((long) draw << 32) + position, _ -> new Weight());
                weight.sum += weights.doubleAt(i);
                weight.gross += Math.abs(sizes.doubleAt(i));
            }
        }
        return true;
    }

    private @Nullable Tensor known(Loadings.Listed l, HostValues values) {
        return values.of(Functions.broadcastTo(
                        Loadings.ranked(l.weights(), shape.rank() + 1), shape.concat(Shape.of(l.width()))))
                .orElse(null);
    }

    private static double length(Map<Long, Weight> weights) {
        double squares = 0;
        for (Weight weight : weights.values()) {
            squares = Math.hypot(squares, Math.abs(weight.sum) <= ROUNDING * weight.gross ? 0 : weight.sum);
        }
        return squares;
    }
}
