package ppl.graph.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import ppl.graph.DType;
import ppl.graph.Graph;
import ppl.graph.GraphCode;
import ppl.graph.GraphException;
import ppl.graph.Shape;
import ppl.graph.Shape.Extent;
import ppl.graph.Tensor;
import ppl.graph.TensorType;
import ppl.graph.Var;
import ppl.graph.op.Op;
import ppl.graph.op.RandomOp;
import ppl.graph.op.Reduce;
import ppl.graph.op.RichOp;
import ppl.graph.random.KeyVar;
import ppl.graph.random.RandomFamily;

/** Somebody else's operations and families, with fields of every kind. */
class VocabularyTest {

    record Numbers3(double scale, boolean odd, String note) implements RichOp {
        @Override
        public String name() {
            return "numbers";
        }

        @Override
        public TensorType infer(List<Var> inputs) {
            return inputs.getFirst().type();
        }

        @Override
        public Var expand(List<Var> inputs) {
            return inputs.getFirst().times(scale);
        }
    }

    record Shapes3(Shape to, Extent length, Tensor table) implements RichOp {
        @Override
        public String name() {
            return "shapes";
        }

        @Override
        public TensorType infer(List<Var> inputs) {
            return new TensorType(DType.F64, to);
        }

        @Override
        public Var expand(List<Var> inputs) {
            return inputs.getFirst().broadcastTo(to);
        }

        @Override
        public List<Shape> shapes() {
            return List.of(to, Shape.of(List.of(length)));
        }
    }

    record Choices3(Reduce.Fn fn, DType to, List<Integer> axes) implements RichOp {
        @Override
        public String name() {
            return "choices";
        }

        @Override
        public TensorType infer(List<Var> inputs) {
            return inputs.getFirst().type();
        }

        @Override
        public Var expand(List<Var> inputs) {
            return inputs.getFirst();
        }
    }

    record Uniform3(int times, List<RandomFamily> others) implements RandomFamily {
        @Override
        public String name() {
            return "uniform3";
        }

        @Override
        public TensorType type(List<Var> parameters, Shape batch) {
            return new TensorType(DType.F64, batch);
        }

        @Override
        public Var draw(KeyVar key, List<Var> parameters, Shape batch) {
            return key.uniform(batch).times(times);
        }
    }

    private record Given(String name, List<Word<?>> words) implements Vocabulary {}

    private static final Vocabulary ACME = new Given(
            "acme",
            List.of(
                    Word.of(
                            "acme.numbers",
                            Numbers3.class,
                            Field.number("scale", Numbers3::scale),
                            Field.truth("odd", Numbers3::odd),
                            Field.text("note", Numbers3::note),
                            Numbers3::new),
                    Word.of(
                            "acme.shapes",
                            Shapes3.class,
                            Field.shape("to", Shapes3::to),
                            Field.extent("length", Shapes3::length),
                            Field.tensor("table", Shapes3::table),
                            Shapes3::new),
                    Word.of(
                            "acme.choices",
                            Choices3.class,
                            Field.choice("fn", Choices3::fn, Reduce.Fn.MAX, Reduce.Fn.MIN),
                            Field.dtype("to", Choices3::to),
                            Field.integers("axes", Choices3::axes),
                            Choices3::new),
                    Word.of(
                            "acme.uniform3",
                            Uniform3.class,
                            Field.integer("times", Uniform3::times),
                            Field.families("others", RandomFamily.class, Uniform3::others),
                            Uniform3::new)));

    private static final TextForm FORM = TextForm.present().with(ACME);

    private static Graph graph() {
        Var n = Var.input("n", TensorType.scalar(DType.I64));
        Var x = Var.of(new Numbers3(-0.0, true, "a (b), \"c\" = \n%x"), Var.input("x"));
        Shape to = Shape.of(List.of(Extent.of(n), Extent.of(2)));
        Var y = Var.of(new Shapes3(to, Extent.of(n), Tensor.of(new double[] {1, Double.NaN})), x);
        Var z = Var.of(new Choices3(Reduce.Fn.MIN, DType.BOOL, List.of(1, 0)), y);
        Uniform3 deep = new Uniform3(3, List.of(new Uniform3(1, List.of()), new Uniform3(2, List.of())));
        return Graph.of(z, Var.of(new RandomOp(deep, RandomOp.Site.named("u"), to), List.of()));
    }

