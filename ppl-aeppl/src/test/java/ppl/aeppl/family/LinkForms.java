package ppl.aeppl.family;

import java.util.List;
import java.util.function.UnaryOperator;
import ppl.graph.Functions;
import ppl.graph.Shape;
import ppl.graph.Tensor;
import ppl.graph.Var;

/** The inverses of links as users write them, and the ways on which a number comes to a law. */
final class LinkForms {

    private static final Var ONE = Var.constant(1.0);

    private LinkForms() {}

    /** A way to write something. */
    record Form(String name, UnaryOperator<Var> of) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Form form(String name, UnaryOperator<Var> of) {
        return new Form(name, of);
    }

    static List<Form> inverses(String link) {
        return switch (link) {
            case "logit" ->
                List.of(
                        form("sigmoid(x)", Functions::sigmoid),
                        form("1 - sigmoid(-x)", x -> ONE.minus(Functions.sigmoid(x.unaryMinus()))),
                        form(
                                "1 / (1 + exp(-x))",
                                x -> ONE.div(ONE.plus(x.unaryMinus().exp()))),
                        form("exp(x) / (1 + exp(x))", x -> x.exp().div(ONE.plus(x.exp()))),
                        form("exp(x) / (exp(x) + 1)", x -> x.exp().div(x.exp().plus(1))),
                        form(
                                "1 - 1 / (1 + exp(x))",
                                x -> ONE.minus(ONE.div(x.exp().plus(1)))),
                        form("1 / (1 + 1 / exp(x))", x -> ONE.div(ONE.plus(ONE.div(x.exp())))),
                        form(
                                "(1 + tanh(x / 2)) / 2",
                                x -> Functions.tanh(x.div(2)).plus(1).div(2)),
                        form("0.5 - 0.5 tanh(-x / 2)", x -> Var.constant(0.5)
                                .minus(Functions.tanh(x.div(-2)).times(0.5))),
                        form("odds / (1 + odds)", x -> x.plus(2)
                                .exp()
                                .times(Math.exp(-2))
                                .div(ONE.plus(x.plus(2).exp().times(Math.exp(-2))))),
                        form("exp(-softplus(-x))", x -> Functions.softplus(x.unaryMinus())
                                .unaryMinus()
                                .exp()),
                        form(
                                "1 - exp(-softplus(x))",
                                x -> ONE.minus(
                                        Functions.softplus(x).unaryMinus().exp())),
                        form("a share of two", x -> x.div(2)
                                .exp()
                                .div(x.div(2).exp().plus(x.div(-2).exp()))));
            case "probit" ->
                List.of(
                        form("ndtr(x)", Functions::ndtr),
                        form("1 - ndtr(-x)", x -> ONE.minus(Functions.ndtr(x.unaryMinus()))),
                        form("erfc(-x / sqrt 2) / 2", x -> Functions.erfc(
                                        x.unaryMinus().div(Math.sqrt(2)))
                                .times(0.5)),
                        form("(1 + erf(x / sqrt 2)) / 2", x -> ONE.plus(Functions.erf(x.div(Math.sqrt(2))))
                                .times(0.5)),
                        form(
                                "1 - erfc(x / sqrt 2) / 2",
                                x -> ONE.minus(
                                        Functions.erfc(x.div(Math.sqrt(2))).div(2))));
            case "cloglog" ->
                List.of(
                        form(
                                "1 - exp(-exp(x))",
                                x -> ONE.minus(x.exp().unaryMinus().exp())),
                        form("-expm1(-exp(x))", x -> Functions.expm1(x.exp().unaryMinus())
                                .unaryMinus()),
                        form(
                                "1 - exp(-2 exp(x - log 2))",
                                x -> ONE.minus(x.exp().div(2).times(-2).exp())));
            case "loglog" ->
                List.of(
                        form(
                                "exp(-exp(-x))",
                                x -> x.unaryMinus().exp().unaryMinus().exp()),
                        form(
                                "exp(-1 / exp(x))",
                                x -> Var.constant(-1.0).div(x.exp()).exp()));
            case "cauchit" ->
                List.of(
                        form(
                                "0.5 + atan(x) / pi",
                                x -> Functions.atan(x).div(Math.PI).plus(0.5)),
                        form("0.5 + atan(x) * (1 / pi)", x -> Var.constant(0.5)
                                .plus(Functions.atan(x).times(1 / Math.PI))),
                        form(
                                "1 - (0.5 - atan(x) / pi)",
                                x -> ONE.minus(Var.constant(0.5)
                                        .minus(Functions.atan(x).div(Math.PI)))));
            default -> throw new AssertionError(link);
        };
    }

    /** Ways to carry a number that leave it as it is. */
    static List<Form> carriages() {
        Var yes = Var.input("yes").gt(0);
        return List.of(
                form("as it is", p -> p),
                form("an element of a vector", p -> Functions.vector(Var.constant(0.5), p)
                        .get(1)),
                form("picked", p -> Functions.vector(p, Var.constant(0.5))
                        .get(Var.constant(Tensor.of(new long[] {0, 0})))
                        .get(1)),
                form("repeated, turned and sliced", p -> Functions.broadcastTo(p, Shape.of(2, 3))
                        .transpose()
                        .get(2)
                        .get(1)),
                form("joined", p -> Functions.concat(List.of(p.reshape(1), Var.constant(0.25, 0.5)), 0)
                        .get(0)),
                form("chosen", p -> Functions.where(yes, p, Var.constant(0.5))),
                form("clipped to [0, 1]", p -> Functions.clip(p, 0, 1)),
                form("1 - (1 - p)", p -> ONE.minus(ONE.minus(p))),
                form("1 - vector(1 - p)", p -> ONE.minus(Functions.vector(ONE.minus(p), ONE.minus(p.square())))
                        .get(0)),
                form("sqrt(p p)", p -> p.square().sqrt()));
    }
}
