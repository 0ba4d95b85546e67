package ppl.aeppl.law;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import ppl.graph.Var;

/**
 * A law as an affine function of independent standard normal variables, element by element:
 * {@code mean + sum of coefficient(s) * z(s)} over the sources {@code s}. Sums over the same source add coefficients, so
 * {@code X + (X + Y)} comes out right.
 *
 * @param mean broadcastable to the draw
 * @param coefficients for each source the factor of its standardised variable, broadcastable to the draw
 */
public record GaussianForm(Var mean, Map<Var, Var> coefficients) {

    /** Copies the map, keeping its order. */
    public GaussianForm {
        coefficients = Collections.unmodifiableMap(new LinkedHashMap<>(coefficients));
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

    /** The standard deviation. */
    public Var scale() {
        if (coefficients.size() == 1) {
            return coefficients.values().iterator().next().abs();
        }
        return coefficients.values().stream()
                .map(Var::square)
                .reduce(Var::plus)
                .orElseThrow(() -> new IllegalStateException("a Gaussian form without sources is a constant"))
                .sqrt();
    }
}
