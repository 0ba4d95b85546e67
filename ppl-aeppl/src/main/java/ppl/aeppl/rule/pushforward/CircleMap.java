package ppl.aeppl.rule.pushforward;

import static ppl.aeppl.numeric.Constants.LOG_2;
import static ppl.graph.Functions.where;

import org.jspecify.annotations.Nullable;
import ppl.aeppl.law.Support;
import ppl.aeppl.law.Value;
import ppl.graph.Functions;
import ppl.graph.Interval;
import ppl.graph.Var;

/**
 * {@code sin(x)} from −π/2 to π/2, or {@code cos(x)} from 0 to π: one of their infinitely many monotone pieces.
 *
 * @param cosine which of the two
 */
record CircleMap(boolean cosine) implements SmoothMap {

    private static final Var LO = Var.constant(-1.0);
    private static final Var HI = Var.constant(1.0);
    private static final Interval SINE = new Interval(-Math.PI / 2, Math.PI / 2);
    private static final Interval COSINE = new Interval(0, Math.PI);

    @Override
    public String name() {
        return cosine ? "cos" : "sin";
    }

    @Override
    public Interval domain() {
        return cosine ? COSINE : SINE;
    }

    @Override
    public String needs() {
        return name() + " has infinitely many monotone pieces, and a rule on " + piece() + " only";
    }

    @Override
    public String remedy() {
        return "bound the operand within " + piece();
    }

    private String piece() {
        return cosine ? "[0, pi]" : "[-pi/2, pi/2]";
    }

    @Override
    public Support range() {
        return new Support.RealInterval(LO, false, HI, false);
    }

    @Override
    public double harmless() {
        return 0.5;
    }

    @Override
    public Var forward(Var x) {
        return cosine ? Functions.cos(x) : Functions.sin(x);
    }

    /** By half the angle: {@code cos(x)} is the square of the cosine of half of x less that of its sine. */
    @Override
    public Var preimage(Value y) {
        if (cosine) {
            return Functions.atan(y.log1m().minus(y.log1p()).times(0.5).exp()).times(2);
        }
        return Functions.atan(y.var().times(logSlope(y).exp()));
    }

    /** {@code 1 - y^2 = (1 - y) (1 + y)}. */
    @Override
    public Var logSlope(Value y) {
        return y.log1m().plus(y.log1p()).times(-0.5);
    }

    @Override
    public @Nullable Var logDistance(Value y, boolean lower) {
        if (!cosine || !lower) {
            return null;
        }
        Var log = y.log1m().minus(y.log1p()).times(0.5);
        Var tiny = log.lt(-19);
        Var angle = Functions.atan(where(tiny, Var.constant(0.0), log).exp());
        return where(tiny, log, angle.log()).plus(LOG_2);
    }

    @Override
    public Var increasing() {
        return Var.constant(!cosine);
    }
}
