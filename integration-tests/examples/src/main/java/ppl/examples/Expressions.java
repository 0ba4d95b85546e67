package ppl.examples;

import static ppl.aeppl.joint.Densities.*;
import static ppl.api.Distributions.*;
import static ppl.graph.Functions.*;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import ppl.graph.Var;

/** Log-densities of what is done to random variables, without a model. */
public final class Expressions {

    private final List<String> printed = new ArrayList<>();

    private Expressions() {}

    private void print(Var number) {
        printed.add(String.format(Locale.ROOT, "%.6g", number.eval().item()));
    }

    private void run() {
        Var x = normal(0, 1).draw("x");
        Var y = exponential(3).draw("y");
        Var picked = vector(x, y).get(bernoulli(0.3).draw("i"));
        print(logp(picked, 0.5));
        print(logp(maximum(x, 0), 0));
        print(logsf(x.plus(normal(1, 1).draw("z")), 30));
    }

    /** What the example prints. */
    public static List<String> printed() {
        Expressions example = new Expressions();
        example.run();
        return List.copyOf(example.printed);
    }

    /** Prints a few log-densities and how one was derived. */
    public static void main(String[] args) {
        printed().forEach(System.out::println);
        System.out.println(explainDerivation(maximum(normal(0, 1).draw("x").exp(), 1)));
    }
}
