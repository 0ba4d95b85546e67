package ppl.examples.changed;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static ppl.api.Distributions.bernoulli;
import static ppl.api.Distributions.halfNormal;
import static ppl.api.Distributions.mvNormal;
import static ppl.api.Distributions.normal;
import static ppl.graph.Functions.vector;

import ppl.api.Submodel;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import ppl.api.Dim;
import ppl.api.Model;
import ppl.api.ModelBuilder;
import ppl.api.ModelException;
import ppl.api.inference.Coord;
import ppl.api.inference.PredictiveOptions;
import ppl.api.sample.Progress;
import ppl.graph.Tensor;
import ppl.graph.Var;

/** Models made of models, by their densities against those of the same models written out. */
class OperationsTest {

    private static final double[] Y = {28, 8, -3};

    /** The variables before the effects. */
    private record Top(Dim school, Var mu, Var tau) {
        static Top in(ModelBuilder m) {
            Dim school = m.dim("school", "A", "B", "C");
            return new Top(school, m.sample("mu", normal(0, 5)), m.sample("tau", halfNormal(5)));
        }
    }

    private static Model schools() {
        return Model.build(m -> {
            Top t = Top.in(m);
            Var theta = m.sample("theta", normal(t.mu, t.tau), t.school);
            m.deterministic("shrunk", theta.minus(t.mu), t.school);
            m.observe("y", normal(theta, 10), Y, t.school);
        });
    }

    @Test
    void a_variable_that_is_observed_later_counts_as_one_that_was() {
        Model written = Model.build(m -> {
            Top t = Top.in(m);
            Var theta = m.observe("theta", normal(t.mu, t.tau), new double[] {1, 2, 3}, t.school);
            m.observe("y", normal(theta, 10), Y, t.school);
        });
        Model later = schools().observe("theta", 1, 2, 3);
        for (double mu : new double[] {-2, 0.3}) {
            assertEquals(Densities.at(written, mu, 0.7), Densities.at(later, mu, 0.7), 1e-12);
        }
        assertEquals(List.of("mu", "tau"), later.free().stream().map(Model.Free::name).toList());
    }

    @Test
    void a_variable_that_is_set_has_no_density_and_its_parents_learn_nothing() {
        Model set = schools().doIntervention("theta", 1, 2, 3);
        double expected = 0;
        for (int i = 0; i < 3; i++) {
            expected += Densities.normal(Y[i], i + 1, 10);
        }
        Model mu = schools().doIntervention("mu", 1);
        Model written = Model.build(m -> {
            Dim school = m.dim("school", "A", "B", "C");
            Var one = m.data("mu", Tensor.scalar(1.0));
            Var tau = m.sample("tau", halfNormal(5));
            Var theta = m.sample("theta", normal(one, tau), school);
            m.observe("y", normal(theta, 10), Y, school);
        });
        assertEquals(Densities.at(written, 0.3, 1, 2, 3), Densities.at(mu, 0.3, 1, 2, 3));
        // mu and tau move by their priors, tau on its log.
        double tau = Math.exp(0.2);
        double prior = Densities.normal(0.4, 0, 5) + Math.log(2) + Densities.normal(tau, 0, 5) + 0.2;
        assertEquals(prior + expected, Densities.at(set, 0.4, 0.2), 1e-12);
        assertEquals(Tensor.of(new double[] {1, 2, 3}), set.data().getFirst().value());
        assertEquals("school", set.data().getFirst().dims().getFirst().name());
    }

    @Test
    void an_observed_variable_that_is_set_is_observed_no_more() {
        Model set = schools().doIntervention("y", 0, 0, 0);
        assertEquals(List.of(), set.observed());
        assertEquals(Densities.at(schools().unobserve("y").doIntervention("y", 0, 0, 0), 1, 0, 1, 2, 3), Densities.at(set, 1, 0, 1, 2, 3));
    }

    @Test
    void what_is_set_may_be_set_otherwise_as_data() {
        Model one = schools().doIntervention("mu", 1);
        Model two = one.with(d -> d.set("mu", 2));
        assertEquals(Densities.at(schools().doIntervention("mu", 2), 0.3, 1, 2, 3), Densities.at(two, 0.3, 1, 2, 3));
        assertNotEquals(Densities.at(one, 0.3, 1, 2, 3), Densities.at(two, 0.3, 1, 2, 3));
    }

