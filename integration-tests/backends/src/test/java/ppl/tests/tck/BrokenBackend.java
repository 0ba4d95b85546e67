package ppl.tests.tck;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import ppl.backend.spi.Availability;
import ppl.backend.spi.Backend;
import ppl.backend.spi.Executable;
import ppl.backend.spi.Program;
import ppl.graph.Graph;
import ppl.graph.Substitution;
import ppl.graph.Var;
import ppl.graph.compile.CompiledGraph;
import ppl.graph.compile.NumericMode;
import ppl.graph.op.RichOp;
import ppl.tests.backends.PresentBackends;

/** The interpreter, right in all but what a subclass spoils. */
class BrokenBackend implements Backend {

    final Backend right = PresentBackends.interp();

    /** A backend that runs another graph than it was given: nodes replaced as the rule says. */
    static BrokenBackend rewriting(Substitution.Rule fault) {
        return new BrokenBackend() {
            @Override
            Graph spoil(Graph graph) {
                List<Var> outputs = Substitution.rebuild(graph.outputs(), Map.of(), fault);
                return new Graph(graph.inputs(), outputs);
            }
        };
    }

    /** What is done around, before or instead of a right call. */
    interface Call {
        void run(CompiledGraph.Caller right, Object[] inputs, Object[] outputs);
    }

    /** How a caller is spoilt; made for each caller, so that it may remember calls. */
    interface Calls {
        Call of(Program program);
    }

    /** A backend whose calls go wrong. */
    static BrokenBackend calling(Calls fault) {
        return new BrokenBackend() {
            @Override
            public Executable compile(Program program, NumericMode mode) {
                Executable executable = super.compile(program, mode);
                return withCallers(executable, () -> {
                    CompiledGraph.Caller caller = executable.caller();
                    Call call = fault.of(program);
                    return (in, out) -> call.run(caller, in, out);
                });
            }
        };
    }

    /** Makes callers. */
    interface Callers {
        CompiledGraph.Caller make();
    }

    static Executable withCallers(Executable right, Callers callers) {
        return new Executable() {
            @Override
            public CompiledGraph.Caller caller() {
                return callers.make();
            }

            @Override
            public void close() {
                right.close();
            }
        };
    }

    /** The graph that is run in place of the given one. */
    Graph spoil(Graph graph) {
        return graph;
    }

    @Override
    public String name() {
        return "broken";
    }

    @Override
    public int level() {
        return right.level();
    }

    @Override
    public Availability availability() {
        return right.availability();
    }

    @Override
    public boolean claims(RichOp op, NumericMode mode) {
        return right.claims(op, mode);
    }

    @Override
    public boolean supports(NumericMode mode) {
        return right.supports(mode);
    }

    @Override
    public NumericMode runs(NumericMode asked) {
        return right.runs(asked);
    }

    @Override
    public boolean allocatesPerCall() {
        return right.allocatesPerCall();
    }

    @Override
    public double estimateNanos(Program program) {
        return right.estimateNanos(program);
    }

    @Override
    public Executable compile(Program program, NumericMode mode) {
        return right.compile(new Program(spoil(program.graph())), mode);
    }

    /** The reference for the rules that ask for one. */
    static Optional<Backend> oracle() {
        return Optional.of(PresentBackends.interp());
    }
}
