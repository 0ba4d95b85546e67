package ppl.backend.vector.run;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A loop nest that is run as scalar code, and counted, until faster code of the same bits takes its place in the middle of a
 * run.
 */
public final class Tier {

    private final int calls;
    private final Consumer<Tier> hot;
    private final AtomicBoolean asked = new AtomicBoolean();
    private volatile @Nullable Code faster;
    /** Approximate: threads may miss each other's calls. */
    private int called;

    /**
     * @param calls after how many calls the nest is hot
     * @param hot told once when it is; must return soon
     */
    public Tier(int calls, Consumer<Tier> hot) {
        this.calls = calls;
        this.hot = hot;
    }

    /** The faster code, if there is some; asked before each call by the code of the nest. */
    public @Nullable Code faster() {
        return faster;
    }

    /** From now on this code runs. */
    public void become(Code code) {
        faster = code;
    }

    /** Counts from the start again. */
    public void cool() {
        called = 0;
        asked.set(false);
    }

    /** One more call of the scalar code. */
    public void called() {
        if (++called == calls && asked.compareAndSet(false, true)) {
            hot.accept(this);
        }
    }
}
