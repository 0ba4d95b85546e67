package ppl.examples;

import static ppl.api.Distributions.*;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import ppl.graph.Tensor;
import ppl.graph.Var;
import ppl.graph.random.RandomKey;

/** A vector of which not even the length is known: as many normal numbers as a draw of Poisson's distribution says. */
public final class RandomLengths {

    private RandomLengths() {}

    /** The vectors of some keys, and their sums. */
    public static List<String> printed() {
        Var n = poisson(3).draw("n");
        Var x = normal(0, 1).draw("x", n);
        Var sum = x.sum();
        return IntStream.range(0, 4)
                .mapToObj(RandomKey::of)
                .map(key -> text(x.eval(key)) + " sum " + text(sum.eval(key)))
                .toList();
    }

    private static String text(Tensor values) {
        StringBuilder s = new StringBuilder();
        for (double x : values.toDoubles()) {
            s.append(String.format(Locale.ROOT, "%7.3f", x));
        }
        return s.toString();
    }

    /** Prints them. */
    public static void main(String[] args) {
        printed().forEach(System.out::println);
    }
}
