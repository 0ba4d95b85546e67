package ppl.aeppl.joint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static ppl.aeppl.Laws.c;

import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import ppl.aeppl.DensityCode;
import ppl.aeppl.LogDensityException;
import ppl.aeppl.family.continuous.Beta;
import ppl.aeppl.family.continuous.Flat;
import ppl.aeppl.family.continuous.Normal;
import ppl.aeppl.family.continuous.Uniform;
import ppl.aeppl.family.discrete.Categorical;
import ppl.aeppl.family.discrete.Poisson;
import ppl.aeppl.family.multivariate.MvNormal;
import ppl.aeppl.rule.ForeignOp;
import ppl.graph.Functions;
import ppl.graph.Tensor;
import ppl.graph.Var;
import ppl.graph.random.ParameterCheck;

/** The texts of errors: where, what is random there, the rules tried and why each refused, and what to change. */
class MessagesTest {

    private static final Pattern PLACE = Pattern.compile(" {3}\\w+\\.java:\\d+| \\(made at [^)]*\\)");

    private static Var normal(String name, int... sizes) {
        return Normal.of(c(0), c(1)).draw(name, sizes);
    }

    private static void refuses(DensityCode code, String text, Executable program) {
        LogDensityException e = assertThrows(LogDensityException.class, program);
        String message = e.getMessage();
        assertEquals(text.strip(), PLACE.matcher(message).replaceAll("").strip());
        assertEquals(code, e.code());
    }

    @Test
    void a_function_without_a_rule() {
        Var x1 = normal("x1", 3);
        Var x2 = normal("x2", 3);
        refuses(DensityCode.NO_RULE, """
                [NO_RULE]: no log-density could be derived for 'y'
                  y = add(wiggle(x2), x1)   float64[3]
                          ^^^^^^^^^^ stopped here: wiggle(x2)
                  random here:  x2 ~ Normal(mu=0.0, sigma=1.0), support (-inf, inf), not valued
                  random here:  x1 ~ Normal(mu=0.0, sigma=1.0), support (-inf, inf), not valued
                  rules tried for wiggle:
                    none: no rule knows the function 'wiggle'
                  to fix: give x2 a value; or register a DerivationRule for op 'wiggle', or let it implement Monotone
                """, () -> Joint.empty()
                .observe("y", ForeignOp.wiggle(x2).plus(x1), Var.constant(1.0, 2, 3))
                .derive());
    }

    @Test
    void a_function_that_is_not_defined_on_the_whole_support() {
        Var x = normal("x", 2);
        refuses(DensityCode.DOMAIN_NOT_COVERED, """
                [DOMAIN_NOT_COVERED]: no log-density could be derived for 'y'
                  y = log(x)   float64[2]
                      ^^^^^^ stopped here: log(x)
                  random here:  x ~ Normal(mu=0.0, sigma=1.0), support (-inf, inf), not valued
                  rules tried for log:
                    pushforward.monotone   refused: log is one-to-one on [0.0, Infinity], but the support of its operand is (-inf, inf)
                  to fix: give x a value instead of 'y'; or bound the operand, for example by a family with positive support
                """, () -> Joint.empty()
                .observe("y", x.log(), Var.constant(1.0, 2))
                .derive());
    }

    @Test
    void operands_that_share_a_draw() {
        Var x = normal("x");
        refuses(DensityCode.DEPENDENT_OPERANDS, """
                [DEPENDENT_OPERANDS]: no log-density could be derived for 'y'
                  y = mul(x, exp(x))   float64
                      ^^^^^^^^^^^^^^ stopped here: mul(x, exp(x))
                  random here:  x ~ Normal(mu=0.0, sigma=1.0), support (-inf, inf), not valued
                  rules tried for mul:
                    pushforward.monotone   refused: its operands both depend on ['x'], so the change of variables of one of them is not enough
                  to fix: give x a value instead of 'y'; or register a DerivationRule for op 'mul'
                """, () -> Joint.empty()
                .observe("y", x.times(x.exp()), c(1))
                .derive());
    }

