package ppl.examples.changed;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static ppl.api.Distributions.mvNormal;
import static ppl.api.Distributions.mvNormalCholesky;
import static ppl.api.Distributions.mvNormalPrecision;
import static ppl.api.Distributions.mvStudentT;
import static ppl.api.Distributions.normal;
import static ppl.graph.Functions.cholesky;
import static ppl.graph.Functions.inverse;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import ppl.aeppl.family.Distribution;
import ppl.api.Dim;
import ppl.api.Model;
import ppl.api.inference.Coord;
import ppl.api.inference.InferenceData;
import ppl.api.plan.Role;
import ppl.api.sample.Progress;
import ppl.graph.Tensor;
import ppl.graph.Var;

/** Vectors that were seen in part: what was seen has its marginal law, and the rest the law given that, in closed form. */
class MissingVectorsTest {

    private static final double NAN = Double.NaN;
    private static final double[][] COV = {{2, 0.5, 0.3}, {0.5, 1, -0.2}, {0.3, -0.2, 1.5}};
    private static final double[][] SEEN = {{1, 2, NAN}, {NAN, 0.5, NAN}, {3, 1, 2}, {NAN, NAN, NAN}, {0, NAN, 1}};
    /** The elements that are missing above. */
    private static final double[] REST = {-0.3, 0.7, 1.9, 0.1, -0.4, 2.2, 0.6};

    private static final double[] MU = {0.5, -1, 0.2};

    private static Distribution law(String law, Var mu) {
        Var cov = Var.constant(Tensor.of(COV));
        return switch (law) {
            case "normal" -> mvNormal(mu, cov);
            case "cholesky" -> mvNormalCholesky(mu, cholesky(cov));
            case "precision" -> mvNormalPrecision(mu, inverse(cov));
            default -> mvStudentT(8, mu, cov);
        };
    }

    private static Model model(String law, double[][] y) {
        return Model.build(m -> {
            Dim row = m.dim("row", List.of("a", "b", "c", "d", "e").subList(0, y.length));
            Dim item = m.dim("item", "x", "y", "z");
            Var mu = m.sample("mu", normal(0, 3), item);
            Var all = m.observe("v", law(law, mu), Tensor.of(y), row, item);
            m.deterministic("total", all.sum(-1), row);
        });
    }

    private static double[][] complete() {
        double[][] all = new double[SEEN.length][];
        int next = 0;
        for (int r = 0; r < all.length; r++) {
            all[r] = SEEN[r].clone();
            for (int j = 0; j < 3; j++) {
                all[r][j] = Double.isNaN(all[r][j]) ? REST[next++] : all[r][j];
            }
        }
        return all;
    }

