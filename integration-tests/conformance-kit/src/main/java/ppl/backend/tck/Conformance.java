package ppl.backend.tck;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import ppl.backend.spi.Backend;
import ppl.backend.tck.areas.KitRules;
import ppl.backend.tck.rule.Case;
import ppl.backend.tck.rule.Rule;
import ppl.backend.tck.rule.Subject;

/** The rules without a test engine: runs them on a backend and reports. */
public final class Conformance {

    private Conformance() {}

    /** All rules of this version of the kit. */
    public static List<Rule> rules() {
        return KitRules.all();
    }

    /** Runs every rule on a backend. */
    public static ConformanceReport check(Backend backend, Optional<Backend> oracle) {
        return check(backend, oracle, _ -> true);
    }

    /** Runs some rules on a backend. */
    public static ConformanceReport check(Backend backend, Optional<Backend> oracle, Predicate<Rule> chosen) {
        Subject subject = Subject.of(backend, oracle);
        ConformanceReport report = new ConformanceReport(subject.name());
        for (Rule rule : rules()) {
            if (chosen.test(rule)) {
                for (Case one : rule.cases()) {
                    report.add(rule, one, rule.run(one, subject));
                }
            }
        }
        return report;
    }
}
