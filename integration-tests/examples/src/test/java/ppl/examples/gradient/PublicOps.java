package ppl.examples.gradient;

import static ppl.graph.Elementwise.where;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import ppl.graph.Axes;
import ppl.graph.DType;
import ppl.graph.Elementwise;
import ppl.graph.Index;
import ppl.graph.Indexing;
import ppl.graph.LinearAlgebra;
import ppl.graph.Reductions;
import ppl.graph.Shape;
import ppl.graph.Tensor;
import ppl.graph.Var;
import ppl.graph.math.Special;
import ppl.graph.op.BinaryFn;
import ppl.graph.op.CompareFn;
import ppl.graph.op.ReduceFn;

/** Every public function from tensors to tensors, as a function of one tensor of any rank with elements in (0.1, 0.9). */
final class PublicOps {

    /** An op on a tensor; null where it has no form for the rank. */
    interface Applied {
        @Nullable
        Var to(Var x);
    }

    /**
     * An op.
     *
     * @param method the method, as {@code Class.name}
     * @param form which of its operands is the tensor, and the like
     */
    record PublicOp(String method, String form, Applied op) {
        @Override
        public String toString() {
            return method + (form.isEmpty() ? "" : " " + form);
        }
    }

    /** Methods without a derivative of their own to look at, and why. */
    static final Map<String, String> NOT_DIFFERENTIATED = Map.ofEntries(
            Map.entry("Elementwise.and", "of truth values"),
            Map.entry("Elementwise.or", "of truth values"),
            Map.entry("Elementwise.xor", "of truth values"),
            Map.entry("Elementwise.not", "of truth values"),
            Map.entry("Elementwise.bitcast", "of bits"),
            Map.entry("Reductions.all", "of truth values"),
            Map.entry("Reductions.any", "of truth values"),
            Map.entry("Var.zerosLike", "a constant"),
            Map.entry("Var.onesLike", "a constant"),
            Map.entry("Var.called", "the node itself"),
            Map.entry("Axes.repeatAfter", "for rewrites; of ops, not of tensors"));

    private final List<PublicOp> ops = new ArrayList<>();

    private PublicOps() {
        elementary();
        special();
        operators();
        choices();
        rearranged();
        picked();
        reduced();
        matrices();
    }

    static List<PublicOp> all() {
        return new PublicOps().ops;
    }

    private void add(String method, Applied op) {
        add(method, "", op);
    }

    private void add(String method, String form, Applied op) {
        ops.add(new PublicOp(method, form, op));
    }

    /** Both operands in turn, then the tensor with itself and with a function of it. */
    private void pair(String method, BinaryOperator<Var> op, double other) {
        Var c = Var.constant(other);
        add(method, "(x, c)", x -> op.apply(x, c));
        add(method, "(c, x)", x -> op.apply(c, x));
        add(method, "(x, 1 + x)", x -> op.apply(x, x.plus(1)));
        add(method, "(1 + x, x)", x -> op.apply(x.plus(1), x));
        add(method, "(x, row of x)", x -> x.rank() == 0 ? null : op.apply(x, last(x).plus(1)));
    }

    private static Var last(Var x) {
        return x.get(IntStream.range(0, x.rank() - 1).map(_ -> 1).toArray());
    }

    private void elementary() {
        add("Special.exp", Special::exp);
        add("Var.exp", Var::exp);
        add("Special.expm1", Special::expm1);
        add("Special.log", Special::log);
        add("Var.log", Var::log);
        add("Special.log1p", Special::log1p);
        add("Special.tanh", Special::tanh);
        add("Special.sin", Special::sin);
        add("Special.cos", Special::cos);
        add("Special.atan", Special::atan);
        add("Special.pow", "(x, 2.5)", x -> Special.pow(x, 2.5));
        pair("Special.pow", Special::pow, 1.7);
        add("Elementwise.negate", Elementwise::negate);
        add("Var.unaryMinus", Var::unaryMinus);
        add("Elementwise.abs", x -> Elementwise.abs(x.minus(0.5).times(3)));
        add("Var.abs", x -> x.minus(2).abs());
        add("Elementwise.sqrt", Elementwise::sqrt);
        add("Var.sqrt", Var::sqrt);
        add("Var.square", Var::square);
        add("Elementwise.floor", x -> Elementwise.floor(x.times(3)).times(x));
        add("Elementwise.ceil", x -> Elementwise.ceil(x.times(3)).times(x));
        add("Elementwise.rint", x -> Elementwise.rint(x.times(3)).times(x));
        add("Elementwise.cast", x -> Elementwise.cast(x, DType.F64));
        add("Elementwise.cast", "to whole numbers", x -> Elementwise.cast(x.times(3), DType.I64)
                .times(x));
        add("Var.cast", x -> x.cast(DType.F64));
        add("Elementwise.toFloat", Elementwise::toFloat);
    }

