package ppl.api.sbc;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import ppl.api.Model;
import ppl.api.sample.SamplingCode;
import ppl.api.sample.SamplingException;

/**
 * Simulation-based calibration of a model: parameters are drawn from the prior, data given these, and the model is fitted to each data set. The rank
 * of each parameter among draws of its posterior is then uniform, if density, sampler and data agree. A wrong
 * Jacobian, a sampler that misses a tail, or a likelihood that is not the one that made the data shows in it. Immutable: each method gives a new one.
 *
 * {@snippet :
 * SbcResult result = Sbc.of(model).datasets(200).seed(1).run();
 * System.out.println(result);
 * }
 *
 * <p>Draws of a chain depend on each other, which alone makes ranks uneven. So a run of the default fit goes on until every quantity has as many
 * effective draws as are compared, and of all draws these are taken evenly spaced.
 *
 * <p><b>Source.</b> Talts, Betancourt, Simpson, Vehtari and Gelman (2018), <i>Validating Bayesian inference algorithms with simulation-based
 * calibration</i>; quantities as in Modrák et al. (2023).
 *
 * @param model the model, whose own observed values do not matter; what is missing of them is missing of simulated ones, and is ranked too
 * @param datasets see {@link #datasets(int)}
 * @param draws see {@link #draws(int)}
 * @param seed see {@link #seed(long)}
 * @param cores see {@link #cores(int)}
 * @param fit see {@link #fit(SbcFit)}; null for the default
 * @param quantities functions of the parameters by name
 */
public record Sbc(
        Model model,
        int datasets,
        int draws,
        long seed,
        int cores,
        @Nullable SbcFit fit,
        Map<String, ToDoubleFunction<Map<String, double[]>>> quantities) {

    /**
     * Checks the values.
     *
     * @throws SamplingException with code OPTION if there are fewer than 20 data sets, no draws, no cores, or so many draws that their ranks
     *     have no bins of equal size
     */
    public Sbc {
        if (datasets < 20) {
            throw refused("datasets must be at least 20, so that an uneven histogram can be told from chance, not "
                    + datasets);
        }
        if (draws < 1 || draws > 1_000_000) {
            throw refused("draws must be at least 1 and at most 1000000, not " + draws);
        }
        if (cores < 1) {
            throw refused("cores must be at least 1, not " + cores);
        }
        if (RankTest.bins(draws, datasets) < 2) {
            throw refused("draws is " + draws + ", so there are " + (draws + 1)
                    + " ranks, which no small number of bins divides: take one less than a round number, such as 99");
        }
        quantities = Collections.unmodifiableMap(new LinkedHashMap<>(quantities));
    }

    private static SamplingException refused(String what) {
        return new SamplingException(SamplingCode.OPTION, "option " + what);
    }

    /** Of a model: 200 data sets, 99 draws of each posterior, seed 0, as many threads as processors. */
    public static Sbc of(Model model) {
        int processors = Runtime.getRuntime().availableProcessors();
        return new Sbc(model, 200, 99, 0, processors, null, Map.of());
    }

    /** The number of simulated data sets, each with one rank of every quantity. */
    public Sbc datasets(int n) {
        return new Sbc(model, n, draws, seed, cores, fit, quantities);
    }

    /** The number of posterior draws among which true values are ranked: one less than a round number, so that ranks fill bins evenly. */
    public Sbc draws(int n) {
        return new Sbc(model, datasets, n, seed, cores, fit, quantities);
    }

    /** The seed of everything. */
    public Sbc seed(long other) {
        return new Sbc(model, datasets, draws, other, cores, fit, quantities);
    }

    /** The number of threads, which share the data sets; the ranks do not depend on it. */
    public Sbc cores(int n) {
        return new Sbc(model, datasets, draws, seed, n, fit, quantities);
    }

    /**
     * Another way to fit than {@code infer()} with one chain: another sampler, other options, an approximation whose calibration is asked for.
     *
     * {@snippet :
     * SbcResult approximate = Sbc.of(model).fit((m, seed) -> m.laplace(o -> o.draws(250).seed(seed)).data()).run();
     * }
     */
    public Sbc fit(SbcFit how) {
        return new Sbc(model, datasets, draws, seed, cores, how, quantities);
    }

    /**
     * One more quantity to rank, a function of the parameters: what parameters do not show alone, a function of several may.
     *
     * @param of gives the quantity of the elements of each variable by name, row-major
     * @throws SamplingException with code OPTION if there is a variable or quantity of this name
     */
    public Sbc quantity(String name, ToDoubleFunction<Map<String, double[]>> of) {
        boolean taken = quantities.containsKey(name)
                || model.free().stream().anyMatch(v -> v.name().equals(name))
                || model.deterministics().stream().anyMatch(v -> v.name().equals(name));
        if (taken) {
            throw refused("quantity '" + name + "' has the name of a variable or of another quantity: give it another");
        }
        Map<String, ToDoubleFunction<Map<String, double[]>>> more = new LinkedHashMap<>(quantities);
        more.put(name, of);
        return new Sbc(model, datasets, draws, seed, cores, fit, more);
    }

    /**
     * Simulates, fits and ranks.
     *
     * @throws SamplingException with code MODEL if the model observes nothing, has an improper prior or a potential, or a variable has a
     *     random shape, since then data cannot be drawn from it; with the code of its cause if a fit fails, naming the data set
     * @throws ppl.api.diagnostics.ResultException with code ABSENT if a fit lacks a variable; with code SHAPE if it has another shape or too few
     *     draws; with code CONTENT if a quantity fails
     */
    public SbcResult run() {
        return new Calibration(this).run();
    }
}
