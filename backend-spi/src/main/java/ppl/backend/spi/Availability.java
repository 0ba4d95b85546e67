package ppl.backend.spi;

/** Whether a backend can run here. */
public sealed interface Availability {

    /**
     * It can.
     *
     * @param device what it runs on: {@code "4 lanes of 64 bits (AVX2)"}
     * @param description one line of detail for the explanation of a choice
     */
    record Available(String device, String description) implements Availability {}

    /**
     * It cannot.
     *
     * @param reason one line that says what is missing and how to get it
     */
    record Unavailable(String reason) implements Availability {}
}