    @Test
    void operations_and_families_of_others_are_read_as_they_were_written() throws IOException {
        String text = FORM.write(graph());
        Graph read = FORM.read(text);
        assertEquals(text, FORM.write(read));
        List<Var> order = read.order();
        assertTrue(order.stream().anyMatch(v -> v.op().equals(new Numbers3(-0.0, true, "a (b), \"c\" = \n%x"))));
        assertTrue(order.stream().anyMatch(v -> v.op().equals(new Choices3(Reduce.Fn.MIN, DType.BOOL, List.of(1, 0)))));
        Var n = order.stream().filter(v -> v.label().equals("n")).findFirst().orElseThrow();
        assertTrue(order.stream()
                .anyMatch(v -> v.op() instanceof Shapes3 s
                        && s.length().equals(Extent.of(n))
                        && s.table().length() == 2));
        assertTrue(text.contains("~ acme.uniform3(times=3, others=[acme.uniform3(times=1, others=[]), "), text);
    }

    @Test
    void a_text_with_words_that_are_not_here_is_refused_by_the_word() {
        String text = FORM.write(graph());
        TextFormatException e =
                assertThrows(TextFormatException.class, () -> TextForm.present().read(text));
        assertTrue(String.valueOf(e.getMessage()).contains("'acme.numbers' is no word"), e::getMessage);
    }

    @Test
    void an_operation_without_a_word_is_refused_by_node_origin_and_remedy() {
        GraphException e =
                assertThrows(GraphException.class, () -> TextForm.present().write(graph()));
        assertEquals(GraphCode.VOCABULARY, e.code());
        assertTrue(
                e.getMessage().contains("the operation 'numbers' has no word in the text form of graphs")
                        && e.getMessage().contains("give it a word in a ppl.graph.text.Vocabulary"),
                e::getMessage);
    }

    /** A word that calls another function than it says would be read as it was written, so round trips do not see it. */
    @Test
    void words_are_the_names_of_what_they_call() {
        List<String> others = new ArrayList<>();
        for (Word<?> word : FORM.words()) {
            if (word.only() instanceof Op op && !op.name().equals(word.text())) {
                others.add(word.text() + " is " + op.name());
            }
            if (word.only() instanceof RandomFamily family
                    && !word.text()
                            .toLowerCase(Locale.ROOT)
                            .startsWith(family.name().toLowerCase(Locale.ROOT))) {
                others.add(word.text() + " is " + family.name());
            }
        }
        assertEquals(List.of("taken_cotangent is cotangent"), others);
    }

    private static String clash(Word<?> word) {
        return assertThrows(GraphException.class, () -> FORM.with(new Given("other", List.of(word))))
                .getMessage();
    }

    @Test
    void words_that_clash_are_refused_with_both_owners() {
        String same = clash(Word.of("exp", new Choices3(Reduce.Fn.SUM, DType.I32, List.of())));
        assertTrue(same.startsWith("two words of the text form are 'exp': that of ppl.graph"), same);
        assertTrue(same.contains("and that of other"), same);
        String twice = clash(Word.of(
                "other.numbers", Numbers3.class, Field.number("by", Numbers3::scale), s -> new Numbers3(s, true, "")));
        assertTrue(twice.contains("call the same: acme.numbers[scale, odd, note] for"), twice);
        assertTrue(clash(Word.of("input", new Choices3(Reduce.Fn.SUM, DType.I32, List.of())))
                .contains("needs for itself"));
        assertThrows(
                IllegalArgumentException.class,
                () -> Word.of("no word", new Choices3(Reduce.Fn.SUM, DType.I32, List.of())));
        assertThrows(IllegalArgumentException.class, () -> Word.of("word", "no operation"));
    }

    /** Texts of more levels are refused where they are read, so they are not written. */
    @Test
    void families_that_are_nested_too_deep_are_refused_on_both_sides() {
        Uniform3 deep = new Uniform3(1, List.of());
        for (int i = 0; i < 40; i++) {
            deep = new Uniform3(1, List.of(deep));
        }
        Graph graph = Graph.of(Var.of(new RandomOp(deep, RandomOp.Site.named("u"), Shape.scalar()), List.of()));
        GraphException e = assertThrows(GraphException.class, () -> FORM.write(graph));
        assertTrue(e.getMessage().contains("nested more than 32 deep"), e::getMessage);
        String text = "ppl graph 1\nstream 2\n%u ~ " + "acme.uniform3(times=1, others=[".repeat(100_000) + "\n";
        TextFormatException read = assertThrows(TextFormatException.class, () -> FORM.read(text));
        assertTrue(
                String.valueOf(read.getMessage()).startsWith("line 3: families are nested more than 32 deep"),
                read::getMessage);
    }
}
