package ppl.aeppl.marginal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import ppl.aeppl.family.continuous.Normal;
import ppl.aeppl.family.discrete.Bernoulli;
import ppl.aeppl.family.discrete.Categorical;
import ppl.aeppl.joint.Joint;
import ppl.aeppl.joint.JointDensity;
import ppl.aeppl.marginal.Problem.Discrete;
import ppl.graph.DType;
import ppl.graph.Functions;
import ppl.graph.Graph;
import ppl.graph.Index;
import ppl.graph.Shape;
import ppl.graph.Tensor;
import ppl.graph.TensorType;
import ppl.graph.Var;
import ppl.graph.batch.BatchAxis;
import ppl.graph.batch.Batched;
import ppl.graph.batch.Vectorized;
import ppl.graph.compile.CompileOptions;
import ppl.graph.random.KeyVar;
import ppl.graph.random.RandomKey;

/** What was summed out is drawn back with the probabilities that it has given everything else, all variables together. */
class RecoveryTest {

    private static final int DRAWS = 40_000;

    /** The 1e-6 quantile of χ² from above is below this many standard deviations of it, for the few bins here. */
    private static final double SIGMAS = 7;

    private final Var theta = Normal.of(Var.constant(0.0, 0, 0), 1).draw("theta");
    private final Tensor at = Tensor.of(new double[] {0.3, -0.7, 0.45});

    /** Counts of the combinations of values among draws from different keys, beside their probabilities. */
    private static void drawnAsTheyShould(Problem p) {
        double[] logp = p.byValues();
        double total = Problem.logSum(logp);
        long[] counts = new long[logp.length];
        for (long combination : combinations(p)) {
            counts[(int) combination]++;
        }
        double chi2 = 0;
        int bins = 0;
        for (int i = 0; i < logp.length; i++) {
            double expected = DRAWS * Math.exp(logp[i] - total);
            if (expected < 5) {
                assertTrue(
                        counts[i] < 25,
                        counts[i] + " draws of combination " + i + ", where " + expected + " should be");
                continue;
            }
            chi2 += (counts[i] - expected) * (counts[i] - expected) / expected;
            bins++;
        }
        double limit = bins + SIGMAS * Math.sqrt(2.0 * bins) + 20;
        assertTrue(chi2 < limit, "chi-squared " + chi2 + " of " + bins + " combinations");
    }

    /** For each key the number of the combination drawn. */
    private static long[] combinations(Problem p) {
        JointDensity density = p.summed();
        Var key = Var.input("key", new TensorType(DType.I64, Shape.scalar()));
        Map<Var, Var> drawn = density.recover(new KeyVar(key));
        Var number = Var.constant(0L);
        for (Discrete z : p.discrete()) {
            Var values = drawn.get(z.node());
            assertEquals(z.node().type(), values.type());
            Var flat = Functions.reshape(values, -1);
            for (int e = 0; e < flat.shape().size(0); e++) {
                number = number.times(z.size()).plus(flat.get(e));
            }
        }
        Var keys = Var.input("keys", new TensorType(DType.I64, Shape.of(DRAWS)));
        Var all = Vectorized.of(List.of(number), Map.of(key, new Batched(keys, List.of(new BatchAxis(0, DRAWS)))))
                .getFirst()
                .value();
        long[] bits = new long[DRAWS];
        for (int i = 0; i < DRAWS; i++) {
            bits[i] = RandomKey.of(1).fold(i).bits();
        }
        List<Var> inputs = new ArrayList<>(density.unconstrained());
        inputs.add(keys);
        List<Tensor> values = new ArrayList<>(p.at());
        values.add(Tensor.of(bits));
        try (var compiled = new Graph(inputs, List.of(all)).compile(CompileOptions.defaults())) {
            return compiled.call(values).getFirst().toLongs();
        }
    }

    private Joint free() {
        return Joint.empty().free("theta", theta);
    }

    @Test
    void a_chain_is_drawn_as_a_whole() {
        Var rows = Functions.softmax(Functions.stack(List.of(theta, theta.times(-2), theta.times(3)), 0), -1);
        List<Discrete> states = new ArrayList<>();
        Joint joint = free();
        for (int t = 0; t < 6; t++) {
            Var z = (t == 0
                            ? Categorical.logit(theta)
                            : Categorical.of(rows.get(states.get(t - 1).node())))
                    .draw("z" + t);
            states.add(new Discrete("z" + t, z, 3));
            joint = joint.observe("y" + t, Normal.of(theta.get(z), 0.6).draw("y" + t), Var.constant(0.4 * t - 0.5));
        }
        drawnAsTheyShould(new Problem(joint, states, List.of(at)));
    }

    @Test
    void elements_with_observations_of_their_own_are_drawn_each_for_itself() {
        Var z = Categorical.logit(theta).draw("z", 2, 2);
        Var y = Normal.of(theta.get(z), 0.5).draw("y");
        Var value = Var.constant(Tensor.of(new double[][] {{-1, 0.1}, {0.5, 1.5}}));
        drawnAsTheyShould(new Problem(free().observe("y", y, value), List.of(new Discrete("z", z, 3)), List.of(at)));
    }

    @Test
    void coupled_elements_and_one_that_nothing_uses_are_drawn_together() {
        Var z = Bernoulli.logit(theta.get(0)).draw("z", 4);
        Var unused = Bernoulli.of(0.25).draw("unused");
        Var pairs = z.get(Index.range(0, 3)).times(z.get(Index.range(1, 4)));
        Joint joint = free().potential("pairs", pairs.times(theta.get(1)).times(2));
        drawnAsTheyShould(
                new Problem(joint, List.of(new Discrete("z", z, 2), new Discrete("unused", unused, 2)), List.of(at)));
    }
}
