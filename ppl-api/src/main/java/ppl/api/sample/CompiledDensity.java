package ppl.api.sample;

import java.util.List;
import java.util.Objects;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import ppl.api.spi.Block;
import ppl.api.spi.LogDensity;
import ppl.graph.GraphCode;
import ppl.graph.GraphException;
import ppl.graph.compile.CompiledGraph;

/**
 * A log-density for samplers: two programs, with gradient and without, and one for the parts of each separable block, each compiled on
 * first use.
 */
final class CompiledDensity implements LogDensity {

    private final List<Block> blocks;
    private final Program alone;
    private final Program withGradient;
    private final List<Program> parts;
    private @Nullable Program chosen;
    private volatile boolean closed;

    CompiledDensity(
            List<Block> blocks,
            Supplier<CompiledGraph> alone,
            Supplier<CompiledGraph> withGradient,
            IntFunction<CompiledGraph> parts) {
        this.blocks = blocks;
        this.alone = new Program(alone);
        this.withGradient = new Program(withGradient);
        this.parts = IntStream.range(0, blocks.size())
                .mapToObj(b -> new Program(() -> parts.apply(b)))
                .toList();
    }

    /** The parts of a density whose blocks are not separable. */
    static CompiledGraph noParts(int block) {
        throw new AssertionError("block " + block + " is not separable");
    }

    /** A program that is compiled once. */
    private final class Program {
        private final Supplier<CompiledGraph> compile;
        private @Nullable CompiledGraph graph;

        Program(Supplier<CompiledGraph> compile) {
            this.compile = compile;
        }

        synchronized CompiledGraph get() {
            requireOpen();
            CompiledGraph compiled = graph;
            if (compiled == null) {
                compiled = compile.get();
                graph = compiled;
            }
            return compiled;
        }

        synchronized void close() {
            if (graph != null) {
                graph.close();
            }
        }
    }

    /** Compiles what a sampler will call, so that a failure to derive or compile it shows before the run. */
    void compileFor(boolean gradient) {
        chosen = gradient ? withGradient : alone;
        chosen.get();
    }

    /** The backend of the program that was compiled first. */
    String backend() {
        return Objects.requireNonNull(chosen, "nothing is compiled yet").get().backend();
    }

    /** About how many operations an evaluation takes, the same on every backend. */
    double work() {
        return Work.of(
                Objects.requireNonNull(chosen, "nothing is compiled yet").get().graph());
    }

    String backendChoice() {
        return Objects.requireNonNull(chosen, "nothing is compiled yet").get().explain();
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
        requireOpen();
        return new Caller();
    }

    private void requireOpen() {
        if (closed) {
            throw new GraphException(
                    GraphCode.CLOSED,
                    "this log-density has been closed: ask the model for another, by infer().density(), to evaluate it");
        }
    }

    @Override
    public void close() {
        closed = true;
        withGradient.close();
        alone.close();
        parts.forEach(Program::close);
    }

    private final class Caller implements Evaluator {
        private CompiledGraph.@Nullable Caller gradientCaller;
        private CompiledGraph.@Nullable Caller logpCaller;
        private final double[] logp = new double[1];
        private final Object[] inputs = new Object[1];
        private final Object[] both = {logp, logp};
        private final Object[] one = {logp};

        private final CompiledGraph.@Nullable Caller[] partsCallers = new CompiledGraph.Caller[blocks.size()];
        private CompiledGraph.@Nullable Caller batchCaller;
        private int batch;
        private boolean steepBatch;
        private final Object[] someInputs = new Object[1];
        private final Object[] someBoth = new Object[2];
        private final Object[] someOne = new Object[1];

        @Override
        public double logp(double[] point) {
            requireOpen();
            CompiledGraph.Caller caller = logpCaller;
            if (caller == null) {
                caller = alone.get().caller();
                logpCaller = caller;
            }
            inputs[0] = point;
            caller.call(inputs, one);
            return logp[0];
        }

        @Override
        public double logpAndGradient(double[] point, double[] gradient) {
            requireOpen();
            CompiledGraph.Caller caller = gradientCaller;
            if (caller == null) {
                caller = withGradient.get().caller();
                gradientCaller = caller;
            }
            inputs[0] = point;
            both[1] = gradient;
            caller.call(inputs, both);
            return logp[0];
        }

        @Override
        public void parts(int block, double[] point, double[] parts) {
            requireOpen();
            CompiledGraph.Caller caller = partsCallers[block];
            if (caller == null) {
                if (!blocks.get(block).separable()) {
                    Evaluator.super.parts(block, point, parts);
                }
                caller = CompiledDensity.this.parts.get(block).get().caller();
                partsCallers[block] = caller;
            }
            inputs[0] = point;
            someOne[0] = parts;
            caller.call(inputs, someOne);
        }

        @Override
        public void logp(double[] points, double[] logp) {
            someOne[0] = logp;
            callBatch(false, logp.length, points, someOne);
        }

        @Override
        public void logpAndGradient(double[] points, double[] logp, double[] gradients) {
            someBoth[0] = logp;
            someBoth[1] = gradients;
            callBatch(true, logp.length, points, someBoth);
        }

        private void callBatch(boolean steep, int count, double[] points, Object[] results) {
            requireOpen();
            if (count == 0) {
                return;
            }
            CompiledGraph.Caller caller = batchCaller;
            if (caller == null || batch != count || steepBatch != steep) {
                caller = (steep ? withGradient : alone).get().caller(count);
                batchCaller = caller;
                batch = count;
                steepBatch = steep;
            }
            someInputs[0] = points;
            caller.call(someInputs, results);
        }
    }
}
