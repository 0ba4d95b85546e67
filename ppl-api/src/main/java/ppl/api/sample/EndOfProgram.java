package ppl.api.sample;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Has a run whose draws go to a file end properly when the program is stopped meanwhile, by Ctrl-C, SIGTERM or an exit: the run is asked to stop, and the program waits for its
 * file. It does so because the user asked for that file. Runs in memory have nothing that would outlive the program, checkpoints lose nothing anyway, and a
 * library that hooks into the end of other people's programs unasked is rude; so they do not.
 */
final class EndOfProgram implements AutoCloseable {

    /** A program that is asked to end has some ten seconds until it is killed. */
    private static final long MOST_SECONDS = 5;

    private final CountDownLatch over = new CountDownLatch(1);
    private final Thread hook;

    private EndOfProgram(RunControl control) {
        this.hook = Thread.ofPlatform().name("ppl-end-of-program").unstarted(() -> {
            control.stopAsAsked();
            try {
                boolean whole = over.await(MOST_SECONDS, TimeUnit.SECONDS);
                if (!whole) {
                    System.getLogger(EndOfProgram.class.getName())
                            .log(System.Logger.Level.WARNING, "the program ends before the file of a run is complete");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    /** Watches from now on until it is closed. */
    static EndOfProgram watch(RunControl control) {
        EndOfProgram watching = new EndOfProgram(control);
        try {
            Runtime.getRuntime().addShutdownHook(watching.hook);
        } catch (IllegalStateException e) {
            // The program is ending already: the run has to stop at once.
            control.stopAsAsked();
        }
        return watching;
    }

    /** The run is over. */
    @Override
    public void close() {
        over.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The program is ending, and the hook has just been told.
            return;
        }
    }
}
