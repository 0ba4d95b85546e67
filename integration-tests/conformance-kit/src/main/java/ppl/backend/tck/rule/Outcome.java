package ppl.backend.tck.rule;

import org.opentest4j.AssertionFailedError;

/** How a case ended. */
public sealed interface Outcome {

    /** The backend keeps the rule in this case. */
    record Passed() implements Outcome {}

    /**
     * It does not.
     *
     * @param failure names rule, case, what was expected, what came and what is usually wrong
     */
    record Failed(AssertionFailedError failure) implements Outcome {}

    /**
     * The case was not tried.
     *
     * @param reason what it needs and does not have
     */
    record NotRun(String reason) implements Outcome {}
}