    private void special() {
        add("Special.sigmoid", Special::sigmoid);
        add("Special.softplus", Special::softplus);
        add("Special.logit", Special::logit);
        add("Special.log1mexp", x -> Special.log1mexp(x.unaryMinus()));
        pair("Special.logaddexp", Special::logaddexp, 0.3);
        add("Special.logdiffexp", "(2, x)", x -> Special.logdiffexp(Var.constant(2.0), x));
        add("Special.logdiffexp", "(x, -1)", x -> Special.logdiffexp(x, Var.constant(-1.0)));
        add(
                "Special.logdiffexp",
                "(2 + x, x)",
                x -> Special.logdiffexp(x.times(2).plus(2), x));
        pair("Special.xlogy", Special::xlogy, 0.6);
        pair("Special.xlog1py", Special::xlog1py, 0.6);
        add("Special.ndtr", Special::ndtr);
        add("Special.ndtri", Special::ndtri);
        add("Special.normalDensity", Special::normalDensity);
        add("Special.logNdtr", Special::logNdtr);
        add("Special.inverseMills", Special::inverseMills);
        add("Special.ndtriExp", x -> Special.ndtriExp(x.unaryMinus()));
        add("Special.erf", Special::erf);
        add("Special.erfc", Special::erfc);
        add("Special.erfcx", Special::erfcx);
        add("Special.lgamma", Special::lgamma);
        add("Special.digamma", Special::digamma);
        add("Special.trigamma", Special::trigamma);
        add("Special.polygamma", x -> Special.polygamma(3, x));
        pair("Special.lbeta", Special::lbeta, 2.5);
        pair("Special.digammaDifference", Special::digammaDifference, 1.5);
    }

    private void operators() {
        pair("Elementwise.add", Elementwise::add, 2.5);
        pair("Elementwise.subtract", Elementwise::subtract, 2.5);
        pair("Elementwise.multiply", Elementwise::multiply, 2.5);
        pair("Elementwise.divide", Elementwise::divide, 2.5);
        pair("Elementwise.binary", (x, y) -> Elementwise.binary(BinaryFn.DIV, x, y), 2.5);
        pair("Var.plus", Var::plus, 1.5);
        pair("Var.minus", Var::minus, 1.5);
        pair("Var.times", Var::times, 1.5);
        pair("Var.div", Var::div, 1.5);
        add("Var.plus", "of a number", x -> x.plus(2));
        add("Var.minus", "of a number", x -> x.minus(2));
        add("Var.times", "of a number", x -> x.times(2));
        add("Var.div", "of a number", x -> x.div(3));
        add("Elementwise.fma", "(x, x, x)", x -> Elementwise.fma(x, x, x));
        add("Elementwise.fma", "(c, x, x)", x -> Elementwise.fma(Var.constant(2.0), x, x.exp()));
    }

    private void choices() {
        pair("Elementwise.minimum", Elementwise::minimum, 0.503);
        pair("Elementwise.maximum", Elementwise::maximum, 0.503);
        add("Elementwise.clip", x -> Elementwise.clip(x, 0.303, 0.703));
        add("Elementwise.where", "of both", x -> where(x.gt(0.503), x.exp(), x.times(3)));
        add("Elementwise.where", "of a part", x -> where(x.gt(0.503), x.square(), Var.constant(0.5)));
        compare("Elementwise.less", Elementwise::less);
        compare("Elementwise.lessOrEqual", Elementwise::lessOrEqual);
        compare("Elementwise.greater", Elementwise::greater);
        compare("Elementwise.greaterOrEqual", Elementwise::greaterOrEqual);
        compare("Elementwise.equal", Elementwise::equal);
        compare("Elementwise.notEqual", Elementwise::notEqual);
        compare("Elementwise.compare", (x, y) -> Elementwise.compare(CompareFn.LT, x, y));
        compare("Var.lt", Var::lt);
        compare("Var.le", Var::le);
        compare("Var.gt", Var::gt);
        compare("Var.ge", Var::ge);
        add("Elementwise.isNaN", x -> where(Elementwise.isNaN(x), x, x.square()));
    }

