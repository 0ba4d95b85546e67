package ppl.examples.calibration;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static ppl.api.Distributions.*;
import static ppl.graph.Functions.*;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ppl.aeppl.family.Distribution;
import ppl.aeppl.law.Support;
import ppl.api.Model;
import ppl.api.inference.InferenceData;
import ppl.api.sbc.Sbc;
import ppl.api.sbc.SbcFit;
import ppl.api.sbc.SbcResult;
import ppl.graph.Tensor;
import ppl.graph.Var;
import ppl.graph.random.Variates;

/** Ranks are uniform where the posterior is exact, and not where anything is wrong. All seeds are fixed. */
class SbcTest {

    /** A false alarm in 10,000 for another seed. */
    private static final double RARE = 1e-4;

    private static Model mean() {
        return Model.build(m -> {
            Var mu = m.sample("mu", normal(1, 2));
            m.observe("y", normal(mu, 1), new double[4], m.dim("row", 4));
        });
    }

    /** The posterior of {@link #mean}: normal with precision 1/4 + 4; stretched and shifted by some of its standard deviations. */
    private static SbcFit closedForm(int draws, double stretch, double shift) {
        return (model, seed) -> {
            double[] y = model.observed().getFirst().value().toDoubles();
            double precision = 0.25 + 4;
            double centre = (0.25 + Arrays.stream(y).sum()) / precision;
            double sd = 1 / Math.sqrt(precision);
            Random random = new Random(seed);
            double[] values = new double[draws];
            Arrays.setAll(values, i -> centre + sd * (shift + stretch * random.nextGaussian()));
            return ExactPosterior.of("mu", 1, values);
        };
    }

    @Test
    void ranks_of_an_exact_posterior_are_uniform() {
        SbcResult result = Sbc.of(mean())
                .datasets(400)
                .fit(closedForm(99, 1, 0))
                .seed(1)
                .quantity("square", v -> v.get("mu")[0] * v.get("mu")[0])
                .run();
        assertTrue(result.pValue() > RARE, result::toString);
        assertEquals(2, result.rows().size());
        assertEquals(25, result.row("mu").histogram().length);
        assertEquals(400, Arrays.stream(result.row("mu").histogram()).sum());
        assertEquals(0.5, result.row("mu").mean(), 4 * 0.289 / 20);
        assertEquals(0.289, result.row("mu").sd(), 0.03);
        assertTrue(result.fewEffective() < 40, "of independent draws few seem to be fewer than half");
    }

    @Test
    void a_posterior_that_is_too_narrow_too_wide_or_beside_the_truth_is_seen() {
        Sbc sbc = Sbc.of(mean()).datasets(200).seed(2);
        SbcResult narrow = sbc.fit(closedForm(99, 0.6, 0)).run();
        assertTrue(narrow.pValue() < RARE, narrow::toString);
        assertTrue(narrow.row("mu").sd() > 0.32, narrow::toString);
        SbcResult wide = sbc.fit(closedForm(99, 1.8, 0)).run();
        assertTrue(wide.pValue() < RARE, wide::toString);
        assertTrue(wide.row("mu").sd() < 0.25, wide::toString);
        SbcResult low = sbc.fit(closedForm(99, 1, -0.7)).run();
        assertTrue(low.pValue() < RARE, low::toString);
        assertTrue(low.row("mu").mean() > 0.6, low::toString);
    }

    /** Of 8000 draws of an autoregression 99 that lie far apart are nearly independent; 99 neighbours are not. */
    @Test
    void draws_that_depend_on_each_other_are_thinned_or_said_to_be_too_few() {
        SbcResult thinned = Sbc.of(mean()).datasets(200).seed(3).fit(chain(8000, 0.97)).run();
        assertTrue(thinned.pValue() > RARE, thinned::toString);
        assertEquals(0, thinned.fewEffective());
        SbcResult raw = Sbc.of(mean()).datasets(200).seed(3).fit(chain(99, 0.98)).run();
        assertEquals(200, raw.fewEffective());
        assertTrue(raw.toString().contains("Fewer than 50 effective draws in 200 data sets"), raw::toString);
        assertTrue(raw.pValue() < RARE, "neighbours that move together rank the truth at the ends: " + raw);
    }

    private static SbcFit chain(int draws, double phi) {
        SbcFit exact = closedForm(draws, 1, 0);
        return (model, seed) -> {
            double[] z = exact.fit(model, seed).posterior().get("mu").toDoubles();
            double centre = (0.25
                            + Arrays.stream(model.observed().getFirst().value().toDoubles())
                                    .sum())
                    / 4.25;
            for (int i = 1; i < z.length; i++) {
                z[i] = centre + phi * (z[i - 1] - centre) + Math.sqrt(1 - phi * phi) * (z[i] - centre);
            }
            return ExactPosterior.of("mu", 1, z);
        };
    }

