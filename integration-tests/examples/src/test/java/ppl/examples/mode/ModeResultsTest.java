package ppl.examples.mode;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static ppl.api.Distributions.*;
import static ppl.graph.Functions.*;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import ppl.api.Model;
import ppl.api.diagnostics.ResultCode;
import ppl.api.diagnostics.ResultException;
import ppl.api.inference.Group;
import ppl.api.inference.InferenceData;
import ppl.api.inference.Warning;
import ppl.api.mode.LaplaceFit;
import ppl.api.mode.MapEstimate;
import ppl.api.sample.Progress;
import ppl.examples.Autoregression;
import ppl.examples.CoalMining;
import ppl.examples.EyeColours;
import ppl.examples.Galaxies;
import ppl.examples.Garch;
import ppl.examples.Housing;
import ppl.examples.LakeHuron;
import ppl.examples.LynxHare;
import ppl.examples.Publications;
import ppl.examples.Radon;
import ppl.examples.RadonData;
import ppl.examples.Remission;
import ppl.examples.Ships;
import ppl.examples.VaryingSlopes;
import ppl.graph.Interval;
import ppl.graph.Var;
import ppl.graph.grad.Gradient;
import ppl.graph.math.Univariate;

/** What estimates and approximations are as results: saved, printed, used, the same everywhere, and of which models they can be had. */
class ModeResultsTest {

    private static Model rates() {
        return Model.build(m -> {
            var plant = m.dim("plant", "north", "south");
            Var rate = m.sample("rate", gamma(2, 0.5), plant);
            m.deterministic("ratio", rate.get(0).div(rate.get(1)));
            m.observe("failures", poisson(rate.times(vector(10, 20))), new int[] {31, 48}, plant);
        });
    }

    @Test
    void an_estimate_is_printed_with_its_standard_deviations() {
        // The posteriors are gamma(33, 10.5) and gamma(50, 20.5): modes 32 / 10.5 and 49 / 20.5, curvatures shape / mode².
        String text = rates().findMap().toString();
        assertTrue(text.startsWith("Maximum a posteriori: lp "), text);
        assertEquals(
                """
                             value    sd
                rate[north]   3.05  0.54
                rate[south]   2.39  0.34
                ratio         1.28  0.29""",
                text.lines().skip(2).collect(java.util.stream.Collectors.joining("\n")));
    }

    @Test
    void estimates_and_approximations_come_back_from_files(@TempDir Path folder) throws IOException {
        MapEstimate mode = rates().findMap();
        mode.data().save(folder.resolve("mode.nc"));
        InferenceData read = InferenceData.open(folder.resolve("mode.nc"));
        assertEquals(mode.data().posterior(), read.posterior());
        assertEquals(
                mode.sd("rate[south]"),
                read.get(MapEstimate.DEVIATIONS).get("rate").get(0, 0, 1),
                0);
        assertEquals(List.of(), read.warnings());
        LaplaceFit fit = rates().laplace(o -> o.draws(40).seed(3));
        fit.data().save(folder.resolve("laplace.nc"));
        InferenceData again = rates().fitted(InferenceData.open(folder.resolve("laplace.nc")));
        assertEquals(fit.data().posterior(), again.posterior());
        assertEquals(
                fit.data().withPosteriorPredictive().posteriorPredictive().get("failures"),
                again.withPosteriorPredictive().posteriorPredictive().get("failures"));
        assertTrue(Double.isFinite(again.withLogLikelihood().loo().value()));
    }

    /** A mode has no value of what is drawn forward. */
    @Test
    void a_mode_is_saved_with_its_model_and_opened_to_predict(@TempDir Path folder) throws IOException {
        Model model = Model.build(m -> {
            Var x = m.data("x", new double[] {-1, 0, 2}, m.dim("row", 3));
            Var slope = m.sample("slope", normal(0, 2));
            Var line = m.deterministic("line", slope.times(x));
            m.observe("y", normal(line, 1), new double[] {-2, 0.5, 3});
            m.sample("later", normal(slope, 1));
        });
        MapEstimate mode = model.findMap();
        mode.data().saveModel(folder.resolve("mode.nc"));
        InferenceData read = Model.openFitted(folder.resolve("mode.nc"));
        double[] line = read.predict(d -> d.set("x", new double[] {10, 20}), "line")
                .get(Group.PREDICTIONS)
                .get("line")
                .toDoubles();
        assertArrayEquals(new double[] {10 * mode.get("slope"), 20 * mode.get("slope")}, line, 1e-12);
        ResultException e = assertThrows(ResultException.class, () -> read.predict(d -> {}, "later"));
        assertEquals(ResultCode.MISMATCH, e.code(), e::getMessage);
    }

    @Test
    void every_backend_gives_the_same_bits() {
        MapEstimate vector = rates().findMap(o -> o.backend("vector"));
        MapEstimate interp = rates().findMap(o -> o.backend("interp"));
        assertArrayEquals(vector.unconstrained(), interp.unconstrained(), 0);
        assertEquals(vector.searches(), interp.searches());
        LaplaceFit one = rates().laplace(o -> o.draws(20).seed(3).search(s -> s.backend("vector")));
        LaplaceFit other = rates().laplace(o -> o.draws(20).seed(3).search(s -> s.backend("interp")));
        assertArrayEquals(
                one.data().posterior().get("rate").toDoubles(),
                other.data().posterior().get("rate").toDoubles(),
                0);
        assertEquals(one.paretoK(), other.paretoK(), 0);
    }

