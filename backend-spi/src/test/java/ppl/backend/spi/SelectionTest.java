package ppl.backend.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import ppl.backend.spi.lower.Lowering;
import ppl.graph.DType;
import ppl.graph.Functions;
import ppl.graph.Graph;
import ppl.graph.Scan;
import ppl.graph.Shape;
import ppl.graph.TensorType;
import ppl.graph.Var;
import ppl.graph.compile.CompileOptions;
import ppl.graph.compile.NumericMode;
import ppl.graph.op.Select;

/** Option, then property, then the least expected time; and a reason for each backend that is not taken. */
@ResourceLock(Resources.SYSTEM_PROPERTIES)
class SelectionTest {

    private static final Var X = Var.input("x", 3);
    private static final Program PROGRAM =
            new Program(new Graph(List.of(X), List.of(X.plus(1).sum())));
    private static final CompileOptions ANY = CompileOptions.defaults();

    private final FakeBackend quick = FakeBackend.named("quick", 100);
    private final FakeBackend slow = FakeBackend.named("slow", 25_000);

    @BeforeEach
    @AfterEach
    void forget_properties() {
        System.clearProperty(Backends.CHOICE);
        System.clearProperty(Backends.ALLOWED);
    }

    private static Selection select(CompileOptions options, Backend... backends) {
        return Backends.of(backends).select(_ -> PROGRAM, options);
    }

    private static String refused(CompileOptions options, Backend... backends) {
        return assertThrows(BackendException.class, () -> select(options, backends))
                .getMessage();
    }

    @Test
    void the_least_expected_time_wins() {
        Selection selection = select(ANY, slow, quick);
        assertSame(quick, selection.backend());
        assertEquals("""
                backend quick: the fastest, 100 ns a call expected
                  not slow: slower, 25 µs a call expected""", selection.explain());
    }

    @Test
    void the_program_decides_who_is_fastest() {
        FakeBackend launching = FakeBackend.named("gpu", 0)
                .estimating(p ->
                        10_000 + 0.001 * p.graph().inputs().getFirst().shape().elements());
        FakeBackend plain = FakeBackend.named("cpu", 0)
                .estimating(p -> p.graph().inputs().getFirst().shape().elements());
        Var large = Var.input("large", 1_000_000);
        Program big = new Program(new Graph(List.of(large), List.of(large.sum())));
        Backends backends = Backends.of(launching, plain);
        assertSame(plain, backends.select(_ -> PROGRAM, ANY).backend());
        assertSame(launching, backends.select(_ -> big, ANY).backend());
    }

    @Test
    void of_equally_fast_ones_the_first_by_name_wins() {
        assertEquals(
                "a",
                select(ANY, FakeBackend.named("b", 1), FakeBackend.named("a", 1))
                        .backend()
                        .name());
    }

    @Test
    void an_option_beats_the_property_and_the_property_beats_speed() {
        System.setProperty(Backends.CHOICE, "slow");
        Selection byProperty = select(ANY, slow, quick);
        assertSame(slow, byProperty.backend());
        assertEquals("asked for by the property ppl.backend", byProperty.reason());
        Selection byOption = select(ANY.withBackend("quick"), slow, quick);
        assertSame(quick, byOption.backend());
        assertEquals("""
                backend quick: asked for by the options
                  not slow: 'quick' is asked for by the options""", byOption.explain());
    }

    @Test
    void a_blank_property_is_no_choice() {
        System.setProperty(Backends.CHOICE, " ");
        assertSame(quick, select(ANY, slow, quick).backend());
    }

    @Test
    void the_allow_list_restricts_the_choice() {
        System.setProperty(Backends.ALLOWED, "slow, other");
        Selection selection = select(ANY, slow, quick);
        assertSame(slow, selection.backend());
        assertEquals(
                List.of(new Selection.Refusal("quick", "the property ppl.backends allows only slow, other")),
                selection.refusals());
    }

    @Test
    void the_allow_list_binds_the_option_too() {
        System.setProperty(Backends.ALLOWED, "slow");
        assertEquals(
                "the backend 'quick' is asked for by the options, but cannot be used: the property ppl.backends allows"
                        + " only slow",
                refused(ANY.withBackend("quick"), slow, quick));
    }