    @Test
    void a_parameter_without_a_value() {
        Var mu = normal("mu");
        Var y = Normal.of(mu, c(2)).draw("y");
        refuses(DensityCode.UNVALUED_SOURCE, """
                [UNVALUED_SOURCE]: no log-density could be derived for 'y'
                  y = Normal(mu, 2.0)   float64
                      ^^^^^^^^^^^^^^^ stopped here: Normal(mu, 2.0)
                  random here:  mu ~ Normal(mu=0.0, sigma=1.0), support (-inf, inf), not valued
                  rules tried for Normal:
                    family                 refused: its parameter mu depends on a draw without a value
                  to fix: give mu a value
                """, () -> Joint.empty()
                .observe("y", y, c(1))
                .derive());
    }

    @Test
    void a_draw_that_would_count_twice() {
        Var x = normal("x");
        Var y = normal("y");
        refuses(DensityCode.SOURCE_CONSUMED_TWICE, """
                [SOURCE_CONSUMED_TWICE]: the draw 'x' would count twice: 'difference' and 'size' both depend on it, so their densities do not multiply
                  to fix: take one of the two values away; or, if one was measured with an error, observe a draw around it, such as normal(abs(x + y), sigma), and give 'x' a value
                """, () -> Joint.empty()
                .observe("size", x.plus(y).abs(), c(1))
                .observe("difference", x.minus(y), c(1))
                .derive());
    }

    @Test
    void a_value_for_what_is_determined_already() {
        Var x = normal("x");
        refuses(DensityCode.OVERDETERMINED, """
                [OVERDETERMINED]: 'y' got a value, but nothing in it is random: 'exp(x)' float64 follows from 'x', whose value is known
                  to fix: if it was measured with an error, observe a draw around it, such as normal(exp(x), sigma); else take its value away, or leave out what makes it known
                """, () -> Joint.empty()
                .observe("x", x, c(1))
                .observe("y", x.exp(), c(2))
                .derive());
    }

    @Test
    void a_repeated_random_value() {
        Var x = normal("x");
        Var y = Functions.add(x, Var.constant(1.0, 2));
        refuses(DensityCode.DEGENERATE, """
                [DEGENERATE]: no log-density could be derived for 'y'
                  y = add(x, [1.0, 2.0])   float64[2]
                      ^^^^^^^^^^^^^^^^^^ stopped here: add(x, [1.0, 2.0])
                  random here:  x ~ Normal(mu=0.0, sigma=1.0), support (-inf, inf), not valued
                  rules tried for add:
                    gaussian.affine        refused: its elements are tied to each other: together they depend on fewer elements of 'x' than they are, so they have no joint density
                  to fix: give x a value instead of 'y'; or draw what is repeated with the full shape if independent copies are meant, or add independent noise to each element
                """, () -> Joint.empty()
                .observe("y", y, Var.constant(1.0, 2))
                .derive());
    }

    private static String of(Var node, Var value) {
        Joint joint = Joint.empty().observe("y", node, value);
        String message = assertThrows(LogDensityException.class, joint::derive).getMessage();
        return PLACE.matcher(message).replaceAll("");
    }

    @Test
    void draws_put_together_are_called_what_the_user_wrote() {
        Var v = normal("v", 2);
        Var four = Var.constant(Tensor.of(new double[4], 2, 2));
        assertStops("stack(v, exp(v))", of(Functions.stack(List.of(v, v.exp()), 1), four));
        assertStops("concat(v, exp(v))", of(Functions.concat(List.of(v, v.exp()), 0), Var.constant(1.0, 2, 3, 4)));
        Var t = Uniform.of(c(0), c(1)).draw("t", 2);
        assertStops("dot(t, [1.0, 2.0])", of(t.dot(Var.constant(1.0, 2)), c(0)));
        Var grid = Var.constant(Tensor.of(new double[] {1, 2, 3, 4}, 2, 2));
        assertStops("add(t, [1.0, 2.0, 3.0, 4.0])", of(t.reshape(2, 1).plus(grid), grid));
    }

