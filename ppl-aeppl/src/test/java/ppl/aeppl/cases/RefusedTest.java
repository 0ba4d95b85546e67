package ppl.aeppl.cases;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static ppl.aeppl.Laws.c;

import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import ppl.aeppl.DensityCode;
import ppl.aeppl.LogDensityException;
import ppl.aeppl.family.continuous.Exponential;
import ppl.aeppl.family.continuous.Gamma;
import ppl.aeppl.family.continuous.Normal;
import ppl.aeppl.family.continuous.StudentT;
import ppl.aeppl.family.discrete.Bernoulli;
import ppl.aeppl.family.discrete.Categorical;
import ppl.aeppl.family.discrete.Poisson;
import ppl.aeppl.family.multivariate.Dirichlet;
import ppl.aeppl.family.multivariate.Multinomial;
import ppl.aeppl.family.multivariate.MvNormal;
import ppl.aeppl.family.multivariate.ZeroSumNormal;
import ppl.aeppl.joint.Checks;
import ppl.aeppl.joint.Densities;
import ppl.aeppl.joint.Joint;
import ppl.graph.DType;
import ppl.graph.Functions;
import ppl.graph.Index;
import ppl.graph.Scan;
import ppl.graph.Shape;
import ppl.graph.Tensor;
import ppl.graph.TensorType;
import ppl.graph.Var;

/** Programs that have no density, or none that is known: each is refused, by its code, for its reason, with a way out. */
final class RefusedTest {

    /** A program, its code, and what its message says. */
    private record Refused(String name, DensityCode code, String says, Supplier<?> program) {}

    private static final Var A = Normal.of(c(0), c(1)).draw("a");
    private static final Var B = Normal.of(c(0), c(1)).draw("b");
    private static final Var V = Normal.of(c(0), c(1)).draw("v", 4);
    private static final Var G = Gamma.of(c(2), c(1)).draw("g");
    private static final Var H = Gamma.of(c(2), c(3)).draw("h");
    private static final Var T = StudentT.of(c(3), c(0), c(1)).draw("t");
    private static final Var E = Exponential.of(c(1)).draw("e");
    private static final Var K = Poisson.of(c(2.0)).draw("k");
    private static final Var D = Dirichlet.of(Var.constant(1.0, 2, 3)).draw("d", 2);
    private static final Var COUNTS = Multinomial.of(9, 0.2, 0.3, 0.5).draw("counts");

    private static Refused law(String name, DensityCode code, String says, Supplier<Var> expression) {
        return new Refused(name, code, says, () -> Joint.law(expression.get()));
    }

    private static Refused joint(String name, DensityCode code, String says, Supplier<Joint> joint) {
        return new Refused(name, code, says, () -> joint.get().derive().total(Checks.RAISE));
    }

    private static Var coin(int... shape) {
        return Bernoulli.of(c(0.4)).draw("i", shape);
    }

