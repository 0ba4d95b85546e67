package ppl.tests.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestExecutionResult.Status;
import org.junit.platform.engine.reporting.ReportEntry;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import ppl.backend.spi.Availability;
import ppl.backend.spi.Backend;
import ppl.backend.tck.BackendConformance;
import ppl.backend.tck.Conformance;
import ppl.backend.tck.ConformanceReport;
import ppl.backend.tck.rule.Rule;

/** What the kit reports: nothing is left out without a word. */
@ResourceLock(Resources.SYSTEM_OUT)
@ResourceLock(Resources.SYSTEM_ERR)
class KitReportTest {

    /** Right, but on a machine where it cannot run. */
    private static final class Absent extends BrokenBackend {
        @Override
        public Availability availability() {
            return new Availability.Unavailable("no device of its kind");
        }
    }

    @Test
    void rules_are_numbered_in_order_and_no_id_is_used_twice() {
        List<String> ids = Conformance.rules().stream().map(Rule::id).toList();

        assertEquals(ids.size(), new HashSet<>(ids).size());
        for (int i = 1; i < ids.size(); i++) {
            String before = ids.get(i - 1);
            String id = ids.get(i);
            assertTrue(before.charAt(0) != id.charAt(0) || before.compareTo(id) < 0, before + " stands before " + id);
        }
    }

    @Test
    void the_kit_has_eighty_rules_and_six_hundred_cases_at_least() {
        assertTrue(Conformance.rules().size() >= 80);
        assertTrue(Conformance.rules().stream().mapToInt(r -> r.cases().size()).sum() >= 600);
    }

    @Test
    void a_backend_that_cannot_run_here_keeps_the_rules_about_itself_and_gives_its_reason_for_the_others() {
        ConformanceReport report = Conformance.check(new Absent(), BrokenBackend.oracle());

        assertEquals(Map.of(), report.failures());
        assertEquals(List.of("B1.01", "B1.02", "B1.03", "B1.04"), report.kept());
        assertEquals(Conformance.rules().size() - 4, report.notRun().size());
        report.notRun()
                .values()
                .forEach(reason -> assertEquals("the backend cannot run here: no device of its kind", reason));
    }

    @Test
    void rules_about_the_reference_say_that_there_is_none() {
        ConformanceReport report =
                Conformance.check(new BrokenBackend(), Optional.empty(), r -> r.id().startsWith("O"));

        assertEquals(Set.of("O1.01", "O1.02", "O2.01"), report.notRun().keySet());
        assertTrue(report.toString().contains("not run  O1.01: no reference backend is given"), report::toString);
    }

    @Test
    void a_promise_that_is_not_made_is_reported_as_such() {
        ConformanceReport report =
                Conformance.check(new BrokenBackend(), BrokenBackend.oracle(), r -> r.id().startsWith("A"));

        assertEquals(Map.of("A1.01", "the backend says that its calls allocate"), report.notRun());
    }

    @Test
    void the_report_names_broken_rules_and_counts_their_cases() {
        BrokenBackend broken = BrokenBackend.rewriting(WrongArithmetic::fmaRoundedTwice);
        ConformanceReport report = Conformance.check(broken, BrokenBackend.oracle(), r -> r.id().startsWith("V1"));

        long rules = Conformance.rules().stream()
                .filter(r -> r.id().startsWith("V1"))
                .count();

        assertTrue(
                report.toString().startsWith("backend 'broken': " + (rules - 1) + " rules kept, 1 broken, 0 not run; "),
                report::toString);
        assertTrue(report.toString().contains("broken   V1.05 float64 fma rounds once ("), report::toString);
    }

    /** The kit as JUnit sees it, on a machine where the backend cannot run. */
    static class OnAnotherMachine extends BackendConformance {
        @Override
        protected Backend backend() {
            return new Absent();
        }
    }

    /** The kit as JUnit sees it, for a backend that adds in float32. */
    static class InFloat32 extends BackendConformance {
        @Override
        protected Backend backend() {
            return BrokenBackend.rewriting(WrongArithmetic::fma32In64);
        }
    }

    @Test
    void junit_sees_rules_that_cannot_run_as_aborted_with_the_reason_and_a_closing_report() {
        Listener seen = run(OnAnotherMachine.class);

        assertEquals(0, seen.of(Status.FAILED).size());
        assertTrue(
                seen.of(Status.ABORTED).size() > 1500,
                () -> seen.of(Status.ABORTED).size() + " aborted");
        assertTrue(seen.of(Status.ABORTED).stream().allMatch(e -> e.why.contains("no device of its kind")));
        assertEquals(
                "every rule was run, or says why not",
                seen.of(Status.SUCCESSFUL).getLast().name);
        assertTrue(seen.published.getFirst().contains("4 rules kept, 0 broken"), seen.published::getFirst);
    }

    @Test
    void junit_sees_a_broken_rule_as_failed_tests_that_bear_its_id() {
        Listener seen = run(InFloat32.class);

        assertTrue(seen.of(Status.FAILED).size() > 0);
        assertTrue(seen.of(Status.FAILED).stream().allMatch(e -> e.name.startsWith("V2.05 fma f32: ")));
        assertTrue(seen.of(Status.FAILED).stream().allMatch(e -> e.why.startsWith("V2.05 float32 fma rounds once")));
    }

    private static Listener run(Class<?> tests) {
        Listener listener = new Listener();
        LauncherFactory.create()
                .execute(
                        LauncherDiscoveryRequestBuilder.request()
                                .selectors(selectClass(tests))
                                .build(),
                        listener);
        return listener;
    }

    private record Ended(String name, Status status, String why) {}

    private static final class Listener implements TestExecutionListener {
        final List<Ended> ended = new ArrayList<>();
        final List<String> published = new ArrayList<>();

        @Override
        public void executionFinished(TestIdentifier test, TestExecutionResult result) {
            if (test.isTest()) {
                String why = result.getThrowable()
                        .map(t -> String.valueOf(t.getMessage()))
                        .orElse("");
                ended.add(new Ended(test.getDisplayName(), result.getStatus(), why));
            }
        }

        @Override
        public void reportingEntryPublished(TestIdentifier test, ReportEntry entry) {
            published.addAll(entry.getKeyValuePairs().values());
        }

        List<Ended> of(Status status) {
            return ended.stream().filter(e -> e.status == status).toList();
        }
    }
}
