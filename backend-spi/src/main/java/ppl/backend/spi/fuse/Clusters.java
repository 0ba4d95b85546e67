package ppl.backend.spi.fuse;

import java.util.List;

/**
 * The loops of a program.
 *
 * @param all in the order in which they run
 * @param of for each statement the place of its loop among them, by the statement's number
 */
record Clusters(List<Cluster> all, int[] of) {

    /** Takes the loops in their order. */
    static Clusters of(List<Cluster> all, int statements) {
        int[] of = new int[statements];
        for (int c = 0; c < all.size(); c++) {
            for (Statement s : all.get(c).statements()) {
                of[s.number()] = c;
            }
        }
        return new Clusters(List.copyOf(all), of);
    }

    /** True if two statements run in one loop. */
    boolean together(Statement a, Statement b) {
        return of[a.number()] == of[b.number()];
    }
}
