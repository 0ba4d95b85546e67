package ppl.backend.vector.tier;

import java.util.List;
import ppl.backend.vector.run.Call;
import ppl.backend.vector.run.Code;
import ppl.backend.vector.run.Workspace;

/**
 * Several points computed one after the other and together, in arrays of their own.
 *
 * @param pieces the code for one point, in order
 * @param one what it is called with
 * @param points how many there are
 * @param together the code for all points
 * @param many what it is called with
 */
record PointsRehearsal(List<Code> pieces, Call one, int points, Code together, Call many) implements Stage {

    @Override
    public double warm(Way way) {
        return switch (way) {
            case SCALAR -> points * Timed.each(this::alone, one);
            case LANES -> Timed.each(together, many);
        };
    }

    @Override
    public double time(Way way) {
        return switch (way) {
            case SCALAR -> points * Timed.least(this::alone, one);
            case LANES -> Timed.least(together, many);
        };
    }

    private void alone(Object[] inputs, Object[] outputs, Workspace workspace) {
        for (Code piece : pieces) {
            piece.run(inputs, outputs, workspace);
        }
    }
}
