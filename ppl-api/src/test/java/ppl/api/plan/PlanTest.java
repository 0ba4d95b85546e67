package ppl.api.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static ppl.api.Distributions.bernoulli;
import static ppl.api.Distributions.dirichlet;
import static ppl.api.Distributions.flat;
import static ppl.api.Distributions.halfNormal;
import static ppl.api.Distributions.normal;
import static ppl.api.Distributions.poisson;

import java.util.List;
import org.junit.jupiter.api.Test;
import ppl.api.Dim;
import ppl.api.Model;
import ppl.api.ModelBuilder;
import ppl.api.ModelCode;
import ppl.api.ModelException;
import ppl.graph.DType;
import ppl.graph.Var;

class PlanTest {

    private interface More {
        void add(ModelBuilder m, Var mu);
    }

    private static Plan plan(More more) {
        return Model.build(m -> {
                    Var mu = m.sample("mu", normal(0, 2));
                    m.observe("y", normal(mu, 1), new double[] {1.5, 2.5, 0.25});
                    more.add(m, mu);
                })
                .plan();
    }

    @Test
    void a_plan_is_printed_as_a_table() {
        Plan plan = plan((m, mu) -> {
            Dim kind = m.dim("kind", "a", "b", "c");
            Var next = m.sample("y_new", normal(mu, 1));
            Var rate = m.deterministic("rate", next.exp());
            m.sample("n_new", poisson(rate));
            Var theta = m.sample("theta", dirichlet(1, 1, 1), kind);
            m.potential("even", theta.square().sum().times(-3));
        });
        assertEquals("""
                variable     role           distribution                      support              transform  coordinates  why
                mu           sampled        Normal(mu=0.0, sigma=2.0)         (-inf, inf)          identity   1            y depends on it
                y_new        drawn forward  Normal(mu=mu, sigma=1.0)          (-inf, inf)                                  nothing observed depends on it
                n_new        drawn forward  Poisson(mu=rate)                  {0, ...}                                     nothing observed depends on it
                theta[kind]  sampled        Dirichlet(alpha=[1.0, 1.0, 1.0])  {x >= 0 with sum 1}  ilr        2            even depends on it
                y            observed       Normal(mu=mu, sigma=1.0)          (-inf, inf)                                  its value is given
                even         potential      sum(theta * theta) * -3.0                                                      a term of the log-density
                rate         computed       exp(y_new)                                                                     a function of mu, y_new
                """, plan.toString());
        assertEquals(
                List.of("y_new", "n_new"),
                plan.forward().stream().map(Model.Free::name).toList());
    }

    @Test
    void what_a_potential_or_a_sampled_variable_depends_on_is_sampled() {
        Plan plan = plan((m, mu) -> {
            Var sigma = m.sample("sigma", halfNormal(1));
            Var next = m.sample("y_new", normal(mu, sigma));
            m.potential("known", next.unaryMinus().square());
        });
        assertEquals("known depends on it", plan.step("sigma").why());
        assertEquals(Role.SAMPLED, plan.step("y_new").role());
        assertEquals("y and known depend on it", plan.step("mu").why());
    }

    @Test
    void many_that_depend_are_counted() {
        Plan plan = plan((m, mu) -> {
            for (int i = 0; i < 4; i++) {
                m.observe("z" + i, normal(mu, 1), i);
            }
        });
        assertEquals("y, z0 and 3 others depend on it", plan.step("mu").why());
    }

    @Test
    void an_expression_that_is_observed_tells_the_draws_in_it_or_is_without_them() {
        Plan plan = plan((m, mu) -> {
            m.observe("told", normal(0, 1).draw("e").plus(mu), 0.5);
            m.observe("sum", normal(0, 1).draw("a").plus(normal(mu, 1).draw("b")), 0.5);
        });
        assertEquals("its value is given, and tells e", plan.step("told").why());
        assertEquals(
                "its value is given; its law is without a, b, integrated out",
                plan.step("sum").why());
    }

    @Test
    void a_plan_of_summed_variables_alone_says_what_depends_on_them() {
        Plan plan = Model.build(m -> {
                    m.sample("x", normal(0, 1));
                    Var w = m.marginalize("w", bernoulli(0.5));
                    m.observe("y", normal(w.cast(DType.F64), 1), 0.5);
                })
                .plan();
        assertEquals("y depends on it", plan.step("w").why());
        assertEquals(
                "nothing observed depends on it, so these are draws of its prior",
                plan.step("x").why());
        assertEquals(Role.SAMPLED, plan.step("x").role());
    }

    @Test
    void without_data_variables_are_sampled_as_asked() {
        Plan prior = Model.build(m -> m.sample("x", normal(m.sample("mu", normal(0, 2)), 1)))
                .plan();
        assertEquals(Role.SAMPLED, prior.step("x").role());
        assertEquals(
                "nothing is observed, so these are draws of the prior",
                prior.step("x").why());
        assertEquals(2, prior.joint().unconstrained().size());
        Plan apart = Model.build(m -> {
                    m.sample("x", normal(0, 1));
                    m.observe("y", normal(0, 1), 0.5);
                })
                .plan();
        assertEquals(Role.SAMPLED, apart.step("x").role());
        assertTrue(apart.step("x").why().contains("nothing observed depends on any variable"));
    }

    @Test
    void what_cannot_be_drawn_stays_to_be_sampled() {
        Plan plan = plan((m, mu) -> m.sample("f", flat()));
        assertEquals(Role.SAMPLED, plan.step("f").role());
        assertEquals(
                "nothing can be drawn from its distribution", plan.step("f").why());
    }

    @Test
    void a_name_that_is_no_variable_is_refused_with_those_that_are() {
        ModelException e =
                assertThrows(ModelException.class, () -> plan((m, mu) -> {}).step("nu"));
        assertEquals(ModelCode.NAME, e.code());
        assertTrue(e.getMessage().contains("'nu'; those are [mu, y]"), e::getMessage);
    }
}
