package ppl.tests.text;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static ppl.api.Distributions.ar;
import static ppl.api.Distributions.bernoulliLogit;
import static ppl.api.Distributions.categorical;
import static ppl.api.Distributions.exponential;
import static ppl.api.Distributions.halfNormal;
import static ppl.api.Distributions.lkjCholesky;
import static ppl.api.Distributions.mixture;
import static ppl.api.Distributions.normal;
import static ppl.api.Distributions.truncated;
import static ppl.graph.Functions.cond;
import static ppl.graph.Functions.exp;
import static ppl.graph.Functions.logsumexp;
import static ppl.graph.Functions.sigmoid;
import static ppl.graph.Functions.vector;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import ppl.graph.Graph;
import ppl.graph.Scan;
import ppl.graph.Tensor;
import ppl.graph.Var;
import ppl.graph.grad.Gradient;
import ppl.graph.text.TextForm;
import ppl.graph.text.TextFormatException;

/** Whatever is done to a text, it is read as a graph, or refused with the number of a line. */
class MutatedTextTest {

    private static final TextForm FORM = TextForm.present();
    private static final String[] PIECES = {
        "%", "@", " = ", " ~ ", "(", ")", "[", "]", ", ", "-1", "0", "1", "2147483647", "-9223372036854775808", "nan", "inf",
        "1.0E308", "float64", "int64", "bool", "true", "false", "\"", "\\u0000", "\n", " ", "end\n", "body\n", "input ",
        "constant ", "data ", "result(0) ", "cond", "broadcast(to=[2147483647, 2147483647], axes=[]) ", "exp ", "normal ",
        "mixture(of=[normal], along=true, logit=false)", "lkjCholesky(n=1000000000)", "truncated(of=", "batch=[3]", "site=%mu",
        "polygamma(order=99)", "ar(init=normal, order=2147483647, length=2147483647)", "%mu", "%x", "base64 "
    };

    /** Draws of distributions that are made of others. */
    private static Graph draws() {
        Var mu = normal(0, 1).draw("mu");
        Var sigma = halfNormal(2).draw("sigma");
        Var y = mixture(vector(0.25, 0.75), normal(mu, sigma), exponential(sigma)).draw("y", 3);
        Var z = truncated(normal(mu, 1), -1, 2).draw("z");
        Var b = bernoulliLogit(z).draw("b");
        Var walk = ar(vector(0.5, 0.25), 0.1, sigma, normal(0, 2), 5).draw("walk");
        Var factor = lkjCholesky(2, 3).draw("factor");
        return Graph.of(y.sum().plus(b).plus(walk.sum()).plus(factor.sum()));
    }

    /** A loop, a choice, data, draws, and a gradient. */
    private static Graph functions() {
        Var x = Var.input("x", 3);
        Var mu = normal(0, 1).draw("mu");
        Var k = categorical(0.25, 0.25, 0.5).draw("k", 2);
        Var data = Var.data("some data", Tensor.of(new double[] {1.5, Double.NaN, -0.0}));
        Var states = Scan.over(x.times(data))
                .from(Var.constant(0.0))
                .run(t -> t.next(t.state().plus(t.element()).times(data.get(0))))
                .states();
        Var chosen = cond(x.sum().gt(0), () -> exp(x).sum(), () -> sigmoid(x).sum());
        Var total = states.sum().plus(chosen).plus(logsumexp(x, 0)).called("total");
        return Graph.of(total, k.plus(mu), Gradient.of(total, List.of(x)).getFirst());
    }

    private static String mutated(String text, SplittableRandom random) {
        StringBuilder s = new StringBuilder(text);
        int changes = 1 + random.nextInt(3);
        for (int i = 0; i < changes; i++) {
            int at = random.nextInt(s.length());
            int end = Math.min(s.length(), at + 1 + random.nextInt(random.nextInt(1, 40)));
            switch (random.nextInt(7)) {
                case 0 -> s.setCharAt(at, (char) (random.nextInt(10) == 0 ? random.nextInt(1 << 16) : 32 + random.nextInt(95)));
                case 1 -> s.delete(at, end);
                case 2 -> s.insert(at, PIECES[random.nextInt(PIECES.length)]);
                case 3 -> s.insert(random.nextInt(s.length()), s.substring(at, end));
                case 4 -> s.replace(at, Math.min(s.length(), at + 1 + random.nextInt(6)), PIECES[random.nextInt(PIECES.length)]);
                case 5 -> {
                    int line = s.indexOf("\n", at) + 1;
                    int next = s.indexOf("\n", line) + 1;
                    if (line > 0 && next > line) {
                        String moved = s.substring(line, next);
                        s.delete(line, next);
                        s.insert(s.indexOf("\n", random.nextInt(s.length())) + 1, moved);
                    }
                }
                default -> number(s, at, random);
            }
        }
        return s.toString();
    }

    /** Another number in the place of one. */
    private static void number(StringBuilder s, int from, SplittableRandom random) {
        int at = from;
        while (at < s.length() && !Character.isDigit(s.charAt(at))) {
            at++;
        }
        int end = at;
        while (end < s.length() && Character.isDigit(s.charAt(end))) {
            end++;
        }
        long[] numbers = {0, 1, 2, 3, 4, 7, 1000, 1 << 20, Integer.MAX_VALUE, 1L << 31, Long.MAX_VALUE, -1};
        if (at < end) {
            s.replace(at, end, Long.toString(numbers[random.nextInt(numbers.length)]));
        }
    }

    private static void mutate(Graph graph, int count, long seed) {
        String text = FORM.write(graph);
        SplittableRandom random = new SplittableRandom(seed);
        int refused = 0;
        for (int i = 0; i < count; i++) {
            String mutant = mutated(text, random);
            try {
                Graph read = FORM.read(mutant);
                if (i % 10 == 0) {
                    FORM.read(FORM.write(read)); // what was taken is a graph
                }
            } catch (TextFormatException e) {
                refused++;
                int lines = (int) mutant.chars().filter(c -> c == '\n').count();
                assertTrue(e.line() >= 1 && e.line() <= lines + 1, e::getMessage);
                assertTrue(e.getMessage().startsWith("line " + e.line() + ": "), e::getMessage);
            } catch (RuntimeException | Error e) {
                throw new AssertionError("mutant " + i + " of seed " + seed + "\n" + mutant, e);
            }
        }
        int most = refused;
        assertTrue(refused > count / 2 && refused < count, () -> most + " of " + count + " were refused");
    }

    @Test
    void a_mutated_text_is_read_as_a_graph_or_refused_with_its_line() {
        int texts = Integer.getInteger("ppl.fuzz.texts", 10_000);
        mutate(functions(), texts * 4 / 5, Long.getLong("ppl.fuzz.first", 1));
        mutate(draws(), texts / 5, Long.getLong("ppl.fuzz.first", 1));
    }

    @Test
    @Tag("nightly")
    void a_million_mutated_texts_are_read_as_graphs_or_refused() {
        mutate(functions(), 800_000, 7);
        mutate(draws(), 200_000, 7);
    }
}