    @Test
    void a_variable_that_is_seen_in_part_is_sampled_for_the_rest() {
        Model some = schools().condition("theta", new int[] {2, 0}, 3, 1);
        assertEquals(Coord.of("B"), some.imputed().dims().getLast().coord());
        // All of theta at once, less the maps onto coordinates, of which tau's is the same.
        assertEquals(Densities.at(schools(), -1, 0.5, 1, 2, 3), Densities.at(some, -1, 0.5, 2), 1e-12);
        Model same = schools().condition("theta", Map.of("A", 1, "C", 3));
        assertEquals(Densities.at(some, -1, 0.5, 2), Densities.at(same, -1, 0.5, 2));
    }

    @Test
    void what_follows_from_a_variable_that_is_seen_in_part_follows_from_all_of_it() {
        double[] shrunk = schools()
                .condition("theta", Map.of("A", 1, "C", 3))
                .infer()
                .seed(1)
                .draws(50)
                .tune(50)
                .chains(1)
                .progress(Progress.silent())
                .run()
                .posterior()
                .get("shrunk")
                .toDoubles();
        for (int i = 0; i < shrunk.length; i += 3) {
            assertEquals(2, shrunk[i + 2] - shrunk[i], 1e-12);
        }
    }

    @Test
    void to_observe_and_to_take_the_values_away_is_to_do_nothing() {
        double[] point = {0.3, -0.2, 1, 2, 3};
        assertEquals(
                Densities.at(schools(), point),
                Densities.at(schools().observe("theta", 5, 6, 7).unobserve("theta"), point),
                1e-12);
    }

    @Test
    void a_variable_that_was_summed_out_may_be_observed_or_set() {
        Model model = Model.build(m -> {
            Var mu = m.sample("mu", normal(0, 1));
            Var z = m.marginalize("z", bernoulli(0.25));
            m.observe("y", normal(mu.plus(z), 1), 0.4);
        });
        double likelihood = Densities.normal(0.4, 1.5, 1) + Densities.normal(0.5, 0, 1);
        assertEquals(likelihood + Math.log(0.25), Densities.at(model.observe("z", 1), 0.5), 1e-12);
        assertEquals(likelihood, Densities.at(model.doIntervention("z", 1), 0.5), 1e-12);
    }

    @Test
    void parts_have_the_densities_of_the_same_model_written_out() {
        Model line = Model.build(m -> {
            Dim day = m.dim("day", 2);
            Var x = m.data("x", new double[] {1, 3}, day);
            Var slope = m.sample("slope", normal(0, 2));
            Var e = normal(0, 1).draw("e", 2);
            m.observe("y", x.times(slope).plus(e), new double[] {1, 2}, day);
        });
        Model both = Model.build(m -> {
            Var left = m.include("left", line).get("slope");
            Var right = m.include("right", line).get("slope");
            m.observe("turn", normal(right.minus(left), 0.5), 0.4);
        });
        Model written = Model.build(m -> {
            Var x = Var.constant(1.0, 3.0);
            Var left = m.sample("left", normal(0, 2));
            m.observe("y1", normal(x.times(left), 1), new double[] {1, 2});
            Var right = m.sample("right", normal(0, 2));
            m.observe("y2", normal(x.times(right), 1), new double[] {1, 2});
            m.observe("turn", normal(right.minus(left), 0.5), 0.4);
        });
        assertEquals(Densities.at(written, 0.7, 1.1), Densities.at(both, 0.7, 1.1), 1e-12);
        assertEquals(
                List.of("left.day[2]", "right.day[2]"),
                both.dims().stream().map(Dim::toString).toList());
        assertEquals(List.of("left.x", "right.x"), both.data().stream().map(Model.Data::name).toList());
    }

    @Test
    void parts_of_one_model_are_drawn_independently() {
        Model coin = Model.build(m -> m.sample("p", normal(0, 1)));
        Model two = Model.build(m -> {
            m.include("a", coin);
            m.include("b", coin);
        });
        var prior = two.priorPredictive(5).prior();
        double[] a = prior.get("a.p").toDoubles();
        double[] b = prior.get("b.p").toDoubles();
        for (int i = 0; i < a.length; i++) {
            assertNotEquals(a[i], b[i]);
        }
    }

    @Test
    void a_part_is_drawn_alike_whatever_stands_before_it() {
        Model coin = Model.build(m -> m.sample("p", normal(0, 1)));
        Model alone = Model.build(m -> m.include("b", coin));
        Model second = Model.build(m -> {
            m.include("a", coin);
            m.include("b", coin);
        });
        PredictiveOptions seed = PredictiveOptions.defaults().withSeed(1);
        assertArrayEquals(
                alone.priorPredictive(5, seed).prior().get("b.p").toDoubles(),
                second.priorPredictive(5, seed).prior().get("b.p").toDoubles());
    }

