package ppl.api.report;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import ppl.api.inference.Coord;
import ppl.api.inference.Dataset;
import ppl.api.inference.Group;
import ppl.api.inference.InferenceData;

/** Made-up results of models of many sizes, as samplers leave them: draws that remember, some that diverge. */
final class Pages {
    private static final int CHAINS = 4;
    private static final int DRAWS = 1000;

    private final Random random;
    private final Dataset.Builder posterior = Dataset.builder();
    private boolean[] diverging = new boolean[CHAINS * DRAWS];

    private Pages(long seed) {
        random = new Random(seed);
    }

    /** One page for each size, by name. */
    static Map<String, InferenceData> all() {
        Map<String, InferenceData> pages = new LinkedHashMap<>();
        pages.put("1", one());
        pages.put("6", six());
        pages.put("175", radon());
        pages.put("1000", thousand());
        pages.put("1000-scalars", scalars());
        pages.put("32-chains-as-ill-as-can-be", ill());
        return pages;
    }

    static InferenceData one() {
        return new Pages(1).real("mu", 3, 0.5, 0.2).data("one");
    }

    /** A funnel: small tau goes with theta near mu, and there draws diverge. Chain 3 lingers elsewhere in sigma. */
    static InferenceData six() {
        Pages page = new Pages(2);
        double[] mu = page.chain(4.4, 3.3, 0.5);
        double[] tau = Arrays.stream(page.chain(0.8, 0.9, 0.8)).map(Math::exp).toArray();
        page.add("mu", mu).add("tau", tau);
        for (String school : List.of("Choate", "Deerfield", "Phillips Andover")) {
            double[] z = page.chain(0, 1, 0.2);
            double[] theta = new double[z.length];
            Arrays.setAll(theta, i -> mu[i] + tau[i] * z[i]);
            page.add("theta_" + school.toLowerCase(java.util.Locale.ROOT).replace(' ', '_'), theta);
        }
        double[] sigma = page.chain(10, 1, 0.6);
        for (int i = 3 * DRAWS; i < 4 * DRAWS; i++) {
            sigma[i] += 0.7;
        }
        page.add("sigma", sigma);
        for (int i = 0; i < tau.length; i++) {
            page.diverging[i] = tau[i] < 0.8 && page.random.nextInt(4) == 0;
        }
        return page.data("eight_schools");
    }

    /** The variables of the radon example, in the order of the model. */
    static InferenceData radon() {
        return new Pages(3)
                .real("mu_a", 1.49, 0.05, 0.3)
                .real("sigma_a", 0.32, 0.045, 0.4)
                .vector("a", "county", 85, 1, 0.1)
                .real("mu_b", -0.65, 0.08, 0.1)
                .real("sigma_b", 0.25, 0.05, 0.75)
                .vector("b", "county", 85, 0.4, 0.1)
                .real("eps", 0.72, 0.018, 0)
                .data("radon");
    }

    /** Scales that differ by a hundred million, long names, a vector before all scalars, a matrix, counts, a constant. */
    static InferenceData thousand() {
        Pages page = new Pages(4)
                .vector("effect_of_the_neighbourhood_on_the_price", "neighbourhood", 700, 1e5, 0.1)
                .real("intercept", 1.2e6, 3e3, 0.2)
                .real("learning_rate", 0.012, 0.0004, 0.3)
                .vector("beta", "covariate", 6, 2, 0.2)
                .vector("season", "month", 12, 0.5, 0.2)
                .vector("gp", "time", 277, 1, 0.95);
        double[] counts = page.chain(3, 1.5, 0.1);
        Arrays.setAll(counts, i -> Math.max(0, Math.rint(counts[i])));
        page.add("changepoint", counts).add("fixed", new double[CHAINS * DRAWS]);
        page.posterior.variable(
                "shown", List.of("chain", "draw"), new int[] {CHAINS, DRAWS}, new boolean[CHAINS * DRAWS]);
        return page.data("house_prices");
    }

    static InferenceData scalars() {
        Pages page = new Pages(5);
        for (int v = 0; v < 1000; v++) {
            page.real("theta_" + v, v, 1 + v % 7, v == 777 ? 0.97 : 0.1);
        }
        return page.data("a thousand scalars");
    }

