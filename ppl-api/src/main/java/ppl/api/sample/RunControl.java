package ppl.api.sample;

import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;
import ppl.api.inference.InferenceData;

/** What is asked of a run while it runs: to stop, to hold, to show what it has. Chains look before each evaluation. */
final class RunControl {

    private volatile boolean stopped;
    private volatile boolean asked;
    private volatile boolean held;
    private final Queue<CompletableFuture<InferenceData>> wanted = new ConcurrentLinkedQueue<>();

    /** Whether a chain may go on; while the run is held, it waits. */
    boolean goesOn() {
        if (held) {
            waitWhileHeld();
        }
        return !stopped;
    }

    private synchronized void waitWhileHeld() {
        while (held && !stopped) {
            try {
                wait();
            } catch (InterruptedException e) {
                // Nobody but the virtual machine has this thread.
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    /** Ends all chains after their current evaluations. */
    synchronized void stop() {
        stopped = true;
        notifyAll();
    }

    /** The same, because somebody asked for it. */
    void stopAsAsked() {
        asked = true;
        stop();
    }

    boolean isStopped() {
        return stopped;
    }

    /** Whether somebody asked for the stop. */
    boolean wasAsked() {
        return asked;
    }

    synchronized void hold(boolean on) {
        held = on;
        notifyAll();
    }

    boolean isHeld() {
        return held;
    }

    /** What the run has by now, from the thread that drives it. */
    CompletableFuture<InferenceData> soFar() {
        CompletableFuture<InferenceData> result = new CompletableFuture<>();
        wanted.add(result);
        return result;
    }

    /** Answers those who want to know, in the thread that drives the run. */
    void answer(Supplier<InferenceData> data) {
        for (CompletableFuture<InferenceData> result = wanted.poll(); result != null; result = wanted.poll()) {
            try {
                result.complete(data.get());
            } catch (RuntimeException | LinkageError | OutOfMemoryError e) {
                result.completeExceptionally(e);
            }
        }
    }
}
