package ppl.tests.backends;

import ppl.backend.spi.Availability;
import ppl.backend.spi.Backend;
import ppl.backend.spi.Executable;
import ppl.backend.spi.Program;
import ppl.graph.compile.NumericMode;

/** A backend that is given the programs of FAST, and runs them as it runs all others. */
record RunsFast(Backend of) implements Backend {
    @Override
    public String name() {
        return of.name();
    }

    @Override
    public int level() {
        return of.level();
    }

    @Override
    public Availability availability() {
        return of.availability();
    }

    @Override
    public boolean supports(NumericMode mode) {
        return true;
    }

    @Override
    public NumericMode runs(NumericMode asked) {
        return asked;
    }

    @Override
    public double estimateNanos(Program program) {
        return of.estimateNanos(program);
    }

    @Override
    public Executable compile(Program program, NumericMode mode) {
        return of.compile(program, NumericMode.STRICT);
    }
}
