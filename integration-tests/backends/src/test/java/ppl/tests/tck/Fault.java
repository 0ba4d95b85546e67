package ppl.tests.tck;

import java.util.function.Supplier;

/**
 * A backend that is right but for one thing.
 *
 * @param rule the rule that is about it
 * @param says words that the failure must contain
 * @param areas letters of the areas whose rules may break too
 */
record Fault(String name, Supplier<BrokenBackend> backend, String rule, String says, String areas) {

    static Fault fault(String name, Supplier<BrokenBackend> backend, String rule, String says, String areas) {
        return new Fault(name, backend, rule, says, areas);
    }

    @Override
    public String toString() {
        return rule + " " + name;
    }
}
