package ppl.tests.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import ppl.backend.spi.Backend;
import ppl.backend.spi.BackendException;
import ppl.backend.spi.Backends;
import ppl.backend.spi.Selection;
import ppl.backend.spi.lower.SpiGraphCompiler;
import ppl.graph.Graph;
import ppl.graph.Tensor;
import ppl.graph.Var;
import ppl.graph.compile.CompileOptions;
import ppl.graph.compile.CompiledGraph;

/** The backends of this project as a program finds them. */
class PresentBackendsTest {

    private static final Var X = Var.input("x", 100);
    private static final Graph GRAPH = new Graph(List.of(X), List.of(X.square().sum()));

    private static Selection select(CompileOptions options) {
        return new SpiGraphCompiler().select(GRAPH, options);
    }

    @Test
    void all_of_them_are_found() {
        assertEquals(
                List.of("cuda", "interp", "vector"),
                Backends.present().all().stream().map(Backend::name).toList());
    }

    @Test
    void a_small_program_runs_on_vector_and_each_other_has_its_reason() {
        Selection selection = select(CompileOptions.defaults());
        assertEquals("vector", selection.backend().name());
        assertEquals(
                List.of("cuda", "interp"),
                selection.refusals().stream().map(Selection.Refusal::name).toList());
        assertTrue(selection.refusals().get(1).reason().startsWith("slower, "), selection::explain);
    }

    @Test
    void the_compiled_graph_runs_on_the_choice_and_explains_it() {
        try (CompiledGraph compiled = GRAPH.compile(CompileOptions.defaults())) {
            assertEquals("vector", compiled.backend());
            assertTrue(compiled.explain().startsWith("backend vector: the fastest, "), compiled::explain);
            assertTrue(compiled.explain().contains("\n  not interp: slower, "), compiled::explain);
            assertEquals(
                    0,
                    compiled.call(List.of(Tensor.of(new double[100])))
                            .getFirst()
                            .item());
        }
    }

    @Test
    void cuda_runs_a_program_if_asked_for_on_a_device_and_refuses_without_one() {
        CompileOptions cuda = CompileOptions.defaults().withBackend("cuda");
        try (CompiledGraph compiled = GRAPH.compile(cuda)) {
            assertEquals("cuda", compiled.backend());
            assertEquals(
                    0,
                    compiled.call(List.of(Tensor.of(new double[100])))
                            .getFirst()
                            .item());
        } catch (BackendException e) {
            String message = String.valueOf(e.getMessage());
            assertTrue(
                    message.startsWith("the backend 'cuda' is asked for by the options, but cannot be used: "), message);
        }
    }

    @Test
    void an_explanation_has_a_line_for_each() {
        List<String> lines = Backends.explain().lines().toList();
        assertEquals("Backends present:", lines.getFirst());
        assertTrue(lines.get(1).startsWith("  cuda: "), Backends::explain);
        assertEquals(
                "  interp: usable on any JVM (one primitive after the other; the reference for other backends)",
                lines.get(2));
        assertTrue(lines.get(3).startsWith("  vector: usable on "), Backends::explain);
        assertEquals("Choice: for each program the one with the least expected time", lines.getLast());
    }
}
