package ppl.aeppl.cases;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import ppl.aeppl.joint.Densities;

/** A test of a list of rows: each a test of its own. */
public interface RowTable {

    /** The rows. */
    List<Row> rows();

    /** The log-densities of all events, to 1e-12. */
    @TestFactory
    default Stream<DynamicTest> the_density_of() {
        return rows().stream()
                .map(r -> DynamicTest.dynamicTest(r.name(), () -> {
                    double[] found =
                            Densities.logp(r.expression(), r.value()).eval().toDoubles();
                    assertArrayEquals(r.logp(), found, 1e-12);
                }));
    }
}
