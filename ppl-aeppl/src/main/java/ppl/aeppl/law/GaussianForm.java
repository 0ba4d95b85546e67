package ppl.aeppl.law;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import ppl.graph.Functions;
import ppl.graph.Var;
import ppl.graph.grad.Gradient;

/**
 * A law as an affine function of independent standard normal variables, element by element:
 * {@code mean + sum of coefficient(s) * z(s)} over the sources {@code s}. Sums over the same source add coefficients, so that
 * {@code X + (X + Y)} has the right variance.
 *
 * @param mean broadcastable to the draw
 * @param coefficients for each source the factor of its standardised variable, broadcastable to the draw
 */
public record GaussianForm(Var mean, Map<Var, Var> coefficients) implements ClosedForm<GaussianForm> {

    /** Copies the map, keeping its order. */
    public GaussianForm {
        coefficients = Collections.unmodifiableMap(new LinkedHashMap<>(coefficients));
    }

    /** That of a normal variable, standardised the same for each of its sources. */
    public static GaussianForm of(Var mean, Var scale, Sources sources) {
        Map<Var, Var> coefficients = new LinkedHashMap<>();
        sources.draws().forEach(s -> coefficients.put(s, scale));
        return new GaussianForm(mean, coefficients);
    }

    @Override
    public Optional<GaussianForm> affine(@Nullable Var factor, @Nullable Var offset) {
        GaussianForm scaled = factor == null ? this : times(factor);
        return Optional.of(offset == null ? scaled : scaled.plus(offset));
    }

    /** This plus another, which may share sources. */
    public GaussianForm plus(GaussianForm other) {
        Map<Var, Var> sum = new LinkedHashMap<>(coefficients);
        other.coefficients.forEach((source, c) -> sum.merge(source, c, Var::plus));
        return new GaussianForm(mean.plus(other.mean), sum);
    }

    /** This times a fixed factor. */
    public GaussianForm times(Var factor) {
        Map<Var, Var> scaled = new LinkedHashMap<>();
        coefficients.forEach((source, c) -> scaled.put(source, c.times(factor)));
        return new GaussianForm(mean.times(factor), scaled);
    }

    /** This plus a fixed offset. */
    public GaussianForm plus(Var offset) {
        return new GaussianForm(mean.plus(offset), coefficients);
    }

    /**
     * The standard deviation.
     *
     * @throws IllegalStateException if there are no sources, since the law is then that of a constant
     */
    public Var scale() {
        if (coefficients.size() == 1) {
            return coefficients.values().iterator().next().abs();
        }
        if (coefficients.isEmpty()) {
            throw new IllegalStateException(
                    "a Gaussian form needs at least one source; without sources it is a constant");
        }
        Var unit = Gradient.stop(largest());
        Var squares = coefficients.values().stream()
                .map(c -> c.div(unit).square())
                .reduce(Var::plus)
                .orElseThrow();
        return squares.sqrt().times(unit);
    }

    /** By which coefficients are divided before they are squared, since the squares of 1e200 and 1e-200 are no doubles. */
    private Var largest() {
        Var largest = coefficients.values().stream()
                .map(Var::abs)
                .reduce(Functions::maximum)
                .orElseThrow();
        Var usable = Functions.and(largest.gt(0), largest.lt(Double.POSITIVE_INFINITY));
        return Functions.where(usable, largest, Var.constant(1.0));
    }
}
