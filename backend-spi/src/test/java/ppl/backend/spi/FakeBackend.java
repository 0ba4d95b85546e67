package ppl.backend.spi;

import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import ppl.graph.compile.NumericMode;
import ppl.graph.op.RichOp;

/** A backend made of its answers; it does not run programs. */
public record FakeBackend(
        String name,
        int level,
        Availability availability,
        boolean fast,
        Predicate<RichOp> claimed,
        ToDoubleFunction<Program> estimate)
        implements Backend {

    /** Usable, of the current level, STRICT only, claiming nothing. */
    public static FakeBackend named(String name, double nanos) {
        Availability here = new Availability.Available("paper", "for tests");
        return new FakeBackend(name, LEVEL, here, false, _ -> false, _ -> nanos);
    }

    /** The same, of another level. */
    public FakeBackend at(int otherLevel) {
        return new FakeBackend(name, otherLevel, availability, fast, claimed, estimate);
    }

    FakeBackend unavailable(String reason) {
        return new FakeBackend(name, level, new Availability.Unavailable(reason), fast, claimed, estimate);
    }

    FakeBackend estimating(ToDoubleFunction<Program> other) {
        return new FakeBackend(name, level, availability, fast, claimed, other);
    }

    /** The same, running some rich ops itself. */
    public FakeBackend claiming(Predicate<RichOp> ops) {
        return new FakeBackend(name, level, availability, fast, ops, estimate);
    }

    FakeBackend withFast() {
        return new FakeBackend(name, level, availability, true, claimed, estimate);
    }

    @Override
    public boolean claims(RichOp op, NumericMode mode) {
        return claimed.test(op);
    }

    @Override
    public boolean supports(NumericMode mode) {
        return fast || mode == NumericMode.STRICT;
    }

    @Override
    public double estimateNanos(Program program) {
        return estimate.applyAsDouble(program);
    }

    @Override
    public Executable compile(Program program, NumericMode mode) {
        throw new BackendException(
                BackendCode.FAILED, "the backend '" + name + "' is made for tests of selection only");
    }
}
