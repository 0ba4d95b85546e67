package ppl.api.mode;

import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import ppl.api.sample.SamplingCode;
import ppl.api.sample.SamplingException;

/**
 * How Laplace's approximation is made. Immutable: each method gives new options.
 *
 * {@snippet :
 * LaplaceFit fit = model.laplace(o -> o.draws(2000).seed(1));
 * }
 *
 * @param draws see {@link #draws(int)}
 * @param chains see {@link #chains(int)}
 * @param seed the seed of the draws; null for a random one, which the result reports
 * @param search how the mode is searched, always with Jacobians
 */
public record LaplaceOptions(
        int draws, int chains, @Nullable Long seed, MapOptions search) {

    /**
     * Checks the values.
     *
     * @throws SamplingException with code OPTION if draws or chains are less than 1, or the search leaves out the Jacobians
     */
    public LaplaceOptions {
        if (draws < 1) {
            throw new SamplingException(SamplingCode.OPTION, "option draws must be at least 1, not " + draws);
        }
        if (chains < 1) {
            throw new SamplingException(SamplingCode.OPTION, "option chains must be at least 1, not " + chains);
        }
        if (!search.jacobian()) {
            throw new SamplingException(
                    SamplingCode.OPTION,
                    "option jacobian is false, but Laplace's approximation is a normal law of the unconstrained coordinates, whose density has"
                            + " Jacobians: leave it out, or take findMap() for the mode without them");
        }
    }

    /** 4 chains of 1000 draws, as runs of samplers have. */
    public static LaplaceOptions defaults() {
        return new LaplaceOptions(1000, 4, null, MapOptions.defaults().jacobian(true));
    }

    /** The number of draws of each chain. */
    public LaplaceOptions draws(int n) {
        return new LaplaceOptions(n, chains, seed, search);
    }

    /** The number of chains. All draws are independent: chains make results look like those of a sampler. */
    public LaplaceOptions chains(int n) {
        return new LaplaceOptions(draws, n, seed, search);
    }

    /** The seed of the draws; the same seed gives the same draws, on every backend. */
    public LaplaceOptions seed(long other) {
        return new LaplaceOptions(draws, chains, other, search);
    }

    /** How the mode is searched, as {@code s -> s.starts(10)}. */
    public LaplaceOptions search(UnaryOperator<MapOptions> how) {
        return new LaplaceOptions(draws, chains, seed, how.apply(search));
    }
}