    private void compare(String method, BinaryOperator<Var> op) {
        add(method, x -> where(op.apply(x, Var.constant(0.503)), x.square(), x.times(2)));
    }

    private void rearranged() {
        add("Axes.reshape", "flat", x -> Axes.reshape(x, x.shape().elements()));
        add(
                "Axes.reshape",
                "with axes of length 1",
                x -> Axes.reshape(x, Shape.of(1, x.shape().elements(), 1)));
        add("Var.reshape", x -> x.reshape(-1, 1));
        add("Axes.expand", "first", x -> Axes.expand(x, 0));
        add("Axes.expand", "last", x -> Axes.expand(x, -1));
        add("Axes.squeeze", x -> Axes.squeeze(Axes.expand(x, 0), 0));
        add("Axes.broadcastTo", x -> Axes.broadcastTo(x, Shape.of(2).concat(x.shape())));
        add("Var.broadcastTo", x -> x.broadcastTo(Shape.of(3, 2).concat(x.shape())));
        add("Axes.broadcastInto", x -> x.rank() == 1 ? Axes.broadcastInto(x, Shape.of(3, 2), 0) : null);
        add("Axes.transpose", x -> x.rank() < 2 ? null : Axes.transpose(x, turned(x.rank())));
        add("Var.transpose", Var::transpose);
        add("LinearAlgebra.transpose", x -> x.rank() < 2 ? null : LinearAlgebra.transpose(x));
        add("Axes.reverse", Axes::reverse);
        add("Axes.concat", "with itself", x -> x.rank() == 0 ? null : Axes.concat(List.of(x, x.exp(), x), 0));
        add("Axes.concat", "along the last axis", x -> x.rank() == 0 ? null : Axes.concat(List.of(x.exp(), x), -1));
        add("Axes.stack", "first", x -> Axes.stack(List.of(x, x.square()), 0));
        add("Axes.stack", "last", x -> Axes.stack(List.of(Var.zerosLike(x), x), -1));
        add("Axes.vector", x -> Axes.vector(Var.constant(1.0), first(x), first(x).exp()));
    }

    private static int[] turned(int rank) {
        return IntStream.range(0, rank).map(i -> (i + 1) % rank).toArray();
    }

    private static Var first(Var x) {
        return x.get(new int[x.rank()]);
    }

    private void picked() {
        Var picks = Var.constant(Tensor.of(new int[] {1, 0, 1, -1}));
        add("Indexing.take", x -> x.rank() == 0 ? null : Indexing.take(x, picks, 0));
        add("Indexing.take", "along the last axis", x -> x.rank() == 0 ? null : Indexing.take(x, picks, -1));
        add("Indexing.scatterAdd", x -> x.rank() == 0 ? null : Indexing.scatterAdd(x, places(x), 0, 4));
        add("Indexing.at", x -> Indexing.at(x, new int[x.rank()]));
        add("Indexing.slice", x -> x.rank() == 0 ? null : Indexing.slice(x, 0, 0, 1, 1));
        add("Indexing.get", x -> x.rank() == 0 ? null : Indexing.get(x, Index.reversed(), Index.newAxis()));
        add("Indexing.get", "a range", x -> x.rank() == 0 ? null : Indexing.get(x, Index.ellipsis(), Index.from(1)));
        add("Var.get", "by numbers", x -> x.rank() == 0 ? null : x.get(1));
        add("Var.get", "by a tensor", x -> x.rank() == 0 ? null : x.get(picks));
        add("Var.get", "by a part", x -> x.rank() == 0 ? null : x.get(Index.take(1, 1, 0)));
    }

