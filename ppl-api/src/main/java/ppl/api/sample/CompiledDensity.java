package ppl.api.sample;

import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import ppl.api.spi.Block;
import ppl.api.spi.LogDensity;
import ppl.graph.compile.CompiledGraph;

/** A compiled log-density with gradient, as samplers see it. The density without gradient is compiled on first use. */
final class CompiledDensity implements LogDensity, AutoCloseable {

    private final List<Block> blocks;
    private final CompiledGraph withGradient;
    private final Supplier<CompiledGraph> compileAlone;
    private @Nullable CompiledGraph alone;

    CompiledDensity(List<Block> blocks, CompiledGraph withGradient, Supplier<CompiledGraph> compileAlone) {
        this.blocks = blocks;
        this.withGradient = withGradient;
        this.compileAlone = compileAlone;
    }

    String backend() {
        return withGradient.backend();
    }

    String backendChoice() {
        return withGradient.explain();
    }

    @Override
    public int dimension() {
        Block last = blocks.getLast();
        return last.offset() + last.size();
    }

    @Override
    public List<Block> blocks() {
        return blocks;
    }

    @Override
    public Evaluator evaluator() {
        return new Caller();
    }

    private synchronized CompiledGraph.Caller aloneCaller() {
        CompiledGraph graph = alone;
        if (graph == null) {
            graph = compileAlone.get();
            alone = graph;
        }
        return graph.caller();
    }

    @Override
    public synchronized void close() {
        withGradient.close();
        if (alone != null) {
            alone.close();
        }
    }

    private final class Caller implements Evaluator {
        private final CompiledGraph.Caller gradientCaller = withGradient.caller();
        private CompiledGraph.@Nullable Caller logpCaller;
        private final double[] logp = new double[1];
        private final Object[] inputs = new Object[1];
        private final Object[] both = {logp, logp};
        private final Object[] one = {logp};

        @Override
        public double logp(double[] point) {
            CompiledGraph.Caller caller = logpCaller;
            if (caller == null) {
                caller = aloneCaller();
                logpCaller = caller;
            }
            inputs[0] = point;
            caller.call(inputs, one);
            return logp[0];
        }

        @Override
        public double logpAndGradient(double[] point, double[] gradient) {
            inputs[0] = point;
            both[1] = gradient;
            gradientCaller.call(inputs, both);
            return logp[0];
        }
    }
}
