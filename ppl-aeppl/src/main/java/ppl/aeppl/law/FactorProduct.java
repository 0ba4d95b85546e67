package ppl.aeppl.law;

import java.util.stream.IntStream;
import ppl.graph.Functions;
import ppl.graph.Shape;
import ppl.graph.Var;

/** {@code R = L L'}: from Cholesky factors of correlation matrices onto these. The value knows its factor. */
public record FactorProduct() implements Bijector {

    @Override
    public String name() {
        return "correlation";
    }

    @Override
    public Support image() {
        return new CorrelationMatrix();
    }

    @Override
    public Value forward(Var factor) {
        Var one = Functions.eye(factor.shape().size(-1));
        Var product = Functions.matmul(factor, Functions.matrixTranspose(factor));
        return Value.ofFactor(Functions.where(one.gt(0), one, product), factor);
    }

    @Override
    public Var inverse(Var x) {
        return Functions.cholesky(x);
    }

    /** Of n rows, an element on the diagonal counts for each row below it. */
    @Override
    public LogTerms logJacobian(Var factor) {
        int n = factor.shape().size(-1);
        Var below =
                Var.constant(IntStream.range(0, n).mapToDouble(i -> n - 1 - i).toArray());
        Shape batch = factor.shape().slice(0, factor.rank() - 2);
        return LogTerms.zero(batch)
                .plus(Functions.diagonal(factor).log().times(below).sum(-1));
    }
}
