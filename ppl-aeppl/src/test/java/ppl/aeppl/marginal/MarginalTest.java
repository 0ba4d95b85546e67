package ppl.aeppl.marginal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static ppl.aeppl.Laws.c;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import ppl.aeppl.Laws;
import ppl.aeppl.family.continuous.Normal;
import ppl.aeppl.family.discrete.Bernoulli;
import ppl.aeppl.family.discrete.Binomial;
import ppl.aeppl.family.discrete.Categorical;
import ppl.aeppl.joint.Checks;
import ppl.aeppl.joint.Joint;
import ppl.aeppl.joint.JointDensity;
import ppl.aeppl.marginal.Problem.Discrete;
import ppl.graph.Functions;
import ppl.graph.Graph;
import ppl.graph.Index;
import ppl.graph.Shape;
import ppl.graph.Tensor;
import ppl.graph.Var;
import ppl.graph.grad.Gradient;

/** Discrete variables summed out: mixtures, chains, groups, grids, each against the sum over all values. */
class MarginalTest {

    private static final double HALF_LOG_2PI = 0.9189385332046728;

    private static final double[] Y = {-1.2, 0.4, 2.2, 3.1, -0.3, 0.9};

    private final Var theta = Normal.of(Var.constant(0.0, 0, 0), 1).draw("theta");
    private final Tensor at = Tensor.of(new double[] {0.3, -0.7, 0.45});

    private static double normal(double x, double mu, double sigma) {
        double z = (x - mu) / sigma;
        return -0.5 * z * z - Math.log(sigma) - HALF_LOG_2PI;
    }

    private static void agree(Problem p) {
        double expected = p.byEnumeration();
        assertEquals(expected, p.byElimination(), 1e-12 * Math.max(1, Math.abs(expected)));
        assertTrue(p.gradientError() < 1e-7, () -> "gradient is off by " + p.gradientError());
    }

    private Joint free() {
        return Joint.empty().free("theta", theta);
    }

    @Test
    void a_mixture_of_two_is_its_hand_written_log_sum() {
        Var z = Bernoulli.logit(theta.get(0)).draw("z", Y.length);
        Var y = Normal.of(Functions.vector(theta.get(1), theta.get(2)).get(z), 0.5)
                .draw("y");
        Problem p = new Problem(free().observe("y", y, Var.constant(Y)), List.of(new Discrete("z", z, 2)), List.of(at));
        double w = 1 / (1 + Math.exp(-0.3));
        double expected = normal(0.3, 0, 1) + normal(-0.7, 0, 1) + normal(0.45, 0, 1);
        for (double x : Y) {
            expected += Problem.logSum(Math.log(1 - w) + normal(x, -0.7, 0.5), Math.log(w) + normal(x, 0.45, 0.5));
        }
        assertEquals(expected, p.byElimination(), 1e-12);
        agree(p);
    }

    @Test
    void a_mixture_of_three_with_weights_of_its_own_for_each_observation() {
        Var logits = Functions.stack(List.of(theta, theta.times(2), theta.unaryMinus(), theta.exp()), 0);
        Var z = Categorical.logit(logits).draw("z");
        Var y = Normal.of(theta.get(z), 0.5).draw("y");
        agree(new Problem(
                free().observe("y", y, Var.constant(-1.2, 0.4, 2.2, 3.1)),
                List.of(new Discrete("z", z, 3)),
                List.of(at)));
    }

    @Test
    void groups_share_a_variable_and_repeats_add_up() {
        Var z = Categorical.logit(theta).draw("z", 3);
        Var ofGroup = z.get(new int[] {0, 2, 2, 0, 1, 2});
        Var y = Normal.of(theta.get(ofGroup), 0.7).draw("y");
        agree(new Problem(free().observe("y", y, Var.constant(Y)), List.of(new Discrete("z", z, 3)), List.of(at)));
    }

    @Test
    void rows_of_occasions_share_a_variable() {
        Var z = Bernoulli.logit(theta.get(0)).draw("z", 3);
        Var p = Functions.where(
                Functions.equal(Functions.expandDims(z, 1), 1), Functions.sigmoid(theta.get(1)), Var.constant(0.0));
        Var seen = Bernoulli.of(Functions.broadcastTo(p, Shape.of(3, 4))).draw("seen");
        Tensor histories = Tensor.of(new long[] {1, 0, 1, 0, 0, 0, 0, 0, 1, 1, 1, 1}, 3, 4);
        agree(new Problem(
                free().observe("seen", seen, Var.constant(histories)), List.of(new Discrete("z", z, 2)), List.of(at)));
    }

