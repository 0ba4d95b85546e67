package ppl.api.sample;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import ppl.api.spi.Block;
import ppl.api.spi.LogDensity;
import ppl.graph.random.RandomKey;

/**
 * Checks before a run that the gradient is the gradient of the log-density. A sampler that follows a wrong gradient still draws from
 * the right posterior but hardly moves, and nothing else would show it. The check takes a random direction where a chain starts. If
 * differences contradict the gradient there, it repeats the comparison at points nearby, since several kinks in one point can look
 * smooth, and then for each variable alone.
 *
 * <p>A right gradient passes, also at kinks, jumps and cliffs. The exception is a model that rounds its values in steps too fine for
 * differences to see, which hides its slope from derivatives. A wrong gradient is usually found if its error is more than half a per
 * cent of the slope, but not where the density is flat or has a kink. All variables have the same share of the direction, however
 * many elements they have, so that a scalar is not lost beside a long vector.
 */
final class GradientCheck {

    private static final int POINTS_NEARBY = 3;
    private static final double NEARBY = 1e-2;

    private final List<Block> blocks;
    private final BitSet continuous = new BitSet();
    private final Slopes slopes;

    GradientCheck(LogDensity density) {
        this.blocks = density.blocks();
        this.slopes = new Slopes(density);
        for (Block b : blocks) {
            continuous.set(b.offset(), b.offset() + b.size(), b.measure() == Block.Measure.CONTINUOUS);
        }
    }

    /**
     * Checks the gradient where a chain starts.
     *
     * @throws SamplingException if the gradient is wrong, naming the variables along which it is
     */
    void at(double[] start, int chain, RandomKey key) {
        double[] direction = direction(start, blocks, key.fold("direction"));
        Slopes.Finding here = slopes.compare(start, direction);
        if (here.verdict() != Slopes.Verdict.WRONG) {
            return;
        }
        double[] wrong = null;
        for (int i = 0; i < POINTS_NEARBY; i++) {
            double[] point = nearby(start, key.fold("nearby").fold(i));
            switch (slopes.compare(point, direction).verdict()) {
                case RIGHT -> {
                    return;
                }
                case WRONG -> wrong = point;
                case NONE -> {}
            }
        }
        if (wrong != null) {
            throw new SamplingException(SamplingCode.GRADIENT, message(wrong, chain, here, key));
        }
    }

    private String message(double[] point, int chain, Slopes.Finding all, RandomKey key) {
        List<String> lines = new ArrayList<>();
        for (Block block : blocks) {
            double[] alone = direction(point, List.of(block), key.fold(block.variable()));
            Slopes.Finding c = slopes.compare(point, alone);
            if (c.verdict() == Slopes.Verdict.WRONG) {
                lines.add(String.format(
                        Locale.ROOT,
                        "along %s the gradient gives a slope of %.6g, differences give %.6g",
                        block.variable(),
                        c.gradient(),
                        c.difference()));
            }
        }
        if (lines.isEmpty()) {
            lines.add(String.format(
                    Locale.ROOT,
                    "along all variables together the gradient gives a slope of %.6g, differences give %.6g",
                    all.gradient(),
                    all.difference()));
        }
        return "Cannot sample along a wrong gradient: near the initial point (chain " + chain + ") "
                + String.join("; ", lines)
                + ".\nEither an op is differentiated wrongly: if one is your own (a RichOp), correct its vjp, which"
                + " ppl.graph.check.CheckGradient checks. Or the model hides what it depends on (Gradient.stop; rounding in tiny steps;"
                + " great numbers that cancel): write it without. If neither is so, report it. A sampler that needs no gradient can"
                + " take the model as it is: sampler(\"rw\").";
    }

    /** A random direction of length 1 along some variables, in units that suit the size of each coordinate. */
    private double[] direction(double[] point, List<Block> along, RandomKey key) {
        double[] direction = new double[point.length];
        for (Block block : along) {
            double squares = 0;
            for (int i = block.offset(); i < block.offset() + block.size(); i++) {
                direction[i] = continuous.get(i) ? 2 * key.uniform(i) - 1 : 0;
                squares += direction[i] * direction[i];
            }
            double length = squares == 0 ? 1 : Math.sqrt(squares * along.size());
            for (int i = block.offset(); i < block.offset() + block.size(); i++) {
                direction[i] *= scale(point[i]) / length;
            }
        }
        return direction;
    }

    private double[] nearby(double[] point, RandomKey key) {
        double[] moved = point.clone();
        for (int i = 0; i < moved.length; i++) {
            moved[i] += continuous.get(i) ? NEARBY * scale(point[i]) * (2 * key.uniform(i) - 1) : 0;
        }
        return moved;
    }

    /** Keeps the least step well above rounding errors. */
    private static double scale(double x) {
        return Math.max(1, Math.abs(x));
    }
}
