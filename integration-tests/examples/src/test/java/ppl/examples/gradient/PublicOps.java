package ppl.examples.gradient;

import static ppl.graph.Functions.where;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import ppl.graph.DType;
import ppl.graph.Functions;
import ppl.graph.Index;
import ppl.graph.Shape;
import ppl.graph.Tensor;
import ppl.graph.Var;

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
            Map.entry("Functions.and", "of truth values"),
            Map.entry("Functions.or", "of truth values"),
            Map.entry("Functions.xor", "of truth values"),
            Map.entry("Functions.not", "of truth values"),
            Map.entry("Functions.bitcast", "of bits"),
            Map.entry("Functions.all", "of truth values"),
            Map.entry("Functions.any", "of truth values"),
            Map.entry("Functions.zerosLike", "a constant"),
            Map.entry("Functions.onesLike", "a constant"),
            Map.entry("Functions.eye", "a constant"),
            Map.entry("Functions.arange", "of whole numbers"),
            Map.entry("Functions.argsort", "positions"),
            Map.entry("Functions.argmax", "positions"),
            Map.entry("Functions.argmin", "positions"),
            Map.entry("Var.called", "the node itself"),
            Map.entry("Var.unfolded", "the node itself"));

    private final List<PublicOp> ops = new ArrayList<>();

    private PublicOps() {
        elementary();
        special();
        operators();
        choices();
        rearranged();
        picked();
        reduced();
        ordered();
        matrices();
        solved();
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
        return x.get(IntStream.range(0, x.rank() - 1).mapToObj(_ -> Index.at(1)).toArray(Index[]::new));
    }

    private void elementary() {
        add("Functions.exp", Functions::exp);
        add("Var.exp", Var::exp);
        add("Functions.expm1", Functions::expm1);
        add("Functions.log", Functions::log);
        add("Var.log", Var::log);
        add("Functions.log1p", Functions::log1p);
        add("Functions.tanh", Functions::tanh);
        add("Functions.sinh", Functions::sinh);
        add("Functions.cosh", Functions::cosh);
        add("Functions.asinh", Functions::asinh);
        add("Functions.acosh", x -> Functions.acosh(x.plus(1)));
        add("Functions.atanh", Functions::atanh);
        add("Functions.sin", Functions::sin);
        add("Functions.cos", Functions::cos);
        add("Functions.atan", Functions::atan);
        add("Functions.pow", "(x, 2.5)", x -> Functions.pow(x, 2.5));
        pair("Functions.pow", Functions::pow, 1.7);
        add("Functions.negate", Functions::negate);
        add("Var.unaryMinus", Var::unaryMinus);
        add("Functions.abs", x -> Functions.abs(x.minus(0.5).times(3)));
        add("Var.abs", x -> x.minus(2).abs());
        add("Functions.sqrt", Functions::sqrt);
        add("Var.sqrt", Var::sqrt);
        add("Var.square", Var::square);
        add("Functions.floor", x -> Functions.floor(x.times(3)).times(x));
        add("Functions.ceil", x -> Functions.ceil(x.times(3)).times(x));
        add("Functions.rint", x -> Functions.rint(x.times(3)).times(x));
        add("Functions.trunc", x -> Functions.trunc(x.minus(0.5).times(5)).times(x));
        add("Functions.cast", x -> Functions.cast(x, DType.F64));
        add("Functions.cast", "to whole numbers", x -> Functions.cast(x.times(3), DType.I64)
                .times(x));
        add("Var.cast", x -> x.cast(DType.F64));
        add("Functions.toFloat", Functions::toFloat);
    }

    /** Of two functions of x, so that the derivatives by all operands count: each element is an integral, so of vectors alone. */
    private void incomplete() {
        vector("Functions.gammainc", x -> Functions.gammainc(x.plus(0.5), x));
        vector("Functions.gammaincc", x -> Functions.gammaincc(x.plus(0.5), x));
        vector("Functions.logGammainc", x -> Functions.logGammainc(x.plus(8), x.times(9)));
        vector("Functions.logGammaincc", x -> Functions.logGammaincc(x, x.plus(0.5)));
        vector("Functions.gammaincinv", x -> Functions.gammaincinv(x.plus(0.5), share(x)));
        vector("Functions.gammainccinv", x -> Functions.gammainccinv(x.plus(0.5), share(x)));
        vector("Functions.gammaincinvExp", x -> Functions.gammaincinvExp(x.plus(2), x.unaryMinus()));
        vector("Functions.gammainccinvExp", x -> Functions.gammainccinvExp(x.plus(2), x.times(-30)));
        vector("Functions.betainc", x -> Functions.betainc(x.plus(0.5), x.plus(2), share(x)));
        vector("Functions.betaincc", x -> Functions.betaincc(x.plus(2), x.plus(0.5), share(x)));
        vector("Functions.logBetainc", x -> Functions.logBetainc(x.plus(9), x.plus(10), share(x)));
        vector("Functions.logBetaincc", x -> Functions.logBetaincc(x, x, share(x)));
        vector("Functions.betaincinv", x -> Functions.betaincinv(x.plus(2), x.plus(1), share(x)));
        vector("Functions.betainccinv", x -> Functions.betainccinv(x.plus(2), x.plus(1), share(x)));
    }

    private void vector(String method, Applied op) {
        add(method, x -> x.rank() == 1 ? op.to(x) : null);
    }

    private static Var share(Var x) {
        return x.div(x.plus(1));
    }

    private void special() {
        add("Functions.sigmoid", Functions::sigmoid);
        add("Functions.softplus", Functions::softplus);
        add("Functions.logit", Functions::logit);
        add("Functions.log1mexp", x -> Functions.log1mexp(x.unaryMinus()));
        pair("Functions.logaddexp", Functions::logaddexp, 0.3);
        add("Functions.logsumexp", Functions::logsumexp);
        add("Functions.logsumexp", "over one axis", x -> x.rank() == 0 ? null : Functions.logsumexp(x, 0));
        for (int axis : new int[] {0, -1}) {
            add("Functions.softmax", "along " + axis, x -> x.rank() == 0 ? null : Functions.softmax(x, axis));
            add("Functions.logSoftmax", "along " + axis, x -> x.rank() == 0 ? null : Functions.logSoftmax(x, axis));
        }
        add("Functions.logdiffexp", "(2, x)", x -> Functions.logdiffexp(Var.constant(2.0), x));
        add("Functions.logdiffexp", "(x, -1)", x -> Functions.logdiffexp(x, Var.constant(-1.0)));
        add(
                "Functions.logdiffexp",
                "(2 + x, x)",
                x -> Functions.logdiffexp(x.times(2).plus(2), x));
        pair("Functions.xlogy", Functions::xlogy, 0.6);
        pair("Functions.xlog1py", Functions::xlog1py, 0.6);
        add("Functions.ndtr", Functions::ndtr);
        add("Functions.ndtri", Functions::ndtri);
        add("Functions.normalDensity", Functions::normalDensity);
        add("Functions.logNdtr", Functions::logNdtr);
        add("Functions.inverseMills", Functions::inverseMills);
        add("Functions.ndtriExp", x -> Functions.ndtriExp(x.unaryMinus()));
        add("Functions.erf", Functions::erf);
        add("Functions.erfc", Functions::erfc);
        add("Functions.erfcx", Functions::erfcx);
        add("Functions.lgamma", Functions::lgamma);
        add("Functions.digamma", Functions::digamma);
        add("Functions.trigamma", Functions::trigamma);
        add("Functions.polygamma", x -> Functions.polygamma(3, x));
        pair("Functions.lbeta", Functions::lbeta, 2.5);
        pair("Functions.digammaDifference", Functions::digammaDifference, 1.5);
        incomplete();
    }

    private void operators() {
        pair("Functions.add", Functions::add, 2.5);
        pair("Functions.subtract", Functions::subtract, 2.5);
        pair("Functions.multiply", Functions::multiply, 2.5);
        pair("Functions.divide", Functions::divide, 2.5);
        add("Functions.floorDivide", x -> Functions.floorDivide(x.plus(1).times(1.9), x)
                .times(x));
        add("Functions.remainder", "(x, c)", x -> Functions.remainder(x, 0.37));
        add("Functions.remainder", "(c, x)", x -> Functions.remainder(1.9, x));
        add(
                "Functions.remainder",
                "(-x, 2 + row of x)",
                x -> x.rank() == 0 ? null : Functions.remainder(x.unaryMinus(), last(x).plus(2)));
        pair("Var.plus", Var::plus, 1.5);
        pair("Var.minus", Var::minus, 1.5);
        pair("Var.times", Var::times, 1.5);
        pair("Var.div", Var::div, 1.5);
        add("Var.plus", "of a number", x -> x.plus(2));
        add("Var.minus", "of a number", x -> x.minus(2));
        add("Var.times", "of a number", x -> x.times(2));
        add("Var.div", "of a number", x -> x.div(3));
        add("Functions.fma", "(x, x, x)", x -> Functions.fma(x, x, x));
        add("Functions.fma", "(c, x, x)", x -> Functions.fma(Var.constant(2.0), x, x.exp()));
    }

    private void choices() {
        add(
                "Functions.scan",
                "over it",
                x -> x.rank() == 0
                        ? null
                        : Functions.scan(0.5, x, (s, e) -> s.times(e).plus(e.exp())));
        add(
                "Functions.scan",
                "from it",
                x -> Functions.scan(x, Var.constant(0.3, 0.7), (s, e) -> Functions.tanh(s.times(e))));
        add("Functions.whileLoop", x -> Functions.whileLoop(x, 9, s -> s.sum().lt(20), s -> s.times(1.7)));
        add("Functions.cond", x -> Functions.cond(x.sum().gt(0), x::exp, () -> x));
        pair("Functions.minimum", Functions::minimum, 0.503);
        pair("Functions.maximum", Functions::maximum, 0.503);
        add("Functions.clip", x -> Functions.clip(x, 0.303, 0.703));
        add("Functions.where", "of both", x -> where(x.gt(0.503), x.exp(), x.times(3)));
        add("Functions.where", "of a part", x -> where(x.gt(0.503), x.square(), Var.constant(0.5)));
        compare("Functions.less", Functions::less);
        compare("Functions.lessOrEqual", Functions::lessOrEqual);
        compare("Functions.greater", Functions::greater);
        compare("Functions.greaterOrEqual", Functions::greaterOrEqual);
        compare("Functions.equal", Functions::equal);
        compare("Functions.notEqual", Functions::notEqual);
        compare("Var.lt", Var::lt);
        compare("Var.le", Var::le);
        compare("Var.gt", Var::gt);
        compare("Var.ge", Var::ge);
        add("Functions.isNaN", x -> where(Functions.isNaN(x), x, x.square()));
    }

    private void compare(String method, BinaryOperator<Var> op) {
        add(method, x -> where(op.apply(x, Var.constant(0.503)), x.square(), x.times(2)));
    }

    private void rearranged() {
        add("Functions.reshape", "flat", x -> Functions.reshape(x, x.shape().elements()));
        add(
                "Functions.reshape",
                "with axes of length 1",
                x -> Functions.reshape(x, Shape.of(1, x.shape().elements(), 1)));
        add("Var.reshape", x -> x.reshape(-1, 1));
        add("Functions.expandDims", "first", x -> Functions.expandDims(x, 0));
        add("Functions.expandDims", "last", x -> Functions.expandDims(x, -1));
        add("Functions.squeeze", x -> Functions.squeeze(Functions.expandDims(x, 0), 0));
        add("Functions.broadcastTo", x -> Functions.broadcastTo(x, Shape.of(2).concat(x.shape())));
        add("Var.broadcastTo", x -> x.broadcastTo(Shape.of(3, 2).concat(x.shape())));
        add("Functions.transpose", x -> x.rank() < 2 ? null : Functions.transpose(x, turned(x.rank())));
        add("Var.transpose", Var::transpose);
        add("Functions.matrixTranspose", x -> x.rank() < 2 ? null : Functions.matrixTranspose(x));
        add("Functions.transpose", "reversed", Functions::transpose);
        add("Functions.concat", "with itself", x -> x.rank() == 0 ? null : Functions.concat(List.of(x, x.exp(), x), 0));
        add(
                "Functions.concat",
                "along the last axis",
                x -> x.rank() == 0 ? null : Functions.concat(List.of(x.exp(), x), -1));
        add("Functions.pad", "by a number", x -> x.rank() == 0 ? null : Functions.pad(x, 0, 2, 1, 0.5));
        add("Functions.pad", "by a node", x -> x.rank() == 0 ? null : Functions.pad(x.exp(), -1, 0, 2, first(x)));
        add("Functions.stack", "first", x -> Functions.stack(List.of(x, x.square()), 0));
        add("Functions.stack", "last", x -> Functions.stack(List.of(Functions.zerosLike(x), x), -1));
        add("Functions.vector", x -> Functions.vector(Var.constant(1.0), first(x), first(x).exp()));
    }

    private static int[] turned(int rank) {
        return IntStream.range(0, rank).map(i -> (i + 1) % rank).toArray();
    }

    private static Var first(Var x) {
        return x.get(Collections.nCopies(x.rank(), Index.at(0)).toArray(Index[]::new));
    }

    private void picked() {
        Var picks = Var.constant(Tensor.of(new int[] {1, 0, 1, -1}));
        add("Functions.take", x -> x.rank() == 0 ? null : Functions.take(x, picks, 0));
        add("Functions.take", "along the last axis", x -> x.rank() == 0 ? null : Functions.take(x, picks, -1));
        add("Functions.scatterAdd", x -> x.rank() == 0 ? null : Functions.scatterAdd(x, places(x), 0, 4));
        add("Functions.slice", x -> x.rank() == 0 ? null : Functions.slice(x, 0, 0, 1, 1));
        add("Var.get", x -> x.rank() == 0 ? null : x.get(Index.reversed(), Index.newAxis()));
        add("Var.get", "a range", x -> x.rank() == 0 ? null : x.get(Index.ellipsis(), Index.from(1)));
        add("Var.get", "by numbers", x -> x.rank() == 0 ? null : x.get(1));
        add("Var.get", "by a tensor", x -> x.rank() == 0 ? null : x.get(picks));
        add("Elements.set", "a number", x -> x.rank() == 0 ? null : x.at(1).set(0.3));
        add(
                "Elements.set",
                "to a function of others",
                x -> x.rank() == 0 ? null : x.at(0).set(x.get(1).square()));
        add(
                "Elements.set",
                "a range backwards",
                x -> x.rank() == 0 ? null : x.at(Index.reversed()).set(x.exp()));
        add(
                "Elements.set",
                "by a tensor",
                x -> x.rank() == 0 ? null : x.at(Index.take(1, 0)).set(x.get(new int[] {1, 1})));
        add(
                "Elements.increment",
                "a number",
                x -> x.rank() == 0 ? null : x.at(1).increment(x.get(0)));
        add(
                "Elements.increment",
                "by a tensor",
                x -> x.rank() == 0 ? null : x.at(picks).increment(x.get(picks).square()));
        add("Var.get", "by several numbers", x -> x.rank() == 0 ? null : x.get(new int[] {1, 1, 0}));
    }

    private static Var places(Var x) {
        return Var.constant(Tensor.of(
                IntStream.range(0, x.shape().size(0)).map(i -> i * 2 % 3).toArray()));
    }

    private void reduced() {
        add("Functions.sum", "of all", Functions::sum);
        add("Functions.sum", "of the first axis", x -> x.rank() == 0 ? null : Functions.sum(x, 0));
        add("Var.sum", "of all", Var::sum);
        add("Var.sum", "of the last axis", x -> x.rank() == 0 ? null : x.sum(-1));
        add("Functions.prod", "of all", Functions::prod);
        add("Functions.prod", "of the last axis", x -> x.rank() == 0 ? null : Functions.prod(x, -1));
        add("Functions.max", "of all", Functions::max);
        add("Functions.max", "of the first axis", x -> x.rank() == 0 ? null : Functions.max(x, 0));
        add("Functions.min", "of all", Functions::min);
        add("Functions.min", "of the last axis", x -> x.rank() == 0 ? null : Functions.min(x, -1));
        add("Var.max", Var::max);
        add("Var.min", Var::min);
        add("Functions.mean", "of all", Functions::mean);
        add("Functions.mean", "of the first axis", x -> x.rank() == 0 ? null : Functions.mean(x, 0));
        add("Var.mean", "of all", Var::mean);
        add("Functions.variance", "of all", x -> x.rank() == 0 ? null : Functions.variance(x));
        add("Functions.variance", "of the first axis", x -> x.rank() == 0 ? null : Functions.variance(x, 0));
        add("Functions.sampleVariance", x -> x.rank() == 0 ? null : Functions.sampleVariance(x, -1));
        add("Functions.std", x -> x.rank() == 0 ? null : Functions.std(x));
        add("Functions.sampleStd", x -> x.rank() == 0 ? null : Functions.sampleStd(x, 0));
        add("Functions.cumprod", "along the first axis", x -> x.rank() == 0 ? null : Functions.cumprod(x, 0));
        add("Functions.cumprod", "along the last axis", x -> x.rank() == 0 ? null : Functions.cumprod(x.exp(), -1));
        add("Functions.logcumsumexp", "first", x -> x.rank() == 0 ? null : Functions.logcumsumexp(x, 0));
        add("Functions.logcumsumexp", "last", x -> x.rank() == 0 ? null : Functions.logcumsumexp(x, -1));
        add("Functions.cumsum", "along the first axis", x -> x.rank() == 0 ? null : Functions.cumsum(x, 0));
        add("Functions.cumsum", "along the last axis", x -> x.rank() == 0 ? null : Functions.cumsum(x.exp(), -1));
        add("Var.mean", "of the last axis", x -> x.rank() == 0 ? null : x.mean(-1));
    }

    private void ordered() {
        add("Functions.sort", x -> x.rank() == 0 ? null : Functions.sort(x, 0));
        add("Functions.sort", "along the last axis", x -> x.rank() == 0 ? null : Functions.sort(x.square(), -1));
        add("Functions.median", "of all", Functions::median);
        add("Functions.median", "of the last axis", x -> x.rank() == 0 ? null : Functions.median(x, -1));
        add(
                "Functions.takeAlongAxis",
                x -> x.rank() == 0 ? null : Functions.takeAlongAxis(x.exp(), Functions.argsort(x, -1), -1));
    }

    private void matrices() {
        add("Functions.dot", "with itself", x -> x.rank() != 1 ? null : Functions.dot(x, x.exp()));
        add(
                "Var.dot",
                "with a matrix",
                x -> x.rank() == 0 ? null : row(x).dot(rising(last(x).shape().size(0), 2)));
        add(
                "Var.dot",
                "of a matrix",
                x -> x.rank() == 0 ? null : rising(2, x.shape().size(0)).dot(flatColumns(x)));
        add("Functions.matmul", x -> x.rank() < 2 ? null : Functions.matmul(x, Functions.expandDims(last(x), 1)));
        add(
                "Functions.matmul",
                "of both",
                x -> Functions.matmul(square(x), square(x).transpose()));
        add("Functions.cholesky", x -> Functions.cholesky(definite(x)));
        add("Functions.triangularSolve", "of the matrix", x -> solve(x, Var.constant(1.0, 2.0), false));
        add(
                "Functions.triangularSolve",
                "of both, transposed",
                x -> solve(x, square(x).get(1), true));
        add("Functions.outer", "with itself", x -> x.rank() == 0 ? null : Functions.outer(x, x.exp()));
        add("Functions.outer", "with a row", x -> x.rank() == 0 ? null : Functions.outer(last(x), x));
        add("Functions.diag", x -> x.rank() == 0 ? null : Functions.diag(x));
        add("Functions.trace", x -> Functions.trace(square(x)));
        add("Functions.diagonal", x -> Functions.diagonal(square(x)));
        add("Functions.tril", x -> Functions.tril(square(x)));
    }

    private void solved() {
        Var b = Var.constant(1.0, 2.0);
        add("Functions.solve", "of the matrix", x -> Functions.solve(square(x), b));
        add(
                "Functions.solve",
                "of both",
                x -> Functions.solve(square(x), square(x).exp()));
        add("Functions.solveSpd", "of the matrix", x -> Functions.solveSpd(definite(x), b));
        add("Functions.solveSpd", "of both", x -> Functions.solveSpd(definite(x), square(x)));
        add("Functions.inverse", x -> Functions.inverse(square(x)));
        add("Functions.inverseSpd", x -> Functions.inverseSpd(definite(x)));
        add("Functions.det", x -> Functions.det(square(x)));
        add("Functions.logdetSpd", x -> Functions.logdetSpd(definite(x)));
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
        return Functions.vector(a.plus(1), b.times(0.5), a.times(b), b.exp()).reshape(2, 2);
    }

    private static Var definite(Var x) {
        Var a = square(x);
        return a.dot(a.transpose()).plus(Var.constant(1.0, 0.0, 0.0, 1.0).reshape(2, 2));
    }

    private static Var solve(Var x, Var b, boolean transposed) {
        return Functions.triangularSolve(Functions.tril(square(x)), b, transposed);
    }
}