    @Test
    void two_variables_meet_in_one_factor_and_one_is_used_by_none() {
        Var a = Categorical.logit(theta).draw("a");
        Var b = Binomial.of(3, 0.4).draw("b");
        Var unused = Bernoulli.of(0.25).draw("unused");
        Var y = Normal.of(theta.get(a).times(b), 0.9).draw("y");
        agree(new Problem(
                free().observe("y", y, c(1.1)),
                List.of(new Discrete("a", a, 3), new Discrete("b", b, 4), new Discrete("unused", unused, 2)),
                List.of(at)));
    }

    @Test
    void a_variable_depends_on_another_that_is_summed_out() {
        Var a = Categorical.logit(theta).draw("a");
        Var n = Binomial.of(4, Functions.sigmoid(theta.get(a))).draw("n");
        Var y = Normal.of(n, 0.9).draw("y");
        agree(new Problem(
                free().observe("y", y, c(1.1)),
                List.of(new Discrete("a", a, 3), new Discrete("n", n, 5)),
                List.of(at)));
    }

    @Test
    void trials_of_their_own_for_each_element() {
        Var n = Binomial.of(Var.constant(Tensor.of(new long[] {2, 4})), Functions.sigmoid(theta.get(0)))
                .draw("n");
        Var y = Normal.of(n, 0.9).draw("y");
        Problem p = new Problem(
                free().observe("y", y, Var.constant(1.1, 3.2)), List.of(new Discrete("n", n, 5)), List.of(at));
        agree(p);
    }

    @Test
    void neighbours_on_a_line_are_coupled_by_a_potential() {
        Var z = Bernoulli.logit(theta.get(0)).draw("z", 7);
        Var x = z.times(2).minus(1);
        Var pairs = x.get(Index.range(0, 6)).times(x.get(Index.range(1, 7))).times(theta.get(1));
        agree(new Problem(free().potential("pairs", pairs), List.of(new Discrete("z", z, 2)), List.of(at)));
    }

    @Test
    void neighbours_on_a_grid_are_coupled_by_two_potentials() {
        Var z = Bernoulli.logit(theta.get(0)).draw("z", 3, 3);
        Var x = z.times(2).minus(1);
        Var across = x.get(Index.all(), Index.range(0, 2)).times(x.get(Index.all(), Index.range(1, 3)));
        Var down = x.get(Index.range(0, 2)).times(x.get(Index.range(1, 3)));
        agree(new Problem(
                free().potential("across", across.times(theta.get(1))).potential("down", down.times(theta.get(2))),
                List.of(new Discrete("z", z, 2)),
                List.of(at)));
    }

    private Problem chain(double[] y, boolean stacked) {
        Var rows = Functions.softmax(
                Functions.stack(List.of(theta, theta.times(-1), Functions.vector(0.5, 0.1, theta.get(1))), 0), -1);
        List<Discrete> states = new ArrayList<>();
        List<Var> means = new ArrayList<>();
        Joint joint = free();
        for (int t = 0; t < y.length; t++) {
            Var z = (t == 0
                            ? Categorical.logit(theta)
                            : Categorical.of(rows.get(states.get(t - 1).node())))
                    .draw("z" + t);
            states.add(new Discrete("z" + t, z, 3));
            means.add(theta.get(z));
            if (!stacked) {
                joint = joint.observe("y" + t, Normal.of(means.get(t), 0.6).draw("y" + t), c(y[t]));
            }
        }
        if (stacked) {
            Var all = Normal.of(Functions.stack(means, 0), 0.6).draw("y");
            joint = joint.observe("y", all, Var.constant(y));
        }
        return new Problem(joint, states, List.of(at));
    }

    @Test
    void a_hidden_markov_chain_is_the_sum_over_all_paths() {
        agree(chain(Y, false));
        agree(chain(Y, true));
    }

    @Test
    void a_hidden_markov_chain_of_fifty_is_the_forward_algorithm() {
        SplittableRandom random = new SplittableRandom(3);
        double[] y = random.doubles(50, -2, 2).toArray();
        double expected = forward(y);
        assertEquals(expected, chain(y, false).byElimination(), 1e-11);
        assertEquals(expected, chain(y, true).byElimination(), 1e-11);
    }

