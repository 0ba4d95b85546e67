package ppl.backend.spi.fuse;

/**
 * When statements run: those of one space and level share a loop, and lower levels run first.
 *
 * @param of the level of each statement, by its number
 */
record Levels(int[] of) {

    int of(Statement statement) {
        return of[statement.number()];
    }
}
