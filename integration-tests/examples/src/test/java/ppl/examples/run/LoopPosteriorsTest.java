package ppl.examples.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static ppl.api.Distributions.*;
import static ppl.graph.Functions.*;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import ppl.api.Dim;
import ppl.api.Model;
import ppl.api.inference.InferenceData;
import ppl.api.inference.Summary;
import ppl.api.sample.Inference;
import ppl.api.sample.Progress;
import ppl.api.spi.LogDensity;
import ppl.examples.Autoregression;
import ppl.examples.Garch;
import ppl.examples.LynxHare;
import ppl.graph.Scan;
import ppl.graph.Var;

/**
 * Models that are loops, against values of posteriordb (28f8d3d of 2025-04-29): the gradient of CmdStan, and means and mean squares of
 * ten chains of Stan with their standard errors. One may be off by 4 standard errors, both runs' included: a false alarm in 16,000.
 */
class LoopPosteriorsTest {

    /** Mean and its error, mean square and its error. */
    private record Moments(double mean, double error, double square, double squareError) {}

    @ParameterizedTest
    @ValueSource(strings = {"interp", "vector"})
    void the_gradient_of_garch_is_cmdstans(String backend) {
        LogDensity density = Garch.model().infer().backend(backend).density();
        double[] at = {0.1, 0.0, -0.1, 0.25};
        double[] gradient = new double[4];
        density.evaluator().logpAndGradient(at, gradient);
        double[] cmdstan = {39.935451937132335, 28.662298358115095, -9.139003946011591, 50.0713809268999};
        for (int i = 0; i < 4; i++) {
            assertEquals(cmdstan[i], gradient[i], 1e-12 * Math.abs(cmdstan[i]), "coordinate " + i);
        }
    }

