package ppl.aeppl.family.multivariate;

import java.util.List;
import ppl.aeppl.family.MultivariateFamily;
import ppl.aeppl.family.Parameter;
import ppl.aeppl.family.ScalarFamily;
import ppl.graph.DType;
import ppl.graph.Interval;
import ppl.graph.Shape;
import ppl.graph.TensorType;
import ppl.graph.Var;

/** What the LKJ laws of correlation matrices and of their factors share: the concentration eta, and n rows and columns. */
sealed interface Lkj extends MultivariateFamily permits LkjCholesky, LkjCorrelation {

    /** The rows of a matrix. */
    int n();

    /** The rows of a factor, whose laws are known. */
    default LkjRows rows() {
        return new LkjRows(n());
    }

    @Override
    default List<Parameter> parameters() {
        return List.of(Parameter.positive("eta"));
    }

    @Override
    default String describe(List<Var> p) {
        return name() + "(eta=" + p.getFirst().label() + ", n=" + n() + ")";
    }

    @Override
    default TensorType type(List<Var> p, Shape batch) {
        ScalarFamily.requireParameters(this, p, batch(p), batch);
        return new TensorType(DType.F64, batch.concat(Shape.of(n(), n())));
    }

    @Override
    default Interval range(List<Var> p) {
        return support(p).bounds();
    }
}
