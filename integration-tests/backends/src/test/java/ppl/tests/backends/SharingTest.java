package ppl.tests.backends;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static ppl.api.Distributions.halfNormal;
import static ppl.api.Distributions.normal;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import ppl.aeppl.joint.Checks;
import ppl.aeppl.joint.Joint;
import ppl.aeppl.joint.JointDensity;
import ppl.api.inference.Dataset;
import ppl.api.inference.Group;
import ppl.api.inference.InferenceData;
import ppl.graph.Graph;
import ppl.graph.Tensor;
import ppl.graph.Var;
import ppl.graph.compile.CompileOptions;
import ppl.graph.grad.Gradient;

/** Immutable things are shared by threads without a lock: what eight do at once with one of them is what one does alone. */
class SharingTest {

    private static final int THREADS = 8;
    private static final int ROUNDS = 25;

    /** Runs work on threads that start together, each several times, and compares with what it gives alone. */
    private static void together(Callable<String> work) throws Exception {
        String alone = work.call();
        CyclicBarrier start = new CyclicBarrier(THREADS);
        try (ExecutorService pool = Executors.newFixedThreadPool(THREADS)) {
            List<Future<List<String>>> results = new ArrayList<>();
            for (int t = 0; t < THREADS; t++) {
                results.add(pool.submit(() -> {
                    start.await();
                    List<String> found = new ArrayList<>();
                    for (int i = 0; i < ROUNDS; i++) {
                        found.add(work.call());
                    }
                    return found;
                }));
            }
            for (Future<List<String>> result : results) {
                for (String found : result.get()) {
                    assertEquals(alone, found);
                }
            }
        }
    }

    private static String bits(Tensor x) {
        StringBuilder text = new StringBuilder();
        for (double v : x.toDoubles()) {
            text.append(Double.toHexString(v)).append(' ');
        }
        return text.toString();
    }

    @Test
    void one_graph_is_differentiated_compiled_and_run_by_several() throws Exception {
        Var x = Var.input("x", 3);
        Var y = x.exp().plus(x.times(x)).sum();
        Tensor at = Tensor.of(new double[] {0.5, -1, 2});
        together(() -> {
            Var g = Gradient.of(y, x);
            try (var compiled = new Graph(List.of(x), List.of(y, g)).compile(CompileOptions.defaults())) {
                List<Tensor> values = compiled.call(List.of(at));
                return bits(values.get(0))
                        + bits(values.get(1))
                        + Graph.of(g).tree().length();
            }
        });
    }

    @Test
    void draws_of_one_request_are_derived_by_several() throws Exception {
        Var sigma = halfNormal(1).draw("sigma");
        Var mu = normal(0, 5).draw("mu");
        Var y = normal(mu, sigma).draw("y");
        Joint request = Joint.empty()
                .observe("sigma", sigma, Var.constant(0.7))
                .observe("mu", mu, Var.constant(0.2))
                .observe("y", y, Var.constant(1.5));
        JointDensity shared = request.derive();
        together(() -> bits(request.derive().total(Checks.NEG_INF).eval())
                + bits(shared.total(Checks.NEG_INF).eval())
                + y.eval(ppl.graph.random.RandomKey.of(7)));
    }

    @Test
    void one_result_is_asked_by_several() throws Exception {
        double[] draws = new double[4 * 200];
        for (int i = 0; i < draws.length; i++) {
            draws[i] = Math.sin(i * 12.9898) * 43758.5453 % 1;
        }
        InferenceData data = InferenceData.of(
                Group.POSTERIOR,
                Dataset.builder()
                        .variable("mu", List.of("chain", "draw", "k"), new int[] {4, 100, 2}, draws)
                        .build());
        together(
                () -> data.summary() + "\n" + data.warnings() + data.posterior().get("mu"));
    }
}
