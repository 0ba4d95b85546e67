package ppl.api.spi;

/** How well a sampler suits a block of coordinates. */
public sealed interface Competence extends Comparable<Competence> {

    /**
     * It can sample the block.
     *
     * @param grade greater is better: 1 possible, 2 usual, 3 made for it
     */
    record Suits(int grade) implements Competence {}

    /**
     * It cannot.
     *
     * @param reason why, and what to use instead
     */
    record Refuses(String reason) implements Competence {}

    /** A refusal is less than any grade. */
    @Override
    default int compareTo(Competence other) {
        return Integer.compare(rank(this), rank(other));
    }

    private static int rank(Competence c) {
        return c instanceof Suits(int grade) ? grade : 0;
    }
}
