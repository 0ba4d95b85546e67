package ppl.backend.tck;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import ppl.backend.spi.Backend;
import ppl.backend.spi.Backends;
import ppl.backend.tck.rule.Area;
import ppl.backend.tck.rule.Rule;
import ppl.backend.tck.rule.Subject;
import ppl.backend.tck.rule.Verdict;

/**
 * The tests that a backend must pass. Extend it, name the backend, and run the class with JUnit:
 *
 * {@snippet :
 * class MyBackendConformanceTest extends BackendConformance {
 *     @Override
 *     protected Backend backend() {
 *         return new MyBackend();
 *     }
 * }
 * }
 *
 * <p>Every case is a test whose place in the tree bears the id of its rule. A rule that cannot be run here (no device,
 * no reference, a mode that is not offered) appears as aborted, with the reason. The last test fails if any rule left
 * no verdict, and publishes the closing report.
 *
 * <p>Where test classes run at the same time, only one listens to what is printed: a backend that prints breaks a rule.
 */
@ResourceLock(Resources.SYSTEM_OUT)
@ResourceLock(Resources.SYSTEM_ERR)
public abstract class BackendConformance {

    /** For subclasses. */
    protected BackendConformance() {}

    /** The backend under test; called once. */
    protected abstract Backend backend();

    /**
     * The reference whose bits the rules of area O ask for. By default the backend named {@code interp}, if it is
     * present; without one those rules are reported as not run.
     */
    protected Optional<Backend> oracle() {
        return Backends.present().all().stream()
                .filter(b -> b.name().equals("interp"))
                .findFirst();
    }

    /** Receives the closing report, for those who want to keep it; does nothing by default. */
    protected void closing(ConformanceReport report) {}

    /** The rules as tests, area by area. */
    @TestFactory
    final Stream<DynamicNode> rules(TestReporter reporter) {
        Subject subject = Subject.of(backend(), oracle());
        ConformanceReport report = new ConformanceReport(subject.name());
        Map<Area, List<DynamicNode>> areas = new LinkedHashMap<>();
        for (Rule rule : Conformance.rules()) {
            areas.computeIfAbsent(rule.area(), _ -> new ArrayList<>()).add(container(rule, subject, report));
        }
        Stream<DynamicNode> all = areas.entrySet().stream()
                .map(e -> DynamicContainer.dynamicContainer(
                        e.getKey().letter() + " " + e.getKey().title(), e.getValue()));
        DynamicTest last = DynamicTest.dynamicTest("every rule was run, or says why not", () -> {
            reporter.publishEntry("conformance", report.toString());
            closing(report);
            Assertions.assertEquals(List.of(), report.missing(Conformance.rules()), "rules without a verdict");
        });
        return Stream.concat(all, Stream.of(last));
    }

    private static DynamicContainer container(Rule rule, Subject subject, ConformanceReport report) {
        return DynamicContainer.dynamicContainer(
                rule.title(),
                rule.cases().stream()
                        .map(one -> DynamicTest.dynamicTest(rule.id() + " " + one.name(), () -> {
                            Verdict verdict = rule.run(one, subject);
                            report.add(rule, one, verdict);
                            settle(rule, verdict);
                        })));
    }

    private static void settle(Rule rule, Verdict verdict) {
        switch (verdict) {
            case Verdict.Passed _ -> {}
            case Verdict.Failed(var failure) -> throw failure;
            case Verdict.NotRun(String reason) -> Assumptions.abort(rule.id() + " not run: " + reason);
        }
    }
}
