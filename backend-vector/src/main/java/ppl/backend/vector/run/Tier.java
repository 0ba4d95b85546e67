package ppl.backend.vector.run;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A loop nest that is run as scalar code, and counted, until faster code of the same bits takes its place in the middle of a
 * run.
 */
public final class Tier {

    private final int calls;
    private final BiConsumer<Tier, Call> hot;
    private final AtomicBoolean asked = new AtomicBoolean();
    private volatile @Nullable Code faster;
    /** Approximate: threads may miss each other's calls. */
    private int called;

    /**
     * @param calls after how many calls the nest is hot
     * @param hot told once when it is, and what the nest is called with then; must return soon
     */
    public Tier(int calls, BiConsumer<Tier, Call> hot) {
        this.calls = calls;
        this.hot = hot;
    }

    /** The faster code, if there is some; asked before each call by the code of the nest. */
    public @Nullable Code faster() {
        return faster;
    }

    /** From now on this code runs; scalar code if null. */
    public void become(@Nullable Code code) {
        faster = code;
    }

    /** Counts from the start again. */
    public void cool() {
        called = 0;
        asked.set(false);
    }

    /** One more call of the scalar code, which follows. */
    public void called(Object[] inputs, Object[] outputs, Workspace workspace) {
        if (++called == calls && asked.compareAndSet(false, true)) {
            hot.accept(this, new Call(inputs, outputs, workspace));
        }
    }
}
