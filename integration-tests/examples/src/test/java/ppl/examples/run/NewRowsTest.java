package ppl.examples.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static ppl.api.Distributions.normal;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import ppl.api.Dim;
import ppl.api.Model;
import ppl.api.inference.Coord;
import ppl.api.inference.Dataset;
import ppl.api.inference.Group;
import ppl.api.inference.InferenceData;
import ppl.api.diagnostics.ResultCode;
import ppl.api.diagnostics.ResultException;
import ppl.api.inference.Summary;
import ppl.api.sample.Progress;
import ppl.examples.BirthWeights;
import ppl.examples.KidScores;
import ppl.graph.Var;

/** What regressions say of rows that are not in their data. A figure may be off by 4 standard errors: a false alarm in 16,000. */
class NewRowsTest {

    private static InferenceData fit(Model model) {
        return model.infer()
                .tune(500)
                .draws(500)
                .seed(5)
                .progress(Progress.silent())
                .run();
    }

    private static final InferenceData BIRTHS = fit(BirthWeights.model());
    private static final InferenceData CHILDREN = fit(KidScores.model());

    /** The probability of a mother, by its formula, for each draw. */
    private static double[] probabilities(Dataset posterior, double[] mother) {
        double[] alpha = posterior.get("alpha").toDoubles();
        double[] beta = posterior.get("beta").toDoubles();
        return IntStream.range(0, alpha.length)
                .mapToDouble(i -> {
                    double logit = alpha[i] + (mother[0] - 23) / 5 * beta[8 * i] + (mother[1] - 130) / 30 * beta[8 * i + 1];
                    for (int k = 2; k < 8; k++) {
                        logit += mother[k] * beta[8 * i + k];
                    }
                    return 1 / (1 + Math.exp(-logit));
                })
                .toArray();
    }

    @Test
    void rows_that_are_asked_for_after_the_run_have_the_probabilities_of_their_formula_and_their_labels() {
        double[] mother = {35, 100, 0, 1, 0, 0, 1, 0};
        Model one = BirthWeights.model()
                .with(d -> d.set("next_x", new double[][] {mother}).dim("next", "another"));
        Dataset posterior = one.fitted(BIRTHS).withDeterministics("p").posterior();
        assertArrayEquals(
                probabilities(posterior, mother), posterior.get("p").toDoubles(), 1e-13);
        assertEquals(Coord.of("another"), posterior.coord("next"));
        double[] smoker = {20, 120, 0, 0, 1, 0, 0, 0};
        Model two = BirthWeights.model()
                .with(d -> d.set("next_x", new double[][] {mother, smoker}).dim("next", "one", "two"));
        posterior = two.fitted(BIRTHS).withDeterministics().posterior();
        double[] expected = new double[4000];
        for (int k = 0; k < 2; k++) {
            double[] p = probabilities(posterior, k == 0 ? mother : smoker);
            for (int i = 0; i < p.length; i++) {
                expected[2 * i + k] = p[i];
            }
        }
        assertArrayEquals(expected, posterior.get("p").toDoubles(), 1e-13);
        assertEquals(Coord.of("one", "two"), posterior.coord("next"), "not the labels of the run");
    }

    @Test
    void a_quantity_with_other_labels_beside_one_that_stays_is_refused() {
        Model model = Model.build(m -> {
            Dim next = m.dim("next", "a", "b");
            Var mu = m.sample("mu", normal(0, 1));
            m.observe("y", normal(mu, 1), 0.5);
            Var x = m.data("x", new double[] {1, 2}, next);
            m.deterministic("once", mu.times(x), next);
            m.deterministic("twice", mu.times(x).times(2), next);
        });
        InferenceData fit = fit(model);
        Model others = model.with(d -> d.set("x", new double[] {3, 4}).dim("next", "c", "d"));
        ResultException e = assertThrows(
                ResultException.class, () -> others.fitted(fit).withDeterministics("once"));
        assertEquals(ResultCode.MISMATCH, e.code());
        assertTrue(
                e.getMessage()
                        .endsWith("what was computed has the labels [c, d] along dim 'next', but 'twice' of the posterior has"
                                + " [a, b]: compute that too, by naming all along the dim or nothing"),
                e.getMessage());
        assertEquals(Coord.of("c", "d"), others.fitted(fit).withDeterministics().posterior().coord("next"));
    }

    /** The variance of a score is that of its expectation and the square of sigma, which are Stan's. */
    @Test
    void a_new_score_has_the_spread_of_its_expectation_and_of_single_children() {
        Summary summary = CHILDREN.summary();
        for (String row : new String[] {"[without]", "[with]"}) {
            assertEquals(
                    summary.get("expected" + row, "mean"),
                    summary.get("next_score" + row, "mean"),
                    4 * summary.get("next_score" + row, "mcse_mean"));
            double sd = Math.sqrt(Math.pow(summary.get("expected" + row, "sd"), 2)
                    + Math.pow(summary.get("sigma", "mean"), 2)
                    + Math.pow(summary.get("sigma", "sd"), 2));
            assertEquals(sd, summary.get("next_score" + row, "sd"), 4 * sd / Math.sqrt(2 * 2000.0));
        }
    }

    /** Given the data and a flat prior, a score is that of least squares, of its standard error and of single children. */
    @Test
    void scores_that_a_fit_predicts_are_spread_like_those_in_the_model() {
        double[] drawn = CHILDREN.predict(
                        d -> d.set("high_school", new double[] {0, 1})
                                .set("iq", new double[] {100, 100})
                                .dim("child", "without", "with"),
                        "score")
                .get(Group.PREDICTIONS)
                .get("score")
                .toDoubles();
        double[] leastSquares = {85.40690, 88.24766};
        double[] standardError = {2.2182, 0.9840};
        Summary summary = CHILDREN.summary("sigma");
        for (int k = 0; k < 2; k++) {
            int child = k;
            double[] scores = IntStream.range(0, drawn.length / 2)
                    .mapToDouble(i -> drawn[2 * i + child])
                    .toArray();
            double mean = Arrays.stream(scores).average().orElseThrow();
            double square = Arrays.stream(scores)
                    .map(s -> Math.pow(s - leastSquares[child], 2))
                    .average()
                    .orElseThrow();
            double sd = Math.hypot(Math.hypot(summary.get("sigma", "mean"), summary.get("sigma", "sd")), standardError[k]);
            assertEquals(leastSquares[k], mean, 4 * sd / Math.sqrt(scores.length));
            assertEquals(sd, Math.sqrt(square), 4 * sd / Math.sqrt(2.0 * scores.length));
        }
    }
}
