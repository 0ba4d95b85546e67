package ppl.backend.tck.rule;

import org.jspecify.annotations.Nullable;
import ppl.backend.spi.Availability;
import ppl.graph.compile.NumericMode;

/** What a rule cannot do without. A rule whose need is not met is reported with the reason, never left out. */
public enum Need {
    /** Nothing: the rule asks only what the backend says of itself. */
    NOTHING,
    /** A machine on which the backend runs. */
    USABLE,
    /** A reference backend, other than the one under test. */
    ORACLE,
    /** A backend that offers {@link NumericMode#FAST}. */
    FAST,
    /** A backend that promises calls without allocation, and a JVM that counts the bytes a thread allocates. */
    ALLOCATION_COUNTER;

    /** Why the need is not met; null if it is. */
    @Nullable
    String unmet(Subject subject) {
        if (this == NOTHING) {
            return null;
        }
        if (subject.availability() instanceof Availability.Unavailable(String reason)) {
            return "the backend cannot run here: " + reason;
        }
        return switch (this) {
            case NOTHING, USABLE -> null;
            case ORACLE -> subject.whyNoOracle();
            case FAST ->
                subject.backend().supports(NumericMode.FAST) ? null : "the backend does not offer the mode FAST";
            case ALLOCATION_COUNTER ->
                subject.backend().allocatesPerCall()
                        ? "the backend says that its calls allocate"
                        : AllocationCounter.whyNot();
        };
    }
}