    @Test
    void a_part_that_is_built_on_the_spot_uses_what_is_there() {
        Model model = Model.build(m -> {
            Var mu = m.sample("mu", normal(0, 1));
            for (String place : List.of("north", "south")) {
                m.within(place, p -> {
                    Var level = p.sample("level", normal(mu, 2));
                    p.observe("y", normal(level, 1), new double[] {1, 2, Double.NaN}, p.dim("day", 3));
                });
            }
        });
        double expected = Densities.normal(0.3, 0, 1);
        for (double level : new double[] {0.5, -0.5}) {
            expected += Densities.normal(level, 0.3, 2) + Densities.normal(1, level, 1) + Densities.normal(2, level, 1);
        }
        assertEquals(expected, Densities.at(model, 0.3, 0.5, -0.5), 1e-12);
        assertEquals(
                List.of("mu", "north.level", "south.level", "north.y_missing", "south.y_missing"),
                model.imputed().free().stream().map(Model.Free::name).toList());
    }

    @Test
    void a_model_stays_as_it_is() {
        Model model = schools();
        String before = model.toString();
        model.observe("theta", 1, 2, 3);
        model.doIntervention("mu", 1);
        model.unobserve("y");
        assertEquals(before, model.toString());
        assertArrayEquals(Y, model.observed().getFirst().value().toDoubles());
    }

    @Test
    void a_vector_that_is_sampled_may_be_conditioned_on_some_of_its_elements() {
        double[][] cov = {{2, 0.5, 0.3}, {0.5, 1, -0.2}, {0.3, -0.2, 1.5}};
        Model model = Model.build(m -> {
            Var v = m.sample("v", mvNormal(vector(0.5, -1, 0.2), Var.constant(Tensor.of(cov))));
            m.observe("sum", normal(v.sum(), 1), 4);
        });
        double expected = model.debug(Map.of("v", Tensor.of(new double[] {1, 0.4, 2}))).logp();
        double actual = model.condition("v", new int[] {2, 0}, 2, 1)
                .debug(Map.of("v_missing", Tensor.of(new double[] {0.4})))
                .logp();
        assertEquals(expected, actual, 1e-12);
    }

    @Test
    void a_variable_that_is_summed_out_is_observed_whole_or_not_at_all() {
        Model model = Model.build(m -> {
            Var z = m.marginalize("z", bernoulli(0.5), m.dim("row", 2));
            m.observe("y", normal(z.plus(m.sample("mu", normal(0, 1))), 1), new double[] {1, 2});
        });
        ModelException e = assertThrows(ModelException.class, () -> model.observe("z", 1, Double.NaN));
        assertTrue(String.valueOf(e.getMessage()).contains("cannot be seen in part"), e::getMessage);
    }

    @Test
    void noises_of_one_name_are_told_apart_in_print() {
        Model model = Model.build(m -> {
            Var mu = m.sample("mu", normal(0, 1));
            Var sum = mu.plus(normal(0, 1).draw("e")).plus(normal(mu, 5).draw("e"));
            m.observe("y", sum.plus(normal(0, 2).draw("f")), 0.5);
            m.observe("z", mu.plus(normal(0, 3).draw("e")), 0.5);
        });
        assertEquals(
                List.of(
                        "y ~ mu + e + e + f (observed; e: 2 draws, of Normal(mu=0.0, sigma=1.0) and Normal(mu=mu, sigma=5.0))",
                        "z ~ mu + e (observed)"),
                model.toString().lines().skip(1).toList());
        String why = model.plan().step("y").why();
        assertTrue(why.contains("e (Normal(mu=0.0, sigma=1.0)), e (Normal(mu=mu, sigma=5.0)), f, integrated out"), why);
        assertTrue(model.plan().step("z").why().endsWith("tells e"));
    }

    @Test
    void other_variables_lie_along_the_dims_of_a_part() {
        Model part = Model.build(b -> b.sample("x", normal(0, 1), b.dim("c", "k", "l")));
        Model all = Model.build(m -> {
            Submodel u = m.include("u", part);
            m.sample("z", normal(u.get("x"), 1), u.dim("c"));
            Submodel w = m.within("w", b -> b.dim("c", 2));
            m.sample("v", normal(0, 1), w.dim("c"), u.dim("c"));
        });
        assertEquals(List.of("u.c"), all.free().get(1).dims().stream().map(Dim::name).toList());
        assertEquals(
                List.of("w.c", "u.c"), all.free().get(2).dims().stream().map(Dim::name).toList());
    }
}
