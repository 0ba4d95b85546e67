package ppl.backend.tck;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import ppl.backend.tck.rule.Case;
import ppl.backend.tck.rule.Rule;
import ppl.backend.tck.rule.Verdict;

/** What came of each rule on one backend: how many cases passed, which failed and how, and why others were not run. */
public final class ConformanceReport {

    private final String backend;
    private final Map<String, Map<Case, Verdict>> verdicts = new LinkedHashMap<>();

    ConformanceReport(String backend) {
        this.backend = backend;
    }

    synchronized void add(Rule rule, Case one, Verdict verdict) {
        verdicts.computeIfAbsent(rule.id(), _ -> new LinkedHashMap<>()).put(one, verdict);
    }

    /** The name of the backend. */
    public String backend() {
        return backend;
    }

    /** The ids of the rules of which a case failed, with the messages. */
    public synchronized Map<String, List<String>> failures() {
        Map<String, List<String>> failed = new TreeMap<>();
        verdicts.forEach((id, cases) -> {
            List<String> messages = cases.values().stream()
                    .filter(Verdict.Failed.class::isInstance)
                    .map(o -> String.valueOf(((Verdict.Failed) o).failure().getMessage()))
                    .toList();
            if (!messages.isEmpty()) {
                failed.put(id, messages);
            }
        });
        return failed;
    }

    /** The ids of the rules of which a case was not run, with the reason. */
    public synchronized Map<String, String> notRun() {
        Map<String, String> reasons = new TreeMap<>();
        verdicts.forEach((id, cases) -> cases.values().forEach(o -> {
            if (o instanceof Verdict.NotRun(String reason)) {
                reasons.put(id, reason);
            }
        }));
        return reasons;
    }

    /** The ids of the rules of which every case passed. */
    public synchronized List<String> kept() {
        return verdicts.entrySet().stream()
                .filter(e -> e.getValue().values().stream().allMatch(Verdict.Passed.class::isInstance))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** The number of cases that were run. */
    public synchronized long casesRun() {
        return verdicts.values().stream()
                .flatMap(cases -> cases.values().stream())
                .filter(o -> !(o instanceof Verdict.NotRun))
                .count();
    }

    /** The ids of rules that left no verdict at all. */
    synchronized List<String> missing(List<Rule> expected) {
        return expected.stream()
                .filter(r -> verdicts.getOrDefault(r.id(), Map.of()).size()
                        < r.cases().size())
                .map(Rule::id)
                .toList();
    }

    /** Some lines: totals, the rules that are broken, the rules that were not run and why. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("backend '" + backend + "': " + kept().size() + " rules kept, "
                + failures().size() + " broken, " + notRun().size() + " not run; " + casesRun() + " cases run");
        failures().forEach((id, messages) -> text.append("\n  broken   ")
                .append(messages.getFirst().lines().findFirst().orElse(id))
                .append(" (")
                .append(messages.size())
                .append(" cases)"));
        notRun().forEach((id, reason) ->
                text.append("\n  not run  ").append(id).append(": ").append(reason));
        return text.toString();
    }
}
