package ppl.backend.vector.tier;

import java.lang.ref.WeakReference;
import java.util.function.Supplier;
import ppl.backend.vector.run.Tier;

/** A trial whose code is made in its first turn; none for a program that has been dropped before. */
final class Later implements Turns {

    private final WeakReference<Tier> program;
    private Turns now;

    Later(WeakReference<Tier> program, Supplier<Trial> trial) {
        this.program = program;
        this.now = () -> {
            now = trial.get();
            return now.next();
        };
    }

    @Override
    public long next() {
        return program.get() == null ? DONE : now.next();
    }
}