    private static Var places(Var x) {
        return Var.constant(Tensor.of(
                IntStream.range(0, x.shape().size(0)).map(i -> i * 2 % 3).toArray()));
    }

    private void reduced() {
        add("Reductions.sum", "of all", Reductions::sum);
        add("Reductions.sum", "of the first axis", x -> x.rank() == 0 ? null : Reductions.sum(x, 0));
        add("Var.sum", "of all", Var::sum);
        add("Var.sum", "of the last axis", x -> x.rank() == 0 ? null : x.sum(-1));
        add("Reductions.prod", "of all", Reductions::prod);
        add("Reductions.prod", "of the last axis", x -> x.rank() == 0 ? null : Reductions.prod(x, -1));
        add("Reductions.max", "of all", Reductions::max);
        add("Reductions.max", "of the first axis", x -> x.rank() == 0 ? null : Reductions.max(x, 0));
        add("Reductions.min", "of all", Reductions::min);
        add("Reductions.min", "of the last axis", x -> x.rank() == 0 ? null : Reductions.min(x, -1));
        add("Var.max", Var::max);
        add("Var.min", Var::min);
        add("Reductions.mean", "of all", Reductions::mean);
        add("Reductions.mean", "of the first axis", x -> x.rank() == 0 ? null : Reductions.mean(x, 0));
        add("Var.mean", "of all", Var::mean);
        add("Var.mean", "of the last axis", x -> x.rank() == 0 ? null : x.mean(-1));
        add("Reductions.reduce", x -> Reductions.reduce(ReduceFn.SUM, x.exp()));
    }

    private void matrices() {
        add("LinearAlgebra.dot", "with itself", x -> x.rank() != 1 ? null : LinearAlgebra.dot(x, x.exp()));
        add(
                "Var.dot",
                "with a matrix",
                x -> x.rank() == 0 ? null : row(x).dot(rising(last(x).shape().size(0), 2)));
        add(
                "Var.dot",
                "of a matrix",
                x -> x.rank() == 0 ? null : rising(2, x.shape().size(0)).dot(flatColumns(x)));
        add("LinearAlgebra.matmul", x -> x.rank() < 2 ? null : LinearAlgebra.matmul(x, Axes.expand(last(x), 1)));
        add(
                "LinearAlgebra.matmul",
                "of both",
                x -> LinearAlgebra.matmul(square(x), square(x).transpose()));
        add("LinearAlgebra.cholesky", x -> LinearAlgebra.cholesky(definite(x)));
        add("LinearAlgebra.triangularSolve", "of the matrix", x -> solve(x, Var.constant(1.0, 2.0), false));
        add(
                "LinearAlgebra.triangularSolve",
                "of both, transposed",
                x -> solve(x, square(x).get(1), true));
        add("LinearAlgebra.diagonal", x -> LinearAlgebra.diagonal(square(x)));
        add("LinearAlgebra.lower", x -> LinearAlgebra.lower(square(x)));
        add("LinearAlgebra.lowerHalf", x -> LinearAlgebra.lowerHalf(square(x)));
    }

    private static Var row(Var x) {
        return x.reshape(-1, last(x).shape().size(0));
    }

    private static Var flatColumns(Var x) {
        return x.reshape(x.shape().size(0), -1);
    }

    private static Var rising(int rows, int columns) {
        return Var.constant(IntStream.range(0, rows * columns)
                        .mapToDouble(i -> 0.3 * i - 1)
                        .toArray())
                .reshape(rows, columns);
    }

    /** A 2 × 2 matrix made of the first and last elements. */
    private static Var square(Var x) {
        Var flat = x.reshape(-1);
        Var a = flat.get(0);
        Var b = flat.get(-1);
        return Axes.vector(a.plus(1), b.times(0.5), a.times(b), b.exp()).reshape(2, 2);
    }

    private static Var definite(Var x) {
        Var a = square(x);
        return a.dot(a.transpose()).plus(Var.constant(1.0, 0.0, 0.0, 1.0).reshape(2, 2));
    }

    private static Var solve(Var x, Var b, boolean transposed) {
        return LinearAlgebra.triangularSolve(LinearAlgebra.lower(square(x)), b, transposed);
    }
}
