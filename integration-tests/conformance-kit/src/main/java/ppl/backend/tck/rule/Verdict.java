package ppl.backend.tck.rule;

import org.opentest4j.AssertionFailedError;

/** How a case ended. */
public sealed interface Verdict {

    /** The backend keeps the rule in this case. */
    record Passed() implements Verdict {}

    /**
     * It does not.
     *
     * @param failure names rule, case, what was expected, what came and what is usually wrong
     */
    record Failed(AssertionFailedError failure) implements Verdict {}

    /**
     * The case was not tried.
     *
     * @param reason what it needs and does not have
     */
    record NotRun(String reason) implements Verdict {}
}