    private static final List<Refused> ALL = List.of(
            law("cos of a normal", DensityCode.DOMAIN_NOT_COVERED, "cos", () -> Functions.cos(A)),
            law("sin of a gamma", DensityCode.DOMAIN_NOT_COVERED, "sin", () -> Functions.sin(G)),
            law("log of a normal", DensityCode.DOMAIN_NOT_COVERED, "log", () -> A.log()),
            law("sqrt of a normal", DensityCode.DOMAIN_NOT_COVERED, "sqrt", () -> A.sqrt()),
            law("log1p of a normal", DensityCode.DOMAIN_NOT_COVERED, "log1p", () -> Functions.log1p(A)),
            law("product of two draws", DensityCode.NO_RULE, "both operands are random", () -> A.times(T)),
            law("quotient of two draws", DensityCode.NO_RULE, "both operands are random", () -> A.div(T)),
            law("sum of a normal and a t", DensityCode.NO_RULE, "both operands are random", () -> A.plus(T)),
            law(
                    "sum of squares of normal elements around 1",
                    DensityCode.NO_RULE,
                    "if their means are certain to be 0",
                    () -> Functions.sum(V.plus(1).square())),
            law("sum of squares of two scales", DensityCode.NO_RULE, "same beta", () -> A.square()
                    .plus(B.times(2).square())),
            law(
                    "three times clipped draws in order",
                    DensityCode.EVENT_AXES_MISMATCH,
                    "single elements",
                    () -> Functions.sort(Functions.maximum(V, 0), 0).times(3)),
            law(
                    "three times a draw and a clipped one around it",
                    DensityCode.EVENT_AXES_MISMATCH,
                    "single elements",
                    () -> Functions.vector(A, Functions.maximum(Normal.of(A, 1).draw("around"), 0))
                            .times(3)),
            law("difference of squares", DensityCode.NO_RULE, "difference of two Gamma", () -> A.square()
                    .minus(B.square())),
            law("sum of squares of a t", DensityCode.NO_RULE, "normal variables around 0", () -> T.square()
                    .plus(StudentT.of(c(3), c(0), c(1)).draw("u").square())),
            law("sum of gammas of two rates", DensityCode.NO_RULE, "same beta", () -> G.plus(H)),
            law(
                    "a draw times itself plus another",
                    DensityCode.DEPENDENT_OPERANDS,
                    "'g'",
                    () -> G.times(G.plus(1).log())),
            law("max of dependent parts", DensityCode.DEPENDENT_OPERANDS, "'a'", () -> Functions.maximum(A, A.plus(B))),
            law(
                    "min of a draw and its exponential",
                    DensityCode.DEPENDENT_OPERANDS,
                    "'a'",
                    () -> Functions.minimum(A, A.exp())),
            law(
                    "max along an axis of a simplex",
                    DensityCode.EVENT_AXES_MISMATCH,
                    "joint law",
                    () -> Functions.max(D, 1)),
            law(
                    "two elements of a simplex",
                    DensityCode.EVENT_AXES_MISMATCH,
                    "stays whole",
                    () -> D.get(Index.range(0, 2), Index.range(0, 2))),
            law(
                    "the same element of a simplex and one beside it",
                    DensityCode.EVENT_AXES_MISMATCH,
                    "stays whole",
                    () -> Functions.take(D, Var.constant(Tensor.of(new long[] {1, 0, 1})), 1)),
            law(
                    "the sum of two elements of a vector of counts",
                    DensityCode.DEPENDENT_OPERANDS,
                    "'counts'",
                    () -> COUNTS.get(0).plus(COUNTS.get(1))),
            law("exp of a simplex", DensityCode.EVENT_AXES_MISMATCH, "together", () -> D.exp()),
            law("x - x", DensityCode.DEGENERATE, "cancel", () -> A.minus(A)),
            law("x + b - x - b", DensityCode.DEGENERATE, "cancel", () -> A.plus(B)
                    .minus(A)
                    .minus(B)),
            law("x / 10 + x / 5 - 0.3 x, up to rounding", DensityCode.DEGENERATE, "cancel", () -> A.times(0.1)
                    .plus(A.times(0.2))
                    .minus(A.times(0.3))),
            law("the sum of what sums to 0", DensityCode.DEGENERATE, "cancel at element 0", () -> zeroSum()
                    .sum()),
            law("elements that sum to 0, one by one", DensityCode.DEGENERATE, "cancel", () -> {
                Var z = zeroSum();
                return z.get(0).plus(z.get(1)).plus(z.get(2));
            }),
            law(
                    "a product with what sums to 0",
                    DensityCode.DEGENERATE,
                    "cancel at element 1",
                    () -> Functions.dot(Var.constant(Tensor.of(new double[][] {{0, 1, 4}, {1, 1, 1}})), zeroSum())),
            law(
                    "the sum of what sums to 0, of a scale known in a run",
                    DensityCode.DEGENERATE,
                    "cancel",
                    () -> ZeroSumNormal.of(Var.input("scale"), 3).draw("z").sum()),
            law("x - mean(x)", DensityCode.DEGENERATE, "as those of x - mean(x)", () -> V.minus(Functions.mean(V))),
            law(
                    "differences all around",
                    DensityCode.DEGENERATE,
                    "some follow from others",
                    () -> Functions.vector(
                            A.minus(B), B.minus(V.get(0)), V.get(0).minus(A))),
            law(
                    "the order of elements that differ in law",
                    DensityCode.NO_RULE,
                    "not known to be alike",
                    () -> Functions.argsort(
                            Normal.of(Var.constant(0.0, 1), c(1)).draw("u"), 0)),
            law(
                    "the order of counts",
                    DensityCode.NO_RULE,
                    "may tie",
                    () -> Functions.argsort(Poisson.of(c(2.0)).draw("k", 3), 0)),
            law(
                    "the order of a walk",
                    DensityCode.EVENT_AXES_MISMATCH,
                    "depend on each other",
                    () -> Functions.argsort(Functions.cumsum(V, 0), 0)),
            law(
                    "a rank picked twice",
                    DensityCode.EVENT_AXES_MISMATCH,
                    "same ranks",
                    () -> Functions.take(Functions.sort(V, 0), Var.constant(Tensor.of(new long[] {1, 1})), 0)),
            joint("ranks that share a draw", DensityCode.SOURCE_CONSUMED_TWICE, "'v'", () -> Joint.empty()
                    .observe("a", Functions.sort(V, 0).get(Index.range(0, 2)), Var.constant(0.0, 1))
                    .observe("b", Functions.sort(V, 0).get(3), c(2))),
            joint("an order and what stands in it", DensityCode.SOURCE_CONSUMED_TWICE, "'v'", () -> Joint.empty()
                    .observe("a", Functions.argsort(V, 0), Var.constant(Tensor.of(new long[] {0, 1, 2, 3})))
                    .observe("b", Functions.sort(V, 0), Var.constant(0.0, 1, 2, 3))),
            law(
                    "a pick of vectors with points of their own",
                    DensityCode.NO_RULE,
                    "points with a probability of their own",
                    () -> Functions.take(
                            Functions.stack(
                                    List.of(
                                            Functions.maximum(V, 0),
                                            Normal.of(c(0), c(1)).draw("w", 4)),
                                    0),
                            coin(),
                            0)),
            law(
                    "one condition for vectors with points of their own",
                    DensityCode.ATOMS,
                    "points with a probability of their own",
                    () -> Functions.where(
                            coin().gt(0),
                            Functions.maximum(V, 0),
                            Normal.of(c(0), c(1)).draw("w", 4))),
            law("a number", DensityCode.OVERDETERMINED, "nothing in it is random", () -> c(1)),
            law(
                    "an index without bound",
                    DensityCode.DOMAIN_NOT_COVERED,
                    "no finite number",
                    () -> Functions.take(V, K, 0)),
            law(
                    "an index that may lie outside",
                    DensityCode.DOMAIN_NOT_COVERED,
                    "positions 0 to 1",
                    () -> Functions.take(
                            Functions.vector(A, B),
                            Categorical.of(0.2, 0.3, 0.5).draw("i"),
                            0)),
            law("an index that shares a draw", DensityCode.DEPENDENT_OPERANDS, "'i'", () -> {
                Var i = coin();
                return Functions.take(Functions.vector(A, Functions.toFloat(i)), i, 0);
            }),
            law(
                    "too many picks of the same",
                    DensityCode.DEPENDENT_OPERANDS,
                    "draw what is picked once for each position",
                    () -> Functions.take(
                            V, Categorical.of(0.25, 0.25, 0.25, 0.25).draw("i", 10), 0)),
            law(
                    "where by what it chooses",
                    DensityCode.DEPENDENT_OPERANDS,
                    "the condition and what it chooses",
                    () -> Functions.where(A.gt(0), A, 0.0)),
            law(
                    "parts that determine each other",
                    DensityCode.OVERDETERMINED,
                    "determined by the parts beside it",
                    () -> Functions.vector(T, T.exp())),
            law(
                    "parts that share what they do not tell",
                    DensityCode.DEPENDENT_OPERANDS,
                    "does not tell",
                    () -> Functions.vector(Functions.maximum(E, 1), Functions.minimum(E, 2))),
            law(
                    "exp of what may be picked twice, as a run tells",
                    DensityCode.EVENT_AXES_MISMATCH,
                    "more than once",
                    () -> Functions.take(
                                    Exponential.of(c(1)).draw("e", 3),
                                    Var.input("at", new TensorType(DType.I64, Shape.of(3))),
                                    0)
                            .exp()),
            law(
                    "copies of which a function makes different numbers",
                    DensityCode.EVENT_AXES_MISMATCH,
                    "more than once",
                    () -> E.broadcastTo(Shape.of(2)).get(Index.take(0, 1, 1)).times(Var.constant(1.0, 2, 3))),
            law(
                    "an element set at a random place",
                    DensityCode.NO_RULE,
                    "the places 'i' of elements are random",
                    () -> V.at(coin()).set(9)),
            law(
                    "elements added at one place",
                    DensityCode.NO_RULE,
                    "no two at one place",
                    () -> Functions.scatterAdd(
                            Exponential.of(c(1)).draw("e", 3), Var.constant(Tensor.of(new long[] {0, 1, 0})), 0, 2)),
            law("an element of a simplex that is set", DensityCode.DEPENDENT_OPERANDS, "does not tell", () -> D.at(0, 1)
                    .set(0.3)),
            law(
                    "several random picks from a normal vector",
                    DensityCode.DEPENDENT_OPERANDS,
                    "several positions pick",
                    () -> Functions.take(
                            MvNormal.of(Var.constant(0.0, 0), Functions.eye(2)).draw("mv"), coin(2), 0)),
            joint(
                    "a part of a Gaussian and a function of another part",
                    DensityCode.SOURCE_CONSUMED_TWICE,
                    "'mv'",
                    () -> {
                        Var mv = MvNormal.of(Var.constant(0.0, 0), Functions.eye(2))
                                .draw("mv");
                        return Joint.empty()
                                .observe("x", mv.get(0), c(1))
                                .observe("y", mv.get(1).exp(), c(1));
                    }),
            law(
                    "a parameter without value",
                    DensityCode.UNVALUED_SOURCE,
                    "parameter mu depends on a draw",
                    () -> Normal.of(T, c(1)).draw("y")),
            law(
                    "the sum of a vector and of what depends on it",
                    DensityCode.UNVALUED_SOURCE,
                    "parameter mu",
                    () -> T.plus(Normal.of(T, c(1)).draw("y"))),
            law(
                    "a product of all elements of a t",
                    DensityCode.NO_RULE,
                    "reduction",
                    () -> Functions.prod(StudentT.of(c(3), c(0), c(1)).draw("ts", 3))),
            law(
                    "the bits of a comparison with a t of a t",
                    DensityCode.NO_RULE,
                    "",
                    () -> T.gt(StudentT.of(c(5), c(0), c(1)).draw("u"))),
            law(
                    "a running product of what may be negative",
                    DensityCode.DOMAIN_NOT_COVERED,
                    "cumprod",
                    () -> Functions.cumprod(StudentT.of(c(3), c(0), c(1)).draw("ts", 3), 0)),
            law(
                    "a while loop",
                    DensityCode.NO_RULE,
                    "a random number of steps",
                    () -> Functions.whileLoop(E, v -> v.gt(0.1), v -> v.times(0.5))),
            law(
                    "a loop of a parameter without a value",
                    DensityCode.DEPENDENT_OPERANDS,
                    "'a'",
                    () -> Functions.scan(0.5, V, (x, e) -> x.times(A).plus(e))),
            law(
                    "a loop from a start without a value",
                    DensityCode.UNVALUED_SOURCE,
                    "starts from 'a'",
                    () -> Functions.scan(A, V, (x, e) -> x.times(0.8).plus(e))),
            law(
                    "a step of two noises that do not add up",
                    DensityCode.NO_RULE,
                    "both operands are random",
                    () -> Scan.over(V, StudentT.of(c(3), c(0), c(1)).draw("ts", 4))
                            .from(0)
                            .run(t -> t.next(t.state().plus(t.element(0)).plus(t.element(1))))
                            .states()),
            law(
                    "a step that takes a noise twice",
                    DensityCode.DEPENDENT_OPERANDS,
                    "makes state 0 before a step",
                    () -> Functions.scan(0.5, V, (x, e) -> x.plus(e).plus(e.square()))),
            law(
                    "a step that takes the cosine of a noise",
                    DensityCode.DOMAIN_NOT_COVERED,
                    "cos",
                    () -> Functions.scan(0.5, V, (x, e) -> x.plus(Functions.cos(e)))),
            law(
                    "states under noise",
                    DensityCode.UNVALUED_SOURCE,
                    "state 0 after a step depends on 'v'",
                    () -> Scan.over(V, Normal.of(c(0), c(1)).draw("noise", 4))
                            .from(0.5)
                            .run(t -> {
                                Var x = t.state().times(0.8).plus(t.element(0));
                                return t.next(x).give(x.plus(t.element(1)));
                            })
                            .output()),
            law(
                    "states by their size",
                    DensityCode.UNVALUED_SOURCE,
                    "state 0 after a step depends on 'v'",
                    () -> Scan.over(V)
                            .from(0.5)
                            .run(t -> {
                                Var x = t.state().times(0.8).plus(t.element());
                                return t.next(x).give(x.abs());
                            })
                            .output()),
            law(
                    "a loop that reads at will",
                    DensityCode.DEPENDENT_OPERANDS,
                    "every step may read all of 'v'",
                    () -> Scan.times(4)
                            .from(0.5)
                            .run(t -> t.next(t.state()
                                    .plus(Functions.take(
                                            V, Functions.remainder(t.row().plus(1), 4), 0))))
                            .states()),
            law(
                    "elements that enter two steps",
                    DensityCode.DEPENDENT_OPERANDS,
                    "elements of 'v' enter",
                    () -> Scan.over(V.get(Index.range(0, 3)), V.get(Index.range(1, 4)))
                            .from(0.5)
                            .run(t -> t.next(t.state().plus(t.element(0)).plus(t.element(1))))
                            .states()),
            law(
                    "a loop over a walk",
                    DensityCode.DEPENDENT_OPERANDS,
                    "depend on each other",
                    () -> Functions.scan(
                            0.5, Functions.cumsum(V, 0), (x, e) -> x.times(0.8).plus(e))),
            law(
                    "a loop over one event",
                    DensityCode.DEPENDENT_OPERANDS,
                    "have a joint law",
                    () -> Functions.scan(0.5, D.get(0), (x, e) -> x.times(0.8).plus(e))),
            law("the last state", DensityCode.NO_RULE, "after the last step", () -> Scan.over(V)
                    .from(0.5)
                    .run(t -> t.next(t.state().times(0.8).plus(t.element())))
                    .last()),
            law("one state of many", DensityCode.NO_RULE, "only the first rows", () -> Functions.scan(
                            0.5, V, (x, e) -> x.times(0.8).plus(e))
                    .get(2)),
            law(
                    "the states before the steps",
                    DensityCode.DEGENERATE,
                    "the first row is no random value",
                    () -> Scan.over(V)
                            .from(0.5)
                            .run(t -> t.next(t.state().times(0.8).plus(t.element()))
                                    .give(t.state()))
                            .output()),
            joint("one draw valued twice", DensityCode.OVERDETERMINED, "'y'", () -> Joint.empty()
                    .value("x", A, c(1))
                    .observe("y", A.plus(1), c(2))),
            joint("a draw that counts twice", DensityCode.SOURCE_CONSUMED_TWICE, "'e'", () -> Joint.empty()
                    .observe("x", Functions.maximum(E, 1), c(1))
                    .observe("y", Functions.minimum(E, 2), c(0.5))),
            joint("overlapping slices", DensityCode.SOURCE_CONSUMED_TWICE, "'ts'", () -> {
                Var ts = StudentT.of(c(3), c(0), c(1)).draw("ts", 3);
                return Joint.empty()
                        .observe("x", ts.get(Index.range(0, 2)), Var.constant(1.0, 2))
                        .observe("y", ts.get(Index.range(1, 3)), Var.constant(1.0, 2));
            }),
            joint("a draw left without value", DensityCode.UNVALUED_SOURCE, "depends on", () -> Joint.empty()
                    .observe("y", Normal.of(A.exp(), c(1)).draw("y"), c(1))),
            joint("a potential of a draw without value", DensityCode.UNVALUED_SOURCE, "potential", () -> Joint.empty()
                    .value("x", A, c(1))
                    .potential("p", B)),
            joint("a free variable with an atom", DensityCode.ATOMS, "single points", () -> Joint.empty()
                    .free("x", Functions.maximum(A, 0))),
            joint("a free variable that is partly discrete", DensityCode.ATOMS, "others discrete", () -> Joint.empty()
                    .free("x", Functions.vector(A, Functions.toFloat(K)))),
            joint("a value of another shape", DensityCode.VALUE_TYPE, "'v'", () -> Joint.empty()
                    .observe("v", V, Var.constant(1.0, 2))),
            joint("a fraction for a count", DensityCode.VALUE_TYPE, "'k'", () -> Joint.empty()
                    .observe("k", K, c(1.5))),
            joint("a negative scale", DensityCode.PARAMETER, "sigma", () -> Joint.empty()
                    .value("s", A, c(-1))
                    .observe("y", Normal.of(c(0), A).draw("y"), c(1))),
            joint(
                    "a negative scale of a part that depends on another",
                    DensityCode.PARAMETER,
                    "sigma is -1",
                    () -> Joint.empty()
                            .observe("v", Functions.vector(A, Normal.of(c(0), A).draw("y")), Var.constant(-1, 1))),
            new Refused(
                    "a quantile of a vector",
                    DensityCode.NO_EVENT_PROBABILITY,
                    "quantile",
                    () -> Densities.quantile(D, 0.5)),
            new Refused(
                    "a distribution function of a vector",
                    DensityCode.NO_EVENT_PROBABILITY,
                    "distribution function",
                    () -> Densities.logcdf(D, 0.5)));

    @TestFactory
    Stream<DynamicTest> is_refused() {
        return ALL.stream()
                .map(r -> DynamicTest.dynamicTest(r.name(), () -> {
                    LogDensityException e = assertThrows(
                            LogDensityException.class, () -> r.program().get());
                    assertEquals(r.code(), e.code(), e.getMessage());
                    String message = e.getMessage();
                    assertTrue(message.contains(r.says()), message);
                    assertTrue(
                            message.contains("to fix: ")
                                    || message.contains("; ")
                                    || r.code() == DensityCode.NO_EVENT_PROBABILITY
                                    || r.code() == DensityCode.PARAMETER,
                            message);
                }));
    }

    private static Var zeroSum() {
        return ZeroSumNormal.of(2, 3).draw("z");
    }
}
