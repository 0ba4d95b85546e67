package ppl.aeppl.rule;

import static ppl.aeppl.Laws.c;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntFunction;
import ppl.aeppl.family.continuous.Exponential;
import ppl.aeppl.family.continuous.Normal;
import ppl.aeppl.family.continuous.Uniform;
import ppl.graph.Functions;
import ppl.graph.Var;

/** The expressions of the cases in {@code laws.csv}, each as a vector of so many independent elements. */
final class ReferenceLaws {

    private ReferenceLaws() {}

    static Map<String, IntFunction<Var>> all() {
        Map<String, IntFunction<Var>> cases = new LinkedHashMap<>();
        monotone(cases);
        branches(cases);
        return cases;
    }

    static Var normal(int n) {
        return Normal.of(c(0.25), c(1.5)).draw("x", n);
    }

    static Var exponential(int n) {
        return Exponential.of(c(2)).draw("e", n);
    }

    private static Var uniform(int n, double lo) {
        return Uniform.of(c(lo), c(1)).draw("u", n);
    }

    private static void monotone(Map<String, IntFunction<Var>> cases) {
        cases.put("tanh normal", n -> Functions.tanh(normal(n)));
        cases.put("sinh normal", n -> Functions.sinh(normal(n)));
        cases.put("asinh normal", n -> Functions.asinh(normal(n)));
        cases.put("atan normal", n -> Functions.atan(normal(n)));
        cases.put("erf normal", n -> Functions.erf(normal(n)));
        cases.put("erfc normal", n -> Functions.erfc(normal(n)));
        cases.put("ndtr normal", n -> Functions.ndtr(normal(n)));
        cases.put("log_ndtr normal", n -> Functions.logNdtr(normal(n)));
        cases.put("atanh uniform", n -> Functions.atanh(uniform(n, -0.5)));
        cases.put("logit uniform", n -> Functions.logit(uniform(n, 0)));
        cases.put("ndtri uniform", n -> Functions.ndtri(uniform(n, 0)));
        cases.put(
                "acosh of 1 + exponential", n -> Functions.acosh(exponential(n).plus(1)));
        cases.put("cube of normal", n -> Functions.pow(normal(n), 3));
        cases.put("17th power of normal", n -> Functions.pow(normal(n), 17));
        cases.put("exponential to 2.5", n -> Functions.pow(exponential(n), 2.5));
        cases.put("exponential to -1.5", n -> Functions.pow(exponential(n), -1.5));
        cases.put("3 to normal", n -> Functions.pow(3, normal(n)));
        cases.put("0.2 to normal", n -> Functions.pow(0.2, normal(n)));
    }

    private static void branches(Map<String, IntFunction<Var>> cases) {
        cases.put("abs of normal", n -> normal(n).abs());
        cases.put("square of normal", n -> normal(n).square());
        cases.put("4th power of normal", n -> Functions.pow(normal(n), 4));
        cases.put("20th power of normal", n -> Functions.pow(normal(n), 20));
        cases.put("cosh of normal", n -> Functions.cosh(normal(n)));
        cases.put("normal to -2", n -> Functions.pow(normal(n), -2));
        cases.put("normal density of normal", n -> Functions.normalDensity(normal(n)));
        cases.put("reciprocal of normal", n -> c(1).div(normal(n)));
        cases.put("-3 / normal", n -> c(-3).div(normal(n)));
        cases.put("cosine of uniform", n -> Functions.cos(uniform(n, 0.1)));
        cases.put("sine of uniform", n -> Functions.sin(uniform(n, -0.5)));
    }
}
