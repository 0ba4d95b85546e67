package ppl.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import org.junit.jupiter.api.Test;

class MainTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void figures_are_printed_one_json_object_a_line() throws Exception {
        assertEquals(0, run("slow", "fast"));
        assertEquals("""
                {"bench":"slow","case":"run","value":1.5,"unit":"s"}
                {"bench":"fast","case":"run","value":3,"unit":"count","backend":"vector","seed":"7"}
                """, out.toString(StandardCharsets.UTF_8));
    }

    @Test
    void the_list_holds_every_name_in_order() throws Exception {
        assertEquals(0, run("--list"));
        assertEquals(
                List.of("slow", "fast"),
                out.toString(StandardCharsets.UTF_8).lines().toList());
    }

    @Test
    void an_unknown_name_is_refused_with_the_list_before_anything_runs() throws Exception {
        assertEquals(2, run("slow", "quick"));
        assertEquals("", out.toString(StandardCharsets.UTF_8));
        assertEquals(
                "there is no benchmark \"quick\"; there are: slow, fast",
                err.toString(StandardCharsets.UTF_8).strip());
    }

    @Test
    void no_name_at_all_is_refused_with_the_list() throws Exception {
        assertEquals(2, run());
        assertTrue(err.toString(StandardCharsets.UTF_8).contains("there are: slow, fast"));
    }

    @Test
    void a_figure_that_json_cannot_hold_is_refused_by_name() {
        var refused = assertThrows(
                IllegalArgumentException.class, () -> Figure.of("slow", "ESS", Double.POSITIVE_INFINITY, "count"));
        assertTrue(refused.getMessage().startsWith("slow, ESS: the value is Infinity"), refused::getMessage);
    }

    @Test
    void quotes_and_line_ends_in_a_text_do_not_break_the_line() {
        assertEquals(
                "{\"bench\":\"b\",\"case\":\"a \\\"c\\\"\\u000a\",\"value\":-2.5E-9,\"unit\":\"s\",\"note\":\"\\\\\"}",
                Figure.of("b", "a \"c\"\n", -2.5e-9, "s").with("note", "\\").json());
    }

    @Test
    void a_note_cannot_replace_a_part_of_the_figure() {
        assertThrows(IllegalArgumentException.class, () -> Figure.of("b", "c", 1, "s")
                .with("unit", "ns"));
    }

    private int run(String... args) throws Exception {
        var benchmarks = new LinkedHashMap<String, Benchmark>();
        benchmarks.put("slow", figures -> figures.accept(Figure.of("slow", "run", 1.5, "s")));
        benchmarks.put(
                "fast",
                figures -> figures.accept(
                        Figure.of("fast", "run", 3, "count").with("seed", "7").with("backend", "vector")));
        return Main.run(
                List.of(args),
                Catalogue.of(benchmarks),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
    }
}
