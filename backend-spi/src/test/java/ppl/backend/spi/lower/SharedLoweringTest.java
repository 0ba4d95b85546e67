package ppl.backend.spi.lower;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static ppl.graph.Functions.cond;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import ppl.backend.spi.Availability;
import ppl.backend.spi.Backend;
import ppl.backend.spi.BackendCode;
import ppl.backend.spi.BackendException;
import ppl.backend.spi.Backends;
import ppl.backend.spi.Executable;
import ppl.backend.spi.FakeBackend;
import ppl.backend.spi.Program;
import ppl.backend.spi.Selection;
import ppl.graph.DType;
import ppl.graph.Graph;
import ppl.graph.Shape.Extent;
import ppl.graph.TensorType;
import ppl.graph.Var;
import ppl.graph.compile.CompileOptions;
import ppl.graph.compile.NumericMode;
import ppl.graph.op.Iota;
import ppl.graph.op.RichOp;

/** Backends that claim the same are given one program, which is lowered once. */
class SharedLoweringTest {

    /** 2x, which counts how often it is expanded. */
    record Twice(AtomicInteger expanded) implements RichOp {
        @Override
        public String name() {
            return "twice";
        }

        @Override
        public TensorType infer(List<Var> inputs) {
            return inputs.getFirst().type();
        }

        @Override
        public Var expand(List<Var> inputs) {
            expanded.incrementAndGet();
            return inputs.getFirst().plus(inputs.getFirst());
        }
    }

    /** 4x: what it is made of is seen only after it is expanded. */
    record FourTimes(Twice twice) implements RichOp {
        @Override
        public String name() {
            return "fourTimes";
        }

        @Override
        public TensorType infer(List<Var> inputs) {
            return inputs.getFirst().type();
        }

        @Override
        public Var expand(List<Var> inputs) {
            return Var.of(twice, Var.of(twice, inputs.getFirst()));
        }
    }

    private static final Var X = Var.input("x", 3);

    private final AtomicInteger expanded = new AtomicInteger();
    private final Twice twice = new Twice(expanded);
    private final FakeBackend plain = FakeBackend.named("plain", 2);
    private final FakeBackend alike = FakeBackend.named("alike", 1);
    private final FakeBackend claiming = FakeBackend.named("claiming", 3).claiming(op -> op instanceof Twice);

    private static LoweredPrograms programs(Var output, Var... inputs) {
        return new LoweredPrograms(new Graph(List.of(inputs), List.of(output)), NumericMode.STRICT);
    }

    @Test
    void a_choice_among_backends_that_claim_the_same_lowers_once() {
        SpiGraphCompiler compiler = new SpiGraphCompiler(Backends.of(plain, alike, FakeBackend.named("third", 9)));
        Graph graph = new Graph(List.of(X), List.of(Var.of(twice, X)));
        Selection selection = compiler.select(graph, CompileOptions.defaults());
        assertSame(alike, selection.backend());
        assertEquals(1, expanded.get());
    }

    /** Remembers the programs that it is given. */
    private record Watched(List<Program> estimated, List<Program> compiled) implements Backend {
        @Override
        public String name() {
            return "watched";
        }

        @Override
        public int level() {
            return LEVEL;
        }

        @Override
        public Availability availability() {
            return new Availability.Available("paper", "for tests");
        }

        @Override
        public double estimateNanos(Program program) {
            estimated.add(program);
            return 1;
        }

        @Override
        public Executable compile(Program program, NumericMode mode) {
            compiled.add(program);
            throw new BackendException(BackendCode.FAILED, "it only watches");
        }
    }

    @Test
    void what_is_estimated_is_what_is_compiled() {
        Watched watched = new Watched(new ArrayList<>(), new ArrayList<>());
        SpiGraphCompiler compiler = new SpiGraphCompiler(Backends.of(watched));
        Var data = Var.of(new Iota(Extent.of(3))).cast(DType.F64).times(2).plus(1);
        Graph graph = new Graph(List.of(X), List.of(X.times(data)));
        assertThrows(BackendException.class, () -> compiler.compile(graph, CompileOptions.defaults()));
        assertEquals(1, watched.estimated.size());
        assertEquals(watched.estimated, watched.compiled);
        Program program = watched.compiled.getFirst();
        assertSame(
                X.times(Var.constant(1.0, 3.0, 5.0)), program.graph().outputs().getFirst());
    }

    @Test
    void each_set_of_claims_has_its_own_program() {
        LoweredPrograms programs = programs(Var.of(twice, X), X);
        Program expandedProgram = programs.of(plain);
        Program claimed = programs.of(claiming);
        assertSame(X.plus(X), expandedProgram.graph().outputs().getFirst());
        assertSame(Var.of(twice, X), claimed.graph().outputs().getFirst());
        assertSame(expandedProgram, programs.of(alike));
        assertSame(claimed, programs.of(claiming));
        assertEquals(1, expanded.get());
    }

    @Test
    void a_claim_counts_where_only_an_expansion_brings_it_up() {
        LoweredPrograms programs = programs(Var.of(new FourTimes(twice), X), X);
        assertNotSame(programs.of(plain), programs.of(claiming));
        assertSame(
                Var.of(twice, Var.of(twice, X)),
                programs.of(claiming).graph().outputs().getFirst());
    }

    @Test
    void a_claim_on_what_the_graph_has_not_makes_no_difference() {
        LoweredPrograms programs = programs(X.plus(1), X);
        assertSame(programs.of(plain), programs.of(claiming));
    }

    @Test
    void an_older_backend_has_a_program_of_its_own_only_where_something_newer_is_used() {
        Backend older = FakeBackend.named("older", 1).at(Backend.LEVEL - 1);
        LoweredPrograms old = programs(X.plus(1), X);
        assertSame(old.of(plain), old.of(older));
        Var c = Var.input("c", TensorType.scalar(DType.BOOL));
        LoweredPrograms newer = programs(cond(c, () -> X.plus(1), () -> X.times(2)), X, c);
        assertNotSame(newer.of(plain), newer.of(FakeBackend.named("older", 1).at(1)));
    }
}
