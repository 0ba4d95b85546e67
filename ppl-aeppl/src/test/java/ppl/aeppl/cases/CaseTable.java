package ppl.aeppl.cases;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** A test of a list of cases: each a test of its own. */
public interface CaseTable {

    /** The cases. */
    List<Case> cases();

    /** Closed forms, mass 1, gradients, and draws of the same expression. */
    @TestFactory
    default Stream<DynamicTest> the_law_of() {
        return cases().stream().map(c -> DynamicTest.dynamicTest(c.name(), () -> CaseCheck.check(c)));
    }
}
