package ppl.aeppl.law;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import ppl.graph.Var;

/**
 * A positive law whose log has a Gaussian form: products of such variables, which may share draws, are sums of logs.
 *
 * @param log the form of the log
 */
public record LogGaussian(GaussianForm log) implements ClosedForm<LogGaussian> {

    @Override
    public Optional<LogGaussian> affine(@Nullable Var factor, @Nullable Var offset) {
        if (offset != null) {
            return Optional.empty();
        }
        if (factor == null) {
            return Optional.of(this);
        }
        return factor.range().isPositive() ? Optional.of(new LogGaussian(log.plus(factor.log()))) : Optional.empty();
    }

    @Override
    public Optional<LogGaussian> rearranged(Rearrangement by) {
        return log.rearranged(by).map(LogGaussian::new);
    }

    /** That of the product with another of the same shape. */
    public LogGaussian times(LogGaussian other) {
        return new LogGaussian(log.plus(other.log));
    }

    /** That of the reciprocal. */
    public LogGaussian reciprocal() {
        return new LogGaussian(log.times(Var.constant(-1.0)));
    }
}
