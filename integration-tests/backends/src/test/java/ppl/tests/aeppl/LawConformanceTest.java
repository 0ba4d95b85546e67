package ppl.tests.aeppl;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import ppl.aeppl.conformance.LawConformance;

/** The public check of families, applied to the registered ones; {@link RegistrationTest} sees that none is left out. */
class LawConformanceTest {

    static Stream<LawCase> cases() {
        return LawCase.ALL.stream();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void registered_distributions_conform(LawCase law) {
        assertEquals(List.of(), LawConformance.of(law.distribution()).failures());
    }
}
