package ppl.aeppl.rule.mixture;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import ppl.aeppl.DensityCode;
import ppl.aeppl.LogDensityException;
import ppl.aeppl.law.BaseMeasure;
import ppl.aeppl.law.Law;

/** The measure against which a mixture of laws has a density. */
final class JoinedMeasure {

    private JoinedMeasure() {}

    static BaseMeasure of(List<Law> laws) {
        Set<BaseMeasure> measures = new LinkedHashSet<>();
        laws.forEach(law -> measures.add(law.type().measure()));
        if (measures.size() == 1) {
            return measures.iterator().next();
        }
        boolean vectors = !laws.getFirst().type().eventAxes().isEmpty();
        if (vectors
                || measures.stream()
                        .anyMatch(m -> m instanceof BaseMeasure.Surface || m instanceof BaseMeasure.Product)) {
            throw new LogDensityException(
                    DensityCode.VALUE_TYPE,
                    "the components of a mixture of vectors must have densities by one measure, but there are "
                            + measures + "\n  to fix: mix laws of one kind");
        }
        return BaseMeasure.MIXED;
    }
}