    @Test
    void a_run_starts_at_a_mode() {
        MapEstimate mode = rates().findMap(o -> o.jacobian(true));
        InferenceData fit = rates().infer()
                .start(mode)
                .jitter(0)
                .tune(0)
                .draws(1)
                .chains(1)
                .set("step_size", 1e-9)
                .seed(1)
                .progress(Progress.silent())
                .run();
        assertArrayEquals(mode.values("rate"), fit.posterior().get("rate").toDoubles(), 1e-4);
    }

    @Test
    void an_approximation_far_from_normal_is_warned_of() {
        Model funnel = Model.build(m -> {
            Var scale = m.sample("scale", halfNormal(5));
            Var z = m.sample("z", normal(0, 1), m.dim("i", 8));
            m.observe("y", normal(z.times(scale), 10), new double[] {28, 8, -3, 7, -1, 1, 18, 12});
        });
        LaplaceFit fit = funnel.laplace(o -> o.seed(1));
        assertFalse(fit.isReliable(), fit::toString);
        assertTrue(fit.toString().contains("not near to normal"), fit::toString);
        Warning first = fit.data().warnings().getFirst();
        assertEquals(Warning.Kind.POOR_APPROXIMATION, first.kind());
        assertEquals(fit.paretoK(), first.number());
        assertTrue(rates().laplace(o -> o.seed(1)).data().warnings().isEmpty());
        assertEquals(
                List.of(Warning.Kind.POOR_APPROXIMATION),
                rates().laplace(o -> o.seed(1).draws(5)).data().warnings().stream()
                        .map(Warning::kind)
                        .filter(k -> k == Warning.Kind.POOR_APPROXIMATION)
                        .toList(),
                "of 20 draws it cannot be told");
    }

    @Test
    void an_improper_prior_leaves_the_evidence_open() {
        Model model = Model.build(m -> {
            Var mu = m.sample("mu", flat());
            m.observe("y", normal(mu, 1), new double[] {1, 2});
        });
        LaplaceFit fit = model.laplace(o -> o.seed(1));
        assertTrue(Double.isNaN(fit.logEvidence()));
        assertTrue(Double.isNaN(fit.importanceLogEvidence()));
        assertEquals(0.5, fit.covariance()[0][0], 1e-12);
    }

    /** A function whose slope is right, and hides that it depends on its operand. */
    private record Hiding() implements Univariate {
        @Override
        public String name() {
            return "hiding_square";
        }

        @Override
        public Var value(Var x) {
            return x.square();
        }

        @Override
        public Var slope(Var x, Var y) {
            return Gradient.stop(x.times(2));
        }

        @Override
        public Interval bounds(Interval x) {
            return Interval.of(0, Double.POSITIVE_INFINITY);
        }
    }

    @Test
    void where_second_derivatives_are_hidden_differences_find_them() {
        Model model = Model.build(m -> {
            Var x = m.sample("x", normal(0, 2));
            m.potential("p", Univariate.at(new Hiding(), x.minus(1)).times(-3));
        });
        LaplaceFit fit = model.laplace(o -> o.seed(1));
        assertFalse(fit.exactHessian());
        // The log-density is -x² / 8 - 3 (x - 1)².
        assertEquals(1 / 6.25, fit.covariance()[0][0], 1e-10);
        assertEquals(6 / 6.25, fit.mode()[0], 1e-10);
    }

    static List<String> examples() {
        return List.copyOf(new java.util.TreeSet<>(EXAMPLES.keySet()));
    }

    private static final Map<String, Supplier<Model>> EXAMPLES = Map.ofEntries(
            Map.entry("autoregression", Autoregression::model),
            Map.entry("coal mining", CoalMining::model),
            Map.entry("eye colours", EyeColours::model),
            Map.entry("galaxies", Galaxies::model),
            Map.entry("garch", Garch::model),
            Map.entry("housing", Housing::model),
            Map.entry("lake huron", LakeHuron::model),
            Map.entry("lynx and hare", LynxHare::model),
            Map.entry("publications", Publications::model),
            Map.entry("radon", () -> Radon.model(RadonData.load())),
            Map.entry("remission", Remission::model),
            Map.entry("ships", Ships::model),
            Map.entry("varying slopes", VaryingSlopes::model));

    /** Two examples have none: of Nile and EightSchools the densities are highest where a scale is 0. */
    @Tag("nightly")
    @ParameterizedTest
    @MethodSource("examples")
    void examples_have_a_mode_and_exact_second_derivatives(String name) {
        Model model = java.util.Objects.requireNonNull(EXAMPLES.get(name)).get();
        MapEstimate mode = model.findMap();
        assertTrue(mode.converged(), mode::toString);
        LaplaceFit fit = model.laplace(o -> o.draws(100).seed(1));
        assertTrue(fit.exactHessian(), name);
    }
}