    /** Every other draw diverges, chains stick in places of their own, names want to be markup. */
    static InferenceData ill() {
        int chains = 32;
        int draws = 500;
        Random random = new Random(6);
        int[] shape = {chains, draws};
        List<String> dims = List.of("chain", "draw");
        Dataset.Builder posterior = Dataset.builder();
        boolean[] diverging = new boolean[chains * draws];
        double[] energy = new double[chains * draws];
        for (String name : List.of("<b>bold</b> & \"quoted\"", "sigma", "переменная", "x".repeat(120))) {
            double[] values = new double[chains * draws];
            for (int i = 0; i < values.length; i++) {
                values[i] = i / draws + random.nextGaussian() / (1 + i / draws % 5);
                diverging[i] = i % 2 == 0;
                energy[i] = (i % draws == 0 ? 0 : energy[i - 1]) + random.nextGaussian();
            }
            posterior.variable(name, dims, shape, values);
        }
        double[] broken = new double[chains * draws];
        broken[7] = Double.NaN;
        posterior.variable("broken", dims, shape, broken).attribute("interrupted", 1L);
        return InferenceData.of(Group.POSTERIOR, posterior.build())
                .with(
                        Group.SAMPLE_STATS,
                        Dataset.builder()
                                .variable("energy", dims, shape, energy)
                                .variable("diverging", dims, shape, diverging)
                                .variable("reached_max_treedepth", dims, shape, diverging.clone())
                                .build());
    }

    private double[] chain(double mean, double sd, double memory) {
        double[] draws = new double[CHAINS * DRAWS];
        double fresh = Math.sqrt(1 - memory * memory);
        for (int i = 0; i < draws.length; i++) {
            double noise = random.nextGaussian();
            draws[i] = i % DRAWS == 0 ? noise : memory * draws[i - 1] + fresh * noise;
        }
        return Arrays.stream(draws).map(z -> mean + sd * z).toArray();
    }

    private Pages add(String name, double[] draws) {
        posterior.variable(name, List.of("chain", "draw"), new int[] {CHAINS, DRAWS}, draws);
        return this;
    }

    private Pages real(String name, double mean, double sd, double memory) {
        return add(name, chain(mean, sd, memory));
    }

    private Pages vector(String name, String dim, int size, double spread, double memory) {
        double[] values = new double[CHAINS * DRAWS * size];
        for (int e = 0; e < size; e++) {
            double[] draws = chain(spread * random.nextGaussian(), spread, memory);
            for (int i = 0; i < draws.length; i++) {
                values[i * size + e] = draws[i];
            }
        }
        posterior
                .coord(
                        dim,
                        Coord.of(IntStream.range(0, size)
                                .mapToObj(i -> dim.toUpperCase(java.util.Locale.ROOT) + " " + i)
                                .toArray(String[]::new)))
                .variable(name, List.of("chain", "draw", dim), new int[] {CHAINS, DRAWS, size}, values);
        return this;
    }

    private InferenceData data(String model) {
        List<String> dims = List.of("chain", "draw");
        int[] shape = {CHAINS, DRAWS};
        double[] acceptance =
                Arrays.stream(chain(0.9, 0.05, 0)).map(a -> Math.min(a, 1)).toArray();
        return InferenceData.of(
                        Group.POSTERIOR,
                        posterior
                                .attribute("model_name", model)
                                .attribute("sampling_time", 1.3)
                                .attribute("tuning_steps", 1000L)
                                .attribute("sampler", "nuts")
                                .attribute("backend", "vector")
                                .attribute("seed", 42L)
                                .attribute("created_at", "2025-01-01T00:00:00Z")
                                .build())
                .with(
                        Group.SAMPLE_STATS,
                        Dataset.builder()
                                .variable("energy", dims, shape, chain(100, 5, 0.2))
                                .variable("diverging", dims, shape, diverging)
                                .variable("reached_max_treedepth", dims, shape, new boolean[CHAINS * DRAWS])
                                .variable("acceptance_rate", dims, shape, acceptance)
                                .build());
    }
}
