package ppl.api.mode;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import ppl.api.sample.SamplingCode;
import ppl.api.sample.SamplingException;
import ppl.graph.Tensor;

/**
 * How a maximum is searched. Immutable: each method gives new options.
 *
 * {@snippet :
 * MapEstimate mode = model.findMap(o -> o.starts(10).seed(1));
 * }
 *
 * @param jacobian see {@link #jacobian(boolean)}
 * @param starts see {@link #starts(int)}
 * @param jitter see {@link #jitter(double)}
 * @param seed see {@link #seed(long)}
 * @param iterations see {@link #iterations(int)}
 * @param tolerance see {@link #tolerance(double)}
 * @param values start values by variable, in the user's space
 * @param backend the name of the backend; null for the best present
 */
public record MapOptions(
        boolean jacobian,
        int starts,
        double jitter,
        long seed,
        int iterations,
        double tolerance,
        Map<String, Tensor> values,
        @Nullable String backend) {

    /**
     * Checks the values.
     *
     * @throws SamplingException with code OPTION if starts or iterations are less than 1, the jitter is negative or not finite, or the tolerance
     *     is not between 0 and 1
     */
    public MapOptions {
        if (starts < 1) {
            throw refused("starts must be at least 1, not " + starts);
        }
        if (!(jitter >= 0 && Double.isFinite(jitter))) {
            throw refused("jitter must be a finite number of at least 0, not " + jitter);
        }
        if (jitter == 0 && starts > 1) {
            throw refused("starts is " + starts + ", but jitter is 0, so all would be the same: leave one of them out");
        }
        if (iterations < 1) {
            throw refused("iterations must be at least 1, not " + iterations);
        }
        if (!(tolerance > 0 && tolerance < 1)) {
            throw refused("tolerance must be a number of standard deviations above 0 and below 1, not " + tolerance);
        }
        values = Map.copyOf(values);
    }

    private static SamplingException refused(String what) {
        return new SamplingException(SamplingCode.OPTION, "option " + what);
    }

    /** The mode in the user's space, from 4 starts with jitter 1, up to 2000 iterations each, to 1e-6 standard deviations. */
    public static MapOptions defaults() {
        return new MapOptions(false, 4, 1, 0, 2000, 1e-6, Map.of(), null);
    }

    /**
     * Which density is maximised. False, the default: that of the values in the user's space, whose mode PyMC's {@code find_MAP} and Stan's
     * {@code optimize} give. True: that of the unconstrained coordinates, with the Jacobians of their maps, around which Laplace's approximation is
     * normal; Stan's {@code jacobian=true}. They differ for variables with bounds: of a gamma(2, 1) the one is at 1, the other at 2.
     */
    public MapOptions jacobian(boolean with) {
        return new MapOptions(with, starts, jitter, seed, iterations, tolerance, values, backend);
    }

    /** How many searches there are. The first starts at support points and start values, the others at jittered ones; the highest maximum wins. */
    public MapOptions starts(int n) {
        return new MapOptions(jacobian, n, jitter, seed, iterations, tolerance, values, backend);
    }

    /** Half width of the uniform jitter of starts in unconstrained space. */
    public MapOptions jitter(double halfWidth) {
        return new MapOptions(jacobian, starts, halfWidth, seed, iterations, tolerance, values, backend);
    }

    /** The seed of the jitter, 0 if it is not given. */
    public MapOptions seed(long other) {
        return new MapOptions(jacobian, starts, jitter, other, iterations, tolerance, values, backend);
    }

    /** How many directions a search takes at most. */
    public MapOptions iterations(int most) {
        return new MapOptions(jacobian, starts, jitter, seed, most, tolerance, values, backend);
    }

    /**
     * How near the maximum is near enough, in standard deviations of the normal law around it: the norm of the gradient in the metric of its
     * covariance. It does not depend on the units of variables.
     */
    public MapOptions tolerance(double deviations) {
        return new MapOptions(jacobian, starts, jitter, seed, iterations, deviations, values, backend);
    }

    /**
     * The start value of a variable, in the user's space.
     *
     * @throws SamplingException with code OPTION if the name or the value is null
     */
    public MapOptions start(String variable, double... value) {
        if (variable == null || value == null) {
            throw refused(
                    "start has no " + (variable == null ? "variable" : "value for '" + variable + "'") + ", but null");
        }
        Map<String, Tensor> all = new HashMap<>(values);
        all.put(variable, value.length == 1 ? Tensor.scalar(value[0]) : Tensor.of(value));
        return new MapOptions(jacobian, starts, jitter, seed, iterations, tolerance, all, backend);
    }

    /** The backend by name. */
    public MapOptions backend(@Nullable String name) {
        return new MapOptions(jacobian, starts, jitter, seed, iterations, tolerance, values, name);
    }
}
