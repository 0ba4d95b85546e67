package ppl.backend.spi;

import java.util.List;
import java.util.stream.Collectors;

/**
 * The backend chosen for a program, and why each other one was not.
 *
 * @param backend the choice
 * @param program the program as lowered for it
 * @param reason why it was chosen
 * @param refusals the others
 */
public record Selection(Backend backend, Program program, String reason, List<Refusal> refusals) {

    /**
     * A backend that was not chosen.
     *
     * @param name its name, or the class of a provider that could not be loaded
     * @param reason one line
     */
    public record Refusal(String name, String reason) {
        @Override
        public String toString() {
            return name + " (" + reason + ")";
        }

        /** Several, as part of a message. */
        static String joined(List<Refusal> refusals) {
            return refusals.stream().map(Refusal::toString).collect(Collectors.joining("; "));
        }
    }

    /** Copies the list. */
    public Selection {
        refusals = List.copyOf(refusals);
    }

    /** The choice and each refusal, one a line. */
    public String explain() {
        StringBuilder text = new StringBuilder("backend " + backend.name() + ": " + reason);
        for (Refusal r : refusals) {
            text.append("\n  not ").append(r.name()).append(": ").append(r.reason());
        }
        return text.toString();
    }
}