    /** A downstream variable makes the rest a sampled one. */
    private static Model measured(String law, double[][] y) {
        return Model.build(m -> {
            Var v = m.observe("v", law(law, Var.constant(MU)), Tensor.of(y));
            m.observe("sum", normal(v.sum(-1), 1), new double[] {1, 2, 3, 4, 5});
            m.sample("other", normal(0, 1));
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"normal", "cholesky", "precision", "student"})
    void what_was_seen_and_the_rest_have_together_the_density_of_whole_vectors(String law) {
        Model part = measured(law, SEEN);
        assertEquals(Role.SAMPLED, part.plan().step("v_missing").role());
        double rest = part.debug(Map.of("v_missing", Tensor.of(REST))).logp();
        Model whole = Model.build(m -> {
            Var v = m.sample("v", law(law, Var.constant(MU)));
            m.observe("first", normal(v.sum(), 1), 1);
        });
        double expected = 0;
        double[][] all = complete();
        for (int r = 0; r < all.length; r++) {
            expected += whole.debug(Map.of("v", Tensor.of(all[r]))).factors().getFirst().logp();
            expected += Densities.normal(r + 1, all[r][0] + all[r][1] + all[r][2], 1);
        }
        assertEquals(expected, rest, 1e-11);
    }

    @ParameterizedTest
    @ValueSource(strings = {"normal", "cholesky", "precision", "student"})
    void what_was_seen_has_its_marginal_density(String law) {
        double actual = model(law, SEEN)
                .debug(Map.of("mu", Tensor.of(MU)))
                .factors()
                .getLast()
                .logp();
        double expected = 0;
        for (double[] row : SEEN) {
            int[] at = IntStream.range(0, 3).filter(j -> !Double.isNaN(row[j])).toArray();
            if (at.length == 0) {
                continue;
            }
            Tensor cov = Tensor.of(block(at, at));
            Var mu = Var.constant(Tensor.of(picked(MU, at)));
            Distribution marginal = law.equals("student") ? mvStudentT(8, mu, Var.constant(cov)) : mvNormal(mu, Var.constant(cov));
            Model one = Model.build(m -> {
                Var v = m.sample("v", marginal);
                m.observe("w", normal(v.sum(), 1), 1);
            });
            expected += one.debug(Map.of("v", Tensor.of(picked(row, at)))).factors().getFirst().logp();
        }
        assertEquals(expected, actual, 1e-11);
    }

    private static double[] picked(double[] from, int[] at) {
        return Arrays.stream(at).mapToDouble(j -> from[j]).toArray();
    }

    private static double[][] block(int[] rows, int[] columns) {
        return Arrays.stream(rows).mapToObj(i -> picked(COV[i], columns)).toArray(double[][]::new);
    }

    /** The law of x and z of a vector given that its y is 0.5, which has a variance of 1: regression on one number. */
    private static void hasTheMoments(String law, double[] x, double[] z) {
        double away = 0.5 - MU[1];
        double[] mean = {MU[0] + 0.5 * away, MU[2] - 0.2 * away};
        double inflation = law.equals("student") ? (8 + away * away) / (8 + 1 - 2) : 1;
        double[][] cov = {{(2 - 0.25) * inflation, (0.3 + 0.1) * inflation}, {0, (1.5 - 0.04) * inflation}};
        int n = x.length;
        double[] sums = new double[5];
        for (int i = 0; i < n; i++) {
            double a = x[i] - mean[0];
            double b = z[i] - mean[1];
            double[] terms = {a, b, a * a, a * b, b * b};
            for (int k = 0; k < 5; k++) {
                sums[k] += terms[k] / n;
            }
        }
        // 8,000 draws: a mean of normal ones has a standard error of 0.015, a variance one of 0.03, t ones of half as much again.
        assertEquals(0, sums[0], 0.09);
        assertEquals(0, sums[1], 0.09);
        assertEquals(cov[0][0], sums[2], 0.25);
        assertEquals(cov[0][1], sums[3], 0.2);
        assertEquals(cov[1][1], sums[4], 0.25);
    }

    @ParameterizedTest
    @ValueSource(strings = {"normal", "student"})
    void the_rest_is_drawn_and_sampled_with_the_mean_and_covariance_given_what_was_seen(String law) {
        Function<Boolean, Model> models = forward -> Model.build(m -> {
            if (forward) {
                m.observe("other", normal(m.sample("mu", normal(0, 1)), 1), 0.3);
            }
            m.observe("v", law(law, Var.constant(MU)), Tensor.of(new double[][] {{NAN, 0.5, NAN}, {1, 2, 3}}));
        });
        for (boolean forward : new boolean[] {true, false}) {
            Model model = models.apply(forward);
            assertEquals(
                    forward ? Role.DRAWN_FORWARD : Role.SAMPLED,
                    model.plan().step("v_missing").role());
            double[] drawn = model.infer()
                    .seed(3)
                    .draws(2000)
                    .progress(Progress.silent())
                    .run()
                    .posterior()
                    .get("v_missing")
                    .toDoubles();
            double[] x = new double[drawn.length / 2];
            double[] z = new double[x.length];
            for (int i = 0; i < x.length; i++) {
                x[i] = drawn[2 * i];
                z[i] = drawn[2 * i + 1];
            }
            hasTheMoments(law, x, z);
        }
    }

    @Test
    void results_name_rows_that_were_seen_and_elements_that_are_missing(@TempDir Path folder) throws IOException {
        Model model = model("normal", SEEN);
        InferenceData fit =
                model.infer().seed(1).draws(50).tune(50).chains(2).progress(Progress.silent()).run();
        assertEquals(
                Coord.of("a, z", "b, x", "b, z", "d, x", "d, y", "d, z", "e, y"),
                fit.posterior().coord("v_missing_at"));
        InferenceData more = fit.withLogLikelihood().withPosteriorPredictive();
        assertEquals(Coord.of("a", "b", "c", "e"), more.logLikelihood().coord("v_seen_at"));
        assertEquals(2 * 50 * 4, more.logLikelihood().get("v").size());
        assertEquals(2 * 50 * 4 * 3, more.posteriorPredictive().get("v").size());
        double[] total = fit.posterior().get("total").toDoubles();
        double[] missing = fit.posterior().get("v_missing").toDoubles();
        assertEquals(3 + missing[0], total[0], 1e-12);
        assertEquals(6, total[2]);
        assertEquals(missing[3] + missing[4] + missing[5], total[3], 1e-12);
        fit.save(folder.resolve("fit.nc"));
        assertArrayEquals(
                more.logLikelihood().get("v").toDoubles(),
                model.fitted(InferenceData.open(folder.resolve("fit.nc")))
                        .withLogLikelihood()
                        .logLikelihood()
                        .get("v")
                        .toDoubles());
    }

    @Test
    void a_file_keeps_vectors_that_were_seen_in_part_whole_or_taken_apart(@TempDir Path folder) throws IOException {
        for (Model model : List.of(model("student", SEEN), model("student", SEEN).imputed())) {
            model.save(folder.resolve("model.txt"));
            Model again = Model.open(folder.resolve("model.txt"));
            assertEquals(model.toString(), again.toString());
            assertEquals(
                    Densities.at(model, 0.1, 0.2, 0.3), Densities.at(again, 0.1, 0.2, 0.3));
        }
    }

    @Test
    void one_vector_may_be_seen_in_part() {
        Model model = Model.build(m -> {
            m.observe("other", normal(m.sample("mu", normal(0, 1)), 1), 0.3);
            m.observe("v", law("normal", Var.constant(MU)), new double[] {1, NAN, 2});
        });
        assertEquals(Coord.of("1"), Coord.of(model.imputed().dims().getLast().coord().label(0)));
        assertEquals(1, model.imputed().free().getLast().node().shape().elements());
    }
}
