package ppl.examples.newdata;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static ppl.api.Distributions.bernoulliLogit;
import static ppl.api.Distributions.halfNormal;
import static ppl.api.Distributions.normal;
import static ppl.api.Distributions.uniform;
import static ppl.graph.Functions.scan;

import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import ppl.api.Dim;
import ppl.api.Model;
import ppl.api.ModelBuilder;
import ppl.api.inference.Coord;
import ppl.api.inference.InferenceData;
import ppl.api.plan.Role;
import ppl.api.sample.Progress;
import ppl.graph.Tensor;
import ppl.graph.Var;

/** What becomes of observed variables whose rows are others. */
class UnseenTest {

    private static Model regression(int n) {
        return Model.build(m -> {
            Dim customer = m.dim("customer", n);
            Var x = m.data("x", HardCases.numbers(1, n), customer);
            Var slope = m.sample("slope", normal(0, 1));
            m.observe("bought", bernoulliLogit(x.times(slope)), new int[n], customer);
            m.observe("slope_seen", normal(slope, 0.1), 0.3);
        });
    }

    private static <T> List<String> names(List<T> variables, Function<T, String> name) {
        return variables.stream().map(name).toList();
    }

    @Test
    void an_observed_draw_along_a_dim_of_another_size_is_drawn() {
        Model next = regression(6).with(d -> d.set("x", new double[] {1, 2}));
        assertEquals(List.of("slope", "bought"), names(next.free(), Model.Free::name));
        assertEquals(List.of("slope_seen"), names(next.observed(), Model.Observed::name));
        assertEquals(Role.DRAWN_FORWARD, next.plan().step("bought").role());
        InferenceData fit = next.infer().seed(1).draws(30).tune(30).chains(1).progress(Progress.silent()).run();
        assertEquals(2 * 30, fit.posterior().get("bought").toDoubles().length);
    }

    @Test
    void an_observed_variable_along_a_dim_of_other_data_is_drawn_also_if_there_are_as_many() {
        Model next = regression(2).with(d -> d.set("x", new double[] {1, 2}));
        assertEquals(List.of("slope_seen"), names(next.observed(), Model.Observed::name));
    }

    @Test
    void an_observed_variable_with_new_values_is_observed() {
        Model next = regression(6).with(d -> d.set("x", new double[] {1, 2}).observe("bought", new int[] {1, 0}));
        assertEquals(List.of("bought", "slope_seen"), names(next.observed(), Model.Observed::name));
        assertEquals(Tensor.of(new long[] {1, 0}), next.observed().getFirst().value());
    }

    @Test
    void an_observed_expression_is_computed_from_draws_that_are_variables_then() {
        Model series = Model.build(m -> series(m, 6));
        Model next = series.with(d -> d.dim("day", 4));
        assertEquals(List.of("phi", "noise"), names(next.free(), Model.Free::name));
        assertEquals(List.of("returns"), names(next.deterministics(), Model.Deterministic::name));
        assertEquals(4, next.free().getLast().node().shape().size(0));
        InferenceData fit = next.infer().seed(1).draws(30).tune(30).chains(1).progress(Progress.silent()).run();
        assertEquals(4 * 30, fit.posterior().get("returns").toDoubles().length);
    }

    private static void series(ModelBuilder m, int n) {
        Dim day = m.dim("day", n);
        Var phi = m.sample("phi", uniform(-1, 1));
        Var noise = normal(0, 1).draw("noise", n);
        m.observe("returns", scan(0, noise, (y, e) -> phi.times(y).plus(e)), HardCases.numbers(1, n), day);
        m.observe("phi_seen", normal(phi, 0.2), 0.5);
    }

    @Test
    void labels_that_are_new_are_those_of_the_variables_along_the_dim() {
        Model model = Model.build(m -> {
            Dim group = m.dim("group", "a", "b");
            Var sd = m.sample("sd", halfNormal(1));
            Var level = m.sample("level", normal(0, sd), group);
            m.deterministic("gap", level.minus(level.mean()), group);
            m.observe("y", normal(level, 1), new double[] {1, 2}, group);
        });
        Model next = model.with(d -> d.dim("group", "b", "c", "d"));
        assertEquals(new Dim("group", Coord.of("b", "c", "d")), next.dims().getFirst());
        assertEquals("sd ~ HalfNormal(1.0)\nlevel[group] ~ Normal(0.0, sd)\ny[group] ~ Normal(level, 1.0)\n"
                + "gap[group] = level - sum(level) / 3.0\n", next.toString());
    }

    @Test
    void a_model_is_left_as_it_is() {
        Model model = regression(6);
        String before = model.toString();
        Model next = model.with(d -> d.set("x", new double[] {1, 2}));
        assertEquals(before, model.toString());
        assertSame(model.free().getFirst().node(), next.free().getFirst().node());
        assertNotEquals(model.dims(), next.dims());
    }

    @Test
    void data_may_change_twice_and_back() {
        Model model = HardCases.model("lags", 6);
        Model there = Anew.with(Anew.with(model, HardCases.model("lags", 4)), HardCases.model("lags", 9));
        Anew.same(model, Anew.with(there, model));
    }
}