    /** The noise of each day and the variance that it has, where {@link Garch} computes the variances of all days. */
    private static Model garchOfNoise() {
        double[] returns = Autoregression.returns();
        return Model.build(m -> {
            Dim day = m.dim("day", returns.length);
            Var mu = m.sample("mu", flat());
            Var alpha0 = m.sample("alpha0", halfFlat());
            Var alpha1 = m.sample("alpha1", uniform(0, 1));
            Var beta1 = m.sample("beta1", uniform(0, subtract(1, alpha1)));
            m.potential("flat", log1p(negate(alpha1)));
            Var path = Scan.over(normal(0, 1).draw("noise", returns.length))
                    .from(0.25)
                    .run(t -> {
                        Var y = mu.plus(sqrt(t.state()).times(t.element()));
                        Var next =
                                alpha0.plus(alpha1.times(y.minus(mu).square())).plus(beta1.times(t.state()));
                        return t.next(next).give(y);
                    })
                    .output();
            m.observe("returns", path, returns, day);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"interp", "vector"})
    void the_gradient_of_a_loop_over_noise_is_cmdstans(String backend) {
        LogDensity density = garchOfNoise().infer().backend(backend).density();
        double[] at = {0.1, 0.0, -0.1, 0.25};
        double[] gradient = new double[4];
        density.evaluator().logpAndGradient(at, gradient);
        double[] cmdstan = {39.935451937132335, 28.662298358115095, -9.139003946011591, 50.0713809268999};
        for (int i = 0; i < 4; i++) {
            assertEquals(cmdstan[i], gradient[i], 1e-12 * Math.abs(cmdstan[i]), "coordinate " + i);
        }
    }

    /** Given mu and sigma the posterior of phi is normal, and its mean is the share of least squares. */
    @Test
    void an_autoregression_of_noise_has_its_posterior() {
        double[] y = Autoregression.returns();
        Model model = Model.build(m -> {
            Dim day = m.dim("day", y.length);
            Var phi = m.sample("phi", flat());
            Var noise = normal(0, 2).draw("noise", y.length);
            m.observe("y", scan(0, noise, (x, e) -> phi.times(x).plus(e)), y, day);
        });
        double cross = 0;
        double square = 0;
        for (int t = 1; t < y.length; t++) {
            cross += y[t] * y[t - 1];
            square += y[t - 1] * y[t - 1];
        }
        Summary summary = model.infer()
                .draws(1000)
                .seed(5)
                .progress(Progress.silent())
                .run()
                .summary();
        assertEquals(cross / square, summary.get("phi", "mean"), 4 * summary.get("phi", "mcse_mean"));
        assertEquals(2 / Math.sqrt(square), summary.get("phi", "sd"), 4 * summary.get("phi", "mcse_sd"));
    }

    private static void requireMoments(Inference inference, Map<String, Moments> reference) {
        InferenceData fit = inference
                .draws(1000)
                .seed(5)
                .targetAccept(0.9)
                .progress(Progress.silent())
                .run();
        Summary summary = fit.summary();
        reference.forEach((name, r) -> {
            double mean = summary.get(name, "mean");
            double error = Math.hypot(summary.get(name, "mcse_mean"), r.error());
            assertEquals(r.mean(), mean, 4 * error, "mean of " + name);
            double sd = summary.get(name, "sd");
            double squareError = Math.hypot(
                    2 * Math.hypot(mean * summary.get(name, "mcse_mean"), sd * summary.get(name, "mcse_sd")),
                    r.squareError());
            assertEquals(r.square(), mean * mean + sd * sd, 4 * squareError, "mean square of " + name);
            assertTrue(summary.get(name, "r_hat") < 1.01, name);
        });
    }

    @Test
    void garch_has_stans_moments() {
        Map<String, Moments> reference = new LinkedHashMap<>();
        reference.put(
                "mu", new Moments(5.050017946600395, 0.001235008635047207, 25.51806341154101, 0.012454899247831195));
        reference.put(
                "alpha0",
                new Moments(1.4707597380389827, 0.005681143358972244, 2.4900760097530044, 0.020029552582518408));
        reference.put(
                "alpha1",
                new Moments(0.5672842828138721, 0.0012802597221775508, 0.3379668223825776, 0.001489420428633937));
        reference.put(
                "beta1",
                new Moments(0.29302454608211675, 0.0012541118083680763, 0.10143083568621229, 0.0007670474149714996));
        requireMoments(Garch.model().infer(), reference);
    }

    @Test
    void lynxes_and_hares_have_stans_moments() {
        Map<String, Moments> reference = new LinkedHashMap<>();
        reference.put(
                "a",
                new Moments(0.5468644997839307, 0.0006262690741541705, 0.30303629000301224, 0.0007010571418316724));
        reference.put(
                "b",
                new Moments(0.027747287767808097, 4.116042661435078e-05, 0.0007871719333486821, 2.378132297505063e-06));
        reference.put(
                "c", new Moments(0.8000953602331221, 0.000884603225898987, 0.6481388153393355, 0.001451843967791804));
        reference.put(
                "d",
                new Moments(
                        0.024085915253454496, 3.5004766814389186e-05, 0.0005925774857174815, 1.7596681604380325e-06));
        reference.put(
                "hare_init",
                new Moments(34.035222477046915, 0.02930827617296424, 1166.9038171312798, 2.0188413464187076));
        reference.put(
                "lynx_init",
                new Moments(5.935897133680625, 0.005338721030388142, 35.51633210088242, 0.06455744946371063));
        reference.put(
                "sigma_hare",
                new Moments(0.24805686320252007, 0.00043933772769520676, 0.06340367945098331, 0.00023578355253974236));
        reference.put(
                "sigma_lynx",
                new Moments(0.25101691458361786, 0.00043952559867646253, 0.064909418862502, 0.00023682211011947986));
        // Far from here are trajectories of other periods, where a chain stays: of 16 runs from support points about 6 have one that does.
        Inference near = LynxHare.model()
                .infer()
                .jitter(0.1)
                .start("a", 0.5)
                .start("b", 0.03)
                .start("c", 0.8)
                .start("d", 0.03)
                .start("hare_init", 30)
                .start("lynx_init", 5);
        requireMoments(near, reference);
    }
}
