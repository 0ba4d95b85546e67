package ppl.tests.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import ppl.backend.tck.Conformance;
import ppl.backend.tck.ConformanceReport;
import ppl.backend.tck.rule.Rule;

/** The kit against backends that are right but for one thing: it catches each in the rule for that thing, and says so. */
@ResourceLock(Resources.SYSTEM_OUT)
@ResourceLock(Resources.SYSTEM_ERR)
class KitCatchesBrokenBackendsTest {

    /** Areas of single things, where a fault of another thing must not show; the others run whole programs, slowly. */
    private static final String SINGLE = "BVSMPRCILEX";

    /** Rules of those areas whose cases take long; run only where the fault is theirs. */
    private static final Set<String> SLOW = Set.of("P1.04", "C1.05", "X1.05", "X1.06");

    static Stream<Fault> faults() {
        return Stream.of(ArithmeticFaults.all(), OrderFaults.all(), ConductFaults.all())
                .flatMap(faults -> faults);
    }

    @ParameterizedTest
    @MethodSource("faults")
    void each_broken_backend_is_caught_in_its_rule_with_a_message_that_helps(Fault fault) {
        ConformanceReport report = Conformance.check(
                fault.backend().get(), BrokenBackend.oracle(), r -> r.id().equals(fault.rule()) || isQuickAndSingle(r));

        Map<String, List<String>> failures = report.failures();
        assertTrue(failures.containsKey(fault.rule()), () -> "not caught in its rule; " + report);
        List<String> messages = failures.getOrDefault(fault.rule(), List.of());
        assertTrue(
                messages.stream().anyMatch(m -> m.contains(fault.says())),
                () -> "no message says '" + fault.says() + "', but: " + messages.getFirst());
        assertTrue(
                messages.stream().allMatch(m -> m.startsWith(fault.rule()) && m.contains("suspect")),
                messages::getFirst);
        List<String> elsewhere = failures.keySet().stream()
                .filter(id -> !id.equals(fault.rule()) && fault.areas().indexOf(id.charAt(0)) < 0)
                .toList();
        assertEquals(List.of(), elsewhere, () -> "rules of other areas break too; " + report);
    }

    private static boolean isQuickAndSingle(Rule rule) {
        return SINGLE.indexOf(rule.id().charAt(0)) >= 0 && !SLOW.contains(rule.id());
    }

    @ParameterizedTest
    @MethodSource("ppl.backend.tck.Conformance#rules")
    void each_rule_is_kept_by_the_unbroken_wrapper(Rule rule) {
        ConformanceReport report = Conformance.check(new BrokenBackend(), BrokenBackend.oracle(), r -> r == rule);

        assertEquals(Map.of(), report.failures());
    }
}
