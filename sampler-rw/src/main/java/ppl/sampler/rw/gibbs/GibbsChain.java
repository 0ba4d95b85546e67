package ppl.sampler.rw.gibbs;

import java.util.Arrays;
import ppl.api.spi.Block;
import ppl.api.spi.Chain;
import ppl.api.spi.ChainNeed;
import ppl.api.spi.ChainSpec;
import ppl.api.spi.ChainState;
import ppl.api.spi.StateArchive;

/**
 * One Gibbs chain. An iteration visits all coordinates. For one it asks the density at each other value; of a separable block the parts with
 * all coordinates at the least value, at the next one, and so on, and then moves all of them. The density of the draw, if not known from
 * the last visit, is asked for in the end, to record it.
 */
final class GibbsChain implements Chain {

    /** The version of the fields in {@link #archive}. */
    private static final int STATE_VERSION = 1;

    private final ChainSpec spec;
    private final Block[] blocks;
    private final OtherValue other;
    private final double[] current;
    private final double[] asked;

    /** The log-densities of the values of a coordinate, or of all coordinates of a block: those of one value together. */
    private final double[] table;

    private double logp = Double.NaN;

    /** Whether the density at the current point is known. */
    private boolean known;

    private boolean betweenIterations = true;
    private int iteration;
    private int block;
    private int coordinate;
    private int value;

    private double acceptance;
    private int moved;

    GibbsChain(ChainSpec spec) {
        this.spec = spec;
        blocks = spec.blocks().toArray(Block[]::new);
        current = spec.start().clone();
        asked = current.clone();
        int mostValues = 1;
        int mostEntries = 1;
        for (Block b : blocks) {
            int values = (int) b.values();
            mostValues = Math.max(mostValues, values);
            mostEntries = Math.max(mostEntries, values * (b.separable() ? b.size() : 1));
        }
        other = new OtherValue(spec.key(), mostValues);
        table = new double[mostEntries];
        skipFixed();
    }

    /** Goes on to a block that can move. */
    private void skipFixed() {
        while (block < blocks.length && (blocks[block].size() == 0 || blocks[block].values() == 1)) {
            block++;
        }
    }

    @Override
    public double[] ask() {
        if (betweenIterations) {
            betweenIterations = false;
            acceptance = 0;
            moved = 0;
        }
        switch (needs()) {
            case PARTS -> {
                Block b = blocks[block];
                Arrays.fill(asked, b.offset(), b.offset() + b.size(), b.lowest() + value);
            }
            case LOGP -> {
                if (known) {
                    value += value == number() ? 1 : 0;
                    asked[place()] = blocks[block].lowest() + value;
                }
            }
            case RECORD, GRADIENT -> {}
        }
        return asked;
    }

    private int place() {
        return blocks[block].offset() + coordinate;
    }

    /** The current value of the coordinate, by its number. */
    private int number() {
        return (int) (current[place()] - blocks[block].lowest());
    }

    @Override
    public boolean needsGradient() {
        return false;
    }

    @Override
    public ChainNeed needs() {
        if (block == blocks.length) {
            return ChainNeed.RECORD;
        }
        return blocks[block].separable() ? ChainNeed.PARTS : ChainNeed.LOGP;
    }

    @Override
    public int partsOf() {
        return needs() == ChainNeed.PARTS ? block : Chain.super.partsOf();
    }

    @Override
    public boolean tell(double logp, double[] gradient) {
        return switch (needs()) {
            case RECORD -> {
                this.logp = logp;
                known = !Double.isNaN(logp);
                yield endIteration();
            }
            case LOGP -> {
                if (known) {
                    yield tellValue(logp);
                }
                this.logp = logp;
                known = true;
                yield false;
            }
            case PARTS, GRADIENT ->
                throw new IllegalStateException("gibbs has asked for the parts of '" + blocks[block].variable()
                        + "': tell them by tellParts, or give it blocks that are not separable.");
        };
    }

    private boolean tellValue(double logp) {
        table[value++] = logp;
        int values = (int) blocks[block].values();
        int now = number();
        if (value < values && (value != now || value + 1 < values)) {
            return false;
        }
        table[now] = this.logp;
        int next = other.next(table, 0, 1, values, now, iteration, place());
        count(now, next);
        move(place(), blocks[block].lowest() + next);
        this.logp = table[next];
        return endCoordinate();
    }

    private boolean endCoordinate() {
        value = 0;
        if (++coordinate < blocks[block].size()) {
            return false;
        }
        endBlock();
        return block == blocks.length && endIteration();
    }

    private void endBlock() {
        coordinate = 0;
        value = 0;
        block++;
        skipFixed();
    }

    @Override
    public boolean tellParts(double[] parts) {
        if (needs() != ChainNeed.PARTS) {
            return Chain.super.tellParts(parts);
        }
        Block b = blocks[block];
        System.arraycopy(parts, 0, table, value * b.size(), b.size());
        if (++value < b.values()) {
            return false;
        }
        for (int i = 0; i < b.size(); i++) {
            int place = b.offset() + i;
            int now = (int) (current[place] - b.lowest());
            int next = other.next(table, i, b.size(), (int) b.values(), now, iteration, place);
            count(now, next);
            move(place, b.lowest() + next);
        }
        known = false;
        endBlock();
        return false;
    }

    private void count(int before, int after) {
        acceptance += other.acceptance();
        moved += before == after ? 0 : 1;
    }

    private void move(int place, double to) {
        current[place] = to;
        asked[place] = to;
    }

    private boolean endIteration() {
        block = 0;
        skipFixed();
        iteration++;
        betweenIterations = true;
        return true;
    }

    @Override
    public int iteration() {
        return iteration;
    }

    @Override
    public boolean tuning() {
        return spec.tune() > 0 && iteration <= spec.tune();
    }

    @Override
    public double[] position() {
        return current;
    }

    @Override
    public double logp() {
        return logp;
    }

    @Override
    public double statistic(int index) {
        return switch (GibbsStatistic.at(index)) {
            case ACCEPT -> acceptance / current.length;
            case MOVED -> (double) moved / current.length;
            case LP -> logp;
        };
    }

    /** Of separable blocks all values are evaluated each time. */
    @Override
    public boolean remembers() {
        return block < blocks.length && !blocks[block].separable();
    }

    @Override
    public void revisit() {
        ChainState.requireBetweenIterations(GibbsMetropolis.NAME, iteration, betweenIterations);
        System.arraycopy(current, 0, asked, 0, current.length);
        known = false;
    }

    @Override
    public ChainState save() {
        ChainState.requireBetweenIterations(GibbsMetropolis.NAME, iteration, betweenIterations);
        return ChainState.save(GibbsMetropolis.NAME, STATE_VERSION, spec, this::archive);
    }

    @Override
    public void restore(ChainState state) {
        ChainState.requireBetweenIterations(GibbsMetropolis.NAME, iteration, betweenIterations);
        state.restore(GibbsMetropolis.NAME, STATE_VERSION, spec, this::archive);
        System.arraycopy(current, 0, asked, 0, current.length);
    }

    private void archive(StateArchive fields) {
        iteration = fields.integer(iteration);
        known = fields.flag(known);
        fields.reals(current);
        logp = fields.real(logp);
    }
}