    @Test
    void a_backend_that_is_not_present_is_named_with_its_dependency() {
        assertEquals(
                "the backend 'cuda' is asked for by the options, but it is not present (present: quick, slow); add"
                        + " dev.ppl:backend-cuda to your dependencies or ask for another",
                refused(ANY.withBackend("cuda"), slow, quick));
    }

    @Test
    void an_unusable_backend_that_is_asked_for_is_an_error() {
        assertEquals(
                "the backend 'gpu' is asked for by the options, but cannot be used: no driver",
                refused(ANY.withBackend("gpu"), FakeBackend.named("gpu", 1).unavailable("no driver"), quick));
    }

    @Test
    void an_unusable_backend_is_passed_over_and_its_reason_kept() {
        Selection selection = select(ANY, FakeBackend.named("gpu", 1).unavailable("no driver"), slow);
        assertEquals("""
                backend slow: the only one usable
                  not gpu: no driver""", selection.explain());
    }

    @Test
    void a_probe_that_throws_is_a_refusal() {
        Backend broken = new Fragile("broken");
        assertEquals(
                List.of(new Selection.Refusal("broken", "its probe failed: UnsatisfiedLinkError: no libgpu")),
                select(ANY, broken, slow).refusals());
    }

    /** Its probe and its estimate throw. */
    private record Fragile(String name) implements Backend {
        @Override
        public int level() {
            return LEVEL;
        }

        @Override
        public Availability availability() {
            throw new UnsatisfiedLinkError("no libgpu");
        }

        @Override
        public double estimateNanos(Program program) {
            throw new IllegalStateException("no figures");
        }

        @Override
        public Executable compile(Program program, NumericMode mode) {
            throw new BackendException(BackendCode.FAILED, "never");
        }
    }

    @Test
    void an_estimate_that_throws_is_a_refusal() {
        Backend broken = FakeBackend.named("broken", 1).estimating(new Fragile("broken")::estimateNanos);
        assertEquals(
                List.of(new Selection.Refusal("broken", "its estimate failed: IllegalStateException: no figures")),
                select(ANY, broken, slow).refusals());
    }

    @Test
    void an_infinite_estimate_means_that_the_program_does_not_fit() {
        assertEquals(
                List.of(new Selection.Refusal("small", "it cannot run this program here")),
                select(ANY, FakeBackend.named("small", Double.POSITIVE_INFINITY), slow)
                        .refusals());
        assertEquals(
                List.of(new Selection.Refusal("odd", "it cannot run this program here")),
                select(ANY, FakeBackend.named("odd", Double.NaN), slow).refusals());
    }

    @Test
    void a_named_backend_is_taken_whatever_it_expects() {
        FakeBackend unsure = FakeBackend.named("unsure", Double.POSITIVE_INFINITY);
        assertSame(unsure, select(ANY.withBackend("unsure"), unsure, quick).backend());
    }

    @Test
    void a_backend_of_a_lower_level_than_the_program_is_refused() {
        String reason = "it runs primitives up to level 0, the program needs level 1; take a newer version of it";
        assertEquals(
                List.of(new Selection.Refusal("quick", reason)),
                select(ANY, quick.at(0), slow).refusals());
        assertEquals(
                "the backend 'quick' is asked for by the options, but cannot be used: " + reason,
                refused(ANY.withBackend("quick"), quick.at(0), slow));
    }

    @Test
    void a_cond_is_a_choice_for_backends_that_came_before_it() {
        Var c = Var.input("c", new TensorType(DType.BOOL, Shape.scalar()));
        Var y = Functions.cond(c, () -> X.plus(1), () -> Functions.cond(c, () -> X, () -> X.times(2)));
        Graph graph = new Graph(List.of(X, c), List.of(y));
        int cameWith = Lowering.lower(graph, quick, NumericMode.STRICT).level();
        assertTrue(cameWith > 1, "a cond is not of the first level");
        Program old = Lowering.lower(graph, quick.at(cameWith - 1), NumericMode.STRICT);
        assertTrue(old.level() < cameWith, () -> "still of level " + old.level());
        assertEquals(
                2, old.order().stream().filter(n -> n.op() instanceof Select).count());
    }