    private static void assertStops(String where, String message) {
        assertTrue(message.contains("stopped here: " + where + "\n"), message);
        assertFalse(message.contains("reshape") || message.contains("DerivationRule for op 'concat'"), message);
    }

    @Test
    void values_are_proposed_only_where_they_lead_to_a_density() {
        Var a = normal("a");
        Var b = normal("b");
        assertProposes("give a or b a value;", of(a.times(b), c(1)));
        assertProposes("give a a value instead of 'y'", of(ForeignOp.wiggle(a), c(1)));
        assertProposes("give a and b values instead of 'y'", of(ForeignOp.wiggle(a.plus(b)), c(1)));
        assertProposes("give a and b values", of(Normal.of(a, b.exp()).draw("d"), c(1)));
        String stuck = of(Functions.where(a.gt(0), a, b), c(1));
        assertProposes("write a choice by the value itself with maximum, minimum or abs", stuck);
    }

    private static void assertProposes(String proposal, String message) {
        assertTrue(message.contains(proposal), message);
        assertTrue(message.indexOf(proposal) > message.indexOf("to fix: "), message);
    }

    @Test
    void sums_whose_random_parts_cancel() {
        Var x = normal("x");
        String cancelled = """
                [DEGENERATE]: no log-density could be derived for 'y'
                  y = sub(x, x)   float64
                      ^^^^^^^^^ stopped here: sub(x, x)
                  random here:  x ~ Normal(mu=0.0, sigma=1.0), support (-inf, inf), not valued
                  rules tried for sub:
                    gaussian.affine        refused: its random parts cancel, so it is the same number whatever 'x' is: a point mass, which has no density
                  to fix: give x a value instead of 'y'; or leave it out, or correct its coefficients
                """;
        refuses(DensityCode.DEGENERATE, cancelled, () -> Joint.empty()
                .observe("y", x.minus(x), c(0))
                .derive());
        refuses(DensityCode.DEGENERATE, cancelled, () -> Joint.empty()
                .observe("y", x.plus(x.unaryMinus()), c(0))
                .derive());
        Var k = Var.input("k");
        for (Var zero : List.of(
                x.times(2).minus(x).minus(x),
                x.times(k).minus(x.times(k)),
                x.plus(1).minus(x),
                x.times(0.5).plus(x.times(0.5)).minus(x))) {
            assertTrue(of(zero, c(0)).contains("a point mass"), of(zero, c(0)));
        }
        Var v = normal("v", 3);
        String partly =
                of(v.times(Var.constant(1.0, 2, 1)).minus(v.times(Var.constant(3.0, 2, 4))), Var.constant(1.0, 2, 3));
        assertTrue(partly.contains("its random parts cancel at element 1, so"), partly);
    }

    @Test
    void sums_that_cancel_for_some_values_of_the_model_say_so() {
        Var x = normal("x");
        Var k = Var.input("k");
        Var sum = x.times(k).minus(x.times(2));
        ParameterCheck check = Joint.law(sum).checks().getLast();
        assertEquals(
                "the sum of normal draws x * k - x * 2.0 needs its standard deviation > 0, but its standard deviation is 0.0, "
                        + "where its standard deviation = abs(k + -2.0)",
                check.violation(
                        check.nodes().stream().map(n -> n.eval(k.with(2))).toList()));
        assertTrue(check.remedy().contains("random parts cancel"), check.remedy());
    }

    @Test
    void clipping_what_gives_no_tail_probabilities() {
        Var g = Flat.of().draw("g");
        LogDensityException e = assertThrows(LogDensityException.class, () -> Joint.empty()
                .observe("y", Functions.maximum(g, c(0)), c(1))
                .derive());
        assertEquals(DensityCode.NO_EVENT_PROBABILITY, e.code());
    }

    @Test
    void clipping_elements_of_a_joint_event() {
        Var cov = Var.constant(Tensor.of(new double[][] {{1, 0}, {0, 1}}));
        Var x = MvNormal.of(Var.constant(0.0, 0), cov).draw("x");
        LogDensityException e = assertThrows(LogDensityException.class, () -> Joint.empty()
                .observe("y", Functions.maximum(x, Var.constant(0.0, 0)), Var.constant(1.0, 2))
                .derive());
        assertEquals(DensityCode.EVENT_AXES_MISMATCH, e.code());
    }

