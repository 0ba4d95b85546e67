package ppl.tests.backends;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import ppl.api.spi.Block;
import ppl.api.spi.Chain;
import ppl.api.spi.ChainSpec;
import ppl.api.spi.ChainState;
import ppl.api.spi.Sampler;
import ppl.backend.spi.Backend;
import ppl.backend.spi.BackendException;
import ppl.backend.spi.lower.Lowering;
import ppl.graph.Graph;
import ppl.graph.compile.CompiledGraph;
import ppl.graph.compile.NumericMode;
import ppl.graph.random.RandomKey;

/** A chain whose device is lost goes on from its last state on another backend, with the draws that it would have had. */
class GoingOnTest {

    private static final int ITERATIONS = 14;
    private static final Graph DENSITY = RadonGraph.of(40);

    private static Chain chain() {
        Sampler nuts = ServiceLoader.load(Sampler.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(s -> s.name().equals("nuts"))
                .findFirst()
                .orElseThrow();
        Block all = new Block("q", Block.Measure.CONTINUOUS, 0, RadonGraph.PARAMETERS);
        return nuts.start(new ChainSpec(
                List.of(all), new double[RadonGraph.PARAMETERS], ITERATIONS, 1, RandomKey.of(4), Map.of()));
    }

    /** Runs a chain on a backend until it is done or the backend fails; the state after the last iteration. */
    private static @Nullable ChainState run(Chain chain, Backend backend, List<double[]> draws) {
        ChainState state = null;
        double[] gradient = new double[RadonGraph.PARAMETERS];
        double[] logp = new double[1];
        try (CompiledGraph compiled = Lowering.compile(DENSITY, backend, NumericMode.STRICT)) {
            CompiledGraph.Caller caller = compiled.caller();
            while (chain.iteration() < ITERATIONS) {
                caller.call(new Object[] {chain.ask()}, new Object[] {logp, gradient});
                if (chain.tell(logp[0], gradient)) {
                    draws.add(chain.position().clone());
                    state = chain.save();
                }
            }
        } catch (BackendException e) {
            assertTrue(e.getMessage().contains("can go on from the same state of a chain"), e::getMessage);
        }
        return state;
    }

    @Test
    void another_backend_goes_on_from_the_same_state_with_the_same_draws() {
        List<double[]> whole = new ArrayList<>();
        run(chain(), PresentBackends.interp(), whole);
        List<double[]> joined = new ArrayList<>();
        ChainState state = run(chain(), PresentBackends.cudaLost(1000), joined);
        int before = joined.size();
        assertTrue(state != null && before > 0 && before < ITERATIONS, before + " iterations on the lost device");
        Chain restored = chain();
        restored.restore(state);
        run(restored, PresentBackends.vector(), joined);
        assertArrayEquals(
                whole.toArray(double[][]::new), joined.toArray(double[][]::new), () -> Arrays.toString(joined.getLast()));
    }
}