    @Test
    void a_mode_that_a_backend_lacks_is_a_refusal() {
        Selection selection = select(ANY.withMode(NumericMode.FAST), quick, slow.withFast());
        assertEquals("slow", selection.backend().name());
        assertEquals(List.of(new Selection.Refusal("quick", "it has no mode FAST")), selection.refusals());
    }

    @Test
    void without_any_backend_the_error_says_which_dependency_to_add() {
        assertEquals(
                "no backend is present: add dev.ppl:backend-vector (fast) or dev.ppl:backend-interp (the reference) to"
                        + " your dependencies",
                refused(ANY));
    }

    @Test
    void without_a_usable_backend_the_error_gives_each_reason_too() {
        assertEquals(
                "no backend present can be used: add dev.ppl:backend-vector (fast) or dev.ppl:backend-interp (the"
                        + " reference) to your dependencies; refused: gpu (no driver); small (it cannot run this program"
                        + " here)",
                refused(
                        ANY,
                        FakeBackend.named("gpu", 1).unavailable("no driver"),
                        FakeBackend.named("small", Double.POSITIVE_INFINITY)));
    }

    @Test
    void operations_are_counted_and_not_results() {
        Var a = Var.input("a", 20, 30);
        Var b = Var.input("b", 30, 40);
        Var square = Var.input("square", 30, 30);
        double read = 20 * 30 + 30 * 40;
        assertEquals(read + 20 * 30 * 40, operations(List.of(a, b), Functions.matmul(a, b)));
        assertEquals(900 + 30 * 30 * 30 / 6.0, operations(List.of(square), Functions.cholesky(square)));
        assertEquals(
                900 + 30 * 40 + 30 * 30 / 2.0 * 40,
                operations(List.of(square, b), Functions.triangularSolve(square, b, false)));
        assertEquals(600 + 600, operations(List.of(a), a.sum()));
    }

    @Test
    void each_step_of_a_loop_counts() {
        double few = operations(20);
        double step = (operations(120) - few) / 100;
        assertEquals(few + 1980 * step, operations(2000), 1e-6);
        assertTrue(step >= 4, "a multiplication, an addition, an element, a row of the stack: " + step);
    }

    /** Of a recurrence of so many steps. */
    private static double operations(int steps) {
        Var z = Var.input("z", steps);
        Var path = Scan.over(z)
                .from(0.0)
                .run(t -> t.next(t.state().times(0.5).plus(t.element())))
                .states();
        return operations(List.of(z), path);
    }

    private static double operations(List<Var> inputs, Var result) {
        return new Program(new Graph(inputs, List.of(result))).operations();
    }

    @Test
    void a_name_may_be_written_in_capitals() {
        assertEquals(
                "slow", select(ANY.withBackend(" Slow"), quick, slow).backend().name());
        assertEquals(
                "the backend 'vector' is asked for by the options, but it is not present (present: slow); add"
                        + " dev.ppl:backend-vector to your dependencies or ask for another",
                refused(ANY.withBackend("Vector"), slow));
    }

    private static String place(Backend backend) {
        return backend.getClass().getName() + " in "
                + backend.getClass().getProtectionDomain().getCodeSource().getLocation();
    }

    @Test
    void two_backends_of_one_name_are_an_error_even_where_another_is_asked_for() {
        String message = refused(ANY.withBackend("quick"), slow, quick, FakeBackend.named("slow", 3));
        assertEquals("two backends have the name 'slow', keep one: " + place(slow) + " and " + place(slow), message);
    }

    @Test
    void the_description_lists_what_is_present_and_how_the_choice_is_made() {
        Backends backends = Backends.of(slow, FakeBackend.named("gpu", 1).unavailable("no driver"), quick);
        String present = """
                Backends present:
                  gpu: not usable, no driver
                  quick: usable on paper (for tests)
                  slow: usable on paper (for tests)
                """;
        assertEquals(present + "Choice: for each program the one with the least expected time", backends.describe());
        System.setProperty(Backends.CHOICE, "slow");
        assertEquals(present + "Choice: 'slow', asked for by the property ppl.backend", backends.describe());
    }

    @Test
    void the_description_of_nothing_says_so() {
        assertEquals(
                "Backends present: none\nChoice: for each program the one with the least expected time",
                Backends.of().describe());
    }
}