    @Test
    void a_value_of_another_shape() {
        Var x = normal("x", 3);
        refuses(DensityCode.VALUE_TYPE, """
                [VALUE_TYPE]: the value of 'x' must be float64[3], but '[1.0, 2.0]' float64[2] was given; give it the shape of the variable
                """, () -> Joint.empty()
                .observe("x", x, Var.constant(1.0, 2))
                .derive());
    }

    @Test
    void a_value_of_another_type() {
        Var k = Poisson.of(c(2)).draw("k");
        refuses(DensityCode.VALUE_TYPE, """
                [VALUE_TYPE]: the value of 'k' must be int64, but '1.5' float64 was given; cast it to whole numbers first
                """, () -> Joint.empty()
                .observe("k", k, c(1.5))
                .derive());
    }

    @Test
    void a_potential_of_a_draw_without_value() {
        Var x = normal("x");
        refuses(DensityCode.UNVALUED_SOURCE, """
                [UNVALUED_SOURCE]: the potential 'p' depends on 'x', which is random and has no value
                  to fix: give it a value, or take it out of the potential
                """, () -> Joint.empty()
                .potential("p", x.square())
                .derive());
    }

    @Test
    void a_constant_parameter_out_of_its_range() {
        refuses(
                DensityCode.PARAMETER,
                "[PARAMETER]: Normal needs sigma > 0, but sigma is -1.0; correct it, or take exp or softplus of it",
                () -> Normal.of(c(0), c(-1)));
        refuses(
                DensityCode.PARAMETER,
                "[PARAMETER]: Uniform needs upper > lower, but upper is 1.0 and lower is 2.0; "
                        + "correct the ends, or exchange them",
                () -> Uniform.of(c(2), c(1)));
        refuses(
                DensityCode.PARAMETER,
                "[PARAMETER]: Categorical needs p >= 0 with sum 1 over the last axis, but p is [0.5, -0.6]; "
                        + "correct it, or give unnormalised log-probabilities to categoricalLogit",
                () -> Categorical.of(Var.constant(0.5, -0.6)));
    }

    @Test
    void a_matrix_whose_halves_disagree() {
        Var zero = Var.constant(0.0, 0);
        Var lower = Var.constant(Tensor.of(new double[][] {{2, 0}, {1, 3}}));
        Var upper = Var.constant(Tensor.of(new double[][] {{2, 1}, {0, 3}}));
        refuses(
                DensityCode.PARAMETER,
                "[PARAMETER]: MvNormal needs cov to be symmetric, but cov is [2.0, 0.0, 1.0, 3.0]; "
                        + "correct it, or take the mean of it and its transpose",
                () -> MvNormal.of(zero, lower));
        refuses(
                DensityCode.PARAMETER,
                "[PARAMETER]: MvNormal needs tau to be symmetric, but tau is [2.0, 1.0, 0.0, 3.0]; "
                        + "correct it, or take the mean of it and its transpose",
                () -> MvNormal.precision(zero, upper));
        refuses(
                DensityCode.PARAMETER,
                "[PARAMETER]: MvNormal needs chol to be lower triangular, but chol is [2.0, 1.0, 0.0, 3.0]; "
                        + "set what is above the diagonal to 0",
                () -> MvNormal.cholesky(zero, upper));
    }

    @Test
    void a_parameter_of_another_parameterisation_is_named_as_given() {
        refuses(
                DensityCode.PARAMETER,
                "[PARAMETER]: Normal needs tau > 0, but tau is -4.0; correct it, or take exp or softplus of it",
                () -> Normal.precision(c(0), c(-4)));
        refuses(
                DensityCode.PARAMETER,
                "[PARAMETER]: Beta needs mu strictly between 0 and 1, but mu is 1.0; correct it, or take the sigmoid of it",
                () -> Beta.meanCount(c(1), c(3)));
    }
}