    /** A log-normal law as a user writes it, once with the Jacobian of the logarithm and once without. */
    private static Model positive(boolean right) {
        Distribution mine = custom(
                Support.positive(),
                (x, p) -> {
                    Var u = x.log();
                    Var normal = u.square().times(-0.5).minus(0.5 * Math.log(2 * Math.PI));
                    return right ? normal.minus(u) : normal;
                },
                (key, p, shape) -> exp(Variates.normal(key, shape)));
        return Model.build(m -> {
            Var scale = m.sample("scale", mine);
            m.observe("y", normal(0, scale), 0.0);
        });
    }

    @Test
    void a_wrong_jacobian_is_seen() {
        SbcFit exact = (model, seed) -> ExactPosterior.positive(model, seed, 49);
        SbcResult right = Sbc.of(positive(true)).datasets(80).draws(49).seed(4).fit(exact).run();
        assertTrue(right.pValue() > RARE, right::toString);
        SbcResult wrong = Sbc.of(positive(false)).datasets(80).draws(49).seed(4).fit(exact).run();
        assertTrue(wrong.pValue() < RARE, wrong::toString);
        assertTrue(wrong.row("scale").mean() < 0.4, "without it the posterior is too high: " + wrong);
    }

    /** Counts, truth values and a vector with dims are observed as they are drawn. */
    /** Of a datum that is missing the true value is ranked, and what is simulated lacks it too. */
    @Test
    void what_is_missing_is_missing_of_simulated_data_and_ranked() {
        Model model = Model.build(m -> {
            Var mu = m.sample("mu", normal(0, 1));
            Var x = m.observe("x", normal(mu, 1), new double[] {1, Double.NaN, 2}, m.dim("row", 3));
            m.observe("y", normal(x, 0.5), new double[] {1, 2, 3});
        });
        SbcResult result = Sbc.of(model)
                .seed(2)
                .fit((m, seed) -> {
                    assertEquals(2, m.observed().getFirst().value().length());
                    return m.laplace(o -> o.draws(99).chains(1).seed(seed)).data();
                })
                .run();
        assertEquals(2, result.rows().size());
        assertTrue(result.row("mu").pValue() > RARE, result::toString);
        assertTrue(result.row("x_missing[1]").pValue() > RARE, result::toString);
    }

    @Test
    void data_of_every_type_are_replaced() {
        Model model = Model.build(m -> {
            Var p = m.sample("p", beta(2, 2));
            m.observe("n", binomial(10, p), new int[] {1, 2}, m.dim("trial", 2));
            m.observe("yes", normal(0, 1).draw("z").lt(logit(p)), Tensor.scalar(true));
            m.observe("x", normal(p, 1), 0.5);
        });
        SbcFit look = (fitted, seed) -> {
            Model.Observed n = fitted.observed().get(0);
            Model.Observed yes = fitted.observed().get(1);
            assertEquals(2, n.value().length());
            assertEquals(0, yes.value().rank());
            double[] draws = new double[99];
            Arrays.setAll(draws, i -> (i + 0.5) / 99);
            return ExactPosterior.of("p", 1, draws);
        };
        SbcResult result = Sbc.of(model).datasets(20).seed(5).fit(look).run();
        // The grid of a flat law puts p at its own value.
        double[] p = result.data().prior().get("p").toDoubles();
        for (int i = 0; i < 20; i++) {
            assertEquals(p[i] * 99, result.ranks("p")[i], 1);
        }
    }

    @Test
    void the_default_fit_is_a_function_of_the_seed_alone(@TempDir Path folder) throws IOException {
        Sbc sbc = Sbc.of(mean()).datasets(20).draws(19).seed(6);
        SbcResult one = sbc.cores(1).run();
        SbcResult other = sbc.cores(3).run();
        assertArrayEquals(one.ranks("mu"), other.ranks("mu"));
        assertEquals(0, one.fewEffective(), "runs go on until enough draws are effective");
        one.data().save(folder.resolve("ranks.nc"));
        InferenceData read = InferenceData.open(folder.resolve("ranks.nc"));
        assertEquals(one.data().get(SbcResult.RANKS), read.get(SbcResult.RANKS));
        assertEquals(one.ranks("mu")[7], read.get(SbcResult.RANKS).get("rank").get(0, 7));
    }
}
