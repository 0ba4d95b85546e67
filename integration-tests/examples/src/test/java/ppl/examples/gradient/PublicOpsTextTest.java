package ppl.examples.gradient;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import ppl.graph.DType;
import ppl.graph.Functions;
import ppl.graph.Graph;
import ppl.graph.Var;
import ppl.graph.grad.Gradient;
import ppl.graph.op.Concat;
import ppl.graph.op.MultiOp.Projection;
import ppl.graph.op.RichOp;
import ppl.graph.text.TextForm;
import ppl.graph.text.Word;

/** Every public function, and its gradient, as text. */
class PublicOpsTextTest {

    private static final int[][] SHAPES = {{}, {3}, {2, 3, 2}};

    /** Functions that only densities and probabilities of distributions are made of, whose test has them. */
    private static final Set<String> OF_DISTRIBUTIONS = Set.of(
            "ppl.graph.math.elementary.CauchyCdf",
            "ppl.graph.math.elementary.LogCauchyCdf",
            "ppl.graph.math.elementary.Log1pMinus",
            "ppl.graph.math.matrix.QuadraticForm");

    private static final Set<Class<?>> ASKED = new HashSet<>();

    private static void check(String what, List<Var> outputs, Set<Object> ops) throws IOException {
        TextForm form = TextForm.present();
        Graph graph = Graph.of(outputs.toArray(Var[]::new));
        String text = form.write(graph);
        Graph read = form.read(text);
        assertEquals(text, form.write(read), what);
        List<Var> written = graph.order();
        for (int i = 0; i < written.size(); i++) {
            Var x = written.get(i);
            refusesOther(x);
            if (x.op() instanceof RichOp op) {
                assertEquals(op, read.order().get(i).op(), what);
                ops.add(op);
            }
        }
    }

    /** A text may give an operation any number of operands: one too many or too few is refused, not left out. */
    private static void refusesOther(Var node) {
        if (node.inputs().isEmpty() || node.op() instanceof Concat || node.op() instanceof Projection || !ASKED.add(node.op().getClass())) {
            return;
        }
        Word<?> word = TextForm.present().words().stream()
                .filter(w -> w.type() == node.op().getClass())
                .findFirst()
                .orElseThrow();
        int count = node.inputs().size();
        assertTrue(word.takes(count), word::toString);
        if (word.takes(count + 1)) {
            List<Var> more = new ArrayList<>(node.inputs());
            more.add(more.getLast());
            List<Var> fewer = node.inputs().subList(0, count - 1);
            assertThrows(RuntimeException.class, () -> node.op().infer(more), () -> "takes one more: " + word);
            assertThrows(RuntimeException.class, () -> node.op().infer(fewer), () -> "takes one fewer: " + word);
        }
    }

    @Test
    void every_public_function_and_its_gradient_are_read_as_they_were_written() throws IOException {
        Set<Object> rich = new HashSet<>();
        for (PublicOps.PublicOp op : PublicOps.all()) {
            for (int[] sizes : SHAPES) {
                Var x = Var.input("x", sizes);
                Var y = op.op().to(x);
                if (y != null) {
                    List<Var> outputs = new ArrayList<>(List.of(y));
                    Var sum = Functions.toFloat(y).sum();
                    if (Graph.order(List.of(sum)).contains(x)) {
                        outputs.addAll(Gradient.of(sum, List.of(x)));
                    }
                    check(op + " of " + sizes.length + " axes", outputs, rich);
                }
            }
        }
        Var b = Var.input("b", 3).gt(0);
        check("truth values", List.of(Functions.all(b), Functions.any(b), Functions.not(b), Functions.xor(b, b.get(0))), rich);
        Var x = Var.input("x", 3);
        check(
                "positions",
                List.of(Functions.argsort(x, 0), Functions.argmax(x, 0), Functions.argmin(x, 0), Functions.bitcast(x, DType.I64)),
                rich);
        Set<String> seen = rich.stream().map(op -> op.getClass().getName()).collect(Collectors.toCollection(TreeSet::new));
        Set<String> unseen = TextForm.present().words().stream()
                .filter(w -> RichOp.class.isAssignableFrom(w.type()) && w.type().getName().startsWith("ppl.graph.math."))
                .map(w -> w.type().getName())
                .collect(Collectors.toCollection(TreeSet::new));
        unseen.removeAll(seen);
        unseen.removeAll(OF_DISTRIBUTIONS);
        assertEquals(Set.of(), unseen, "functions with a word that no public function is made of");
        assertTrue(seen.size() >= 50, seen::toString);
    }

    /** The words are in files that others have: none may be renamed, and each new one is added here. */
    @Test
    void no_word_is_renamed() throws IOException {
        String words = TextForm.present().words().stream()
                .map(Word::toString)
                .map(w -> w.substring(0, w.indexOf(" for ")))
                .collect(Collectors.joining("\n", "", "\n"));
        try (var known = PublicOpsTextTest.class.getResourceAsStream("words.txt")) {
            assertEquals(known == null ? "" : new String(known.readAllBytes(), StandardCharsets.UTF_8), words);
        }
    }
}
