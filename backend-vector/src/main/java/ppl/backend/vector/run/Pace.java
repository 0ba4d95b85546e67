package ppl.backend.vector.run;

/**
 * How much of a loop nest one call of its code runs. The virtual machine compiles code by the number of its calls, and goes on
 * interpreting a call that runs: so a young nest is run in many short calls, each of which gains by what was compiled meanwhile, and an
 * old one in few.
 *
 * <p>A nest is a sequence of turns, and a call runs turns of one row. So no call goes where those before have hardly been: code that
 * was compiled for what it has seen would be thrown away there.
 */
public final class Pace {

    /**
     * Calls of a young nest. The compilers take up code after a few hundred and a few thousand; there is room for their being busy, at a cost of
     * less than a millisecond in all.
     */
    private static final int YOUNG = 10_000;

    private final int turns;
    private final int row;
    private final int some;
    /** Approximate: threads may miss each other's calls. */
    private int calls;

    /**
     * A young nest.
     *
     * @param turns how many there are
     * @param row after so many turns a row ends
     * @param some how many turns a call runs while the nest is young
     */
    public Pace(int turns, int row, int some) {
        this.turns = turns;
        this.row = row;
        this.some = some;
    }

    /** The position after the last turn of the call that begins at a turn. */
    public int end(int from) {
        int whole = row == turns ? turns : Math.min(turns, (from / row + 1) * row);
        if (calls >= YOUNG) {
            return whole;
        }
        calls++;
        return Math.min(whole, from + some);
    }
}