    /** Elements of all nodes of value and gradient: what they cost, but for a factor. */
    private double work(int length, boolean stacked) {
        JointDensity density = chain(
                        new SplittableRandom(3).doubles(length, -2, 2).toArray(), stacked)
                .summed();
        Var total = density.total(Checks.NEG_INF);
        List<Var> outputs = new ArrayList<>(List.of(total));
        outputs.addAll(Gradient.of(total, density.unconstrained()));
        return Graph.order(outputs).stream()
                .mapToDouble(x -> x.shape().elements())
                .sum();
    }

    @Test
    void work_on_a_chain_grows_as_its_length() {
        for (boolean stacked : new boolean[] {false, true}) {
            double ratio = work(120, stacked) / work(60, stacked);
            assertTrue(ratio < 2.1, () -> "twice the length is " + ratio + " times the work");
        }
    }

    private double forward(double[] y) {
        double[] v = at.toDoubles();
        double[][] rows = {
            softmax(v), softmax(new double[] {-v[0], -v[1], -v[2]}), softmax(new double[] {0.5, 0.1, v[1]})
        };
        double[] alpha = softmax(v);
        double logp = 0;
        for (double x : v) {
            logp += normal(x, 0, 1);
        }
        for (int t = 0; t < y.length; t++) {
            double[] next = new double[3];
            for (int k = 0; k < 3; k++) {
                for (int j = 0; j < 3; j++) {
                    next[k] += t == 0 ? (j == k ? alpha[k] : 0) : alpha[j] * rows[j][k];
                }
                next[k] *= Math.exp(normal(y[t], v[k], 0.6));
            }
            double sum = next[0] + next[1] + next[2];
            logp += Math.log(sum);
            for (int k = 0; k < 3; k++) {
                alpha[k] = next[k] / sum;
            }
        }
        return logp;
    }

    private static double[] softmax(double[] x) {
        double sum = 0;
        double[] p = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            p[i] = Math.exp(x[i]);
            sum += p[i];
        }
        for (int i = 0; i < x.length; i++) {
            p[i] /= sum;
        }
        return p;
    }

    /** Factors over any few of some variables of two to four values, drawn from a seed. */
    @Test
    void factor_graphs_of_any_structure_are_the_sum_over_all_values() {
        for (int seed = 0; seed < 30; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            List<Discrete> variables = new ArrayList<>();
            Joint joint = free();
            for (int i = 0; i < 5; i++) {
                int size = 2 + random.nextInt(3);
                Var weights =
                        Var.constant(random.doubles(size, -1, 1).toArray()).times(theta.get(0));
                Var shifted = i > 0 && random.nextBoolean()
                        ? weights.times(variables.get(random.nextInt(i)).node())
                        : weights;
                variables.add(new Discrete("z" + i, Categorical.logit(shifted).draw("z" + i), size));
            }
            for (int f = 0; f < 4; f++) {
                Var term = theta.get(random.nextInt(3));
                for (int i = 0; i < 1 + random.nextInt(3); i++) {
                    Var z = variables.get(random.nextInt(5)).node();
                    term = random.nextBoolean()
                            ? term.times(z.plus(0.5))
                            : term.plus(z.times(theta.get(1))).exp().plus(1).log();
                }
                joint = joint.potential("f" + f, term);
            }
            agree(new Problem(joint, variables, List.of(at)));
        }
    }

    @Test
    void weights_of_nothing_add_nothing_and_hand_no_gradient_back() {
        Var p = Functions.vector(
                theta.get(0).exp(),
                Var.constant(0.0),
                Var.constant(1.0).minus(theta.get(0).exp()));
        Var z = Categorical.of(p).draw("z");
        Var y = Normal.of(theta.get(z), 0.5).draw("y");
        Problem problem = new Problem(
                free().observe("y", y, c(0.2)),
                List.of(new Discrete("z", z, 3)),
                List.of(Tensor.of(new double[] {-0.3, -0.7, 0.45})));
        agree(problem);
    }

    @Test
    void a_sum_of_nothing_but_zeros_is_minus_infinity() {
        Var z = Binomial.of(2, 0.5).draw("z");
        Var y = Binomial.of(z, 0.5).draw("y");
        JointDensity density = Joint.empty()
                .observe("y", y, Var.constant(3L))
                .marginalize("z", z)
                .derive();
        assertEquals(
                Double.NEGATIVE_INFINITY,
                Laws.values(density.unconstrained(), List.of(), density.total(Checks.NEG_INF))[0]);
    }
}
