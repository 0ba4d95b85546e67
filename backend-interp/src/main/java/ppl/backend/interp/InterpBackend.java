package ppl.backend.interp;

import ppl.backend.spi.Availability;
import ppl.backend.spi.Backend;
import ppl.backend.spi.Executable;
import ppl.backend.spi.Program;
import ppl.graph.compile.NumericMode;

/** The interpreter as a backend: usable wherever Java runs. */
public final class InterpBackend implements Backend {

    private static final double NANOS_PER_NODE = 150;
    private static final double NANOS_PER_ELEMENT = 4;

    @Override
    public String name() {
        return "interp";
    }

    @Override
    public int level() {
        return LEVEL;
    }

    @Override
    public Availability availability() {
        return new Availability.Available("any JVM", "one primitive after the other; the reference for other backends");
    }

    /** Gives FAST what it gives STRICT. */
    @Override
    public boolean supports(NumericMode mode) {
        return true;
    }

    /** A new tensor for each node: the plainest code that can be right. */
    @Override
    public boolean allocatesPerCall() {
        return true;
    }

    @Override
    public double estimateNanos(Program program) {
        return NANOS_PER_NODE * program.order().size() + NANOS_PER_ELEMENT * program.operations();
    }

    @Override
    public Executable compile(Program program, NumericMode mode) {
        return new Interpretation(program);
    }
}
