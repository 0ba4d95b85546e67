package ppl.backend.tck.rule;

/**
 * One check of a rule.
 *
 * @param name tells it from the other cases of the rule
 * @param check throws an {@link AssertionError} whose message says what was expected and what came
 */
public record Case(String name, Check check) {

    /** What is done with a backend. */
    @FunctionalInterface
    public interface Check {
        /** Does it; anything thrown is a failure of the backend. */
        void on(Subject subject) throws Exception;
    }
}
