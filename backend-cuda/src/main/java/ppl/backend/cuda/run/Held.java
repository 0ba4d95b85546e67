package ppl.backend.cuda.run;

import java.util.ArrayDeque;
import java.util.Deque;
import ppl.backend.cuda.driver.CudaException;

/** What has to be given back to the driver, the last taken first. What cannot be given back does not keep the rest. */
final class Held {

    private final Deque<Runnable> releases = new ArrayDeque<>();

    /** Notes how something is given back. */
    void add(Runnable release) {
        releases.push(release);
    }

    /** Gives everything back; again it does nothing. */
    void release() {
        while (!releases.isEmpty()) {
            try {
                releases.pop().run();
            } catch (CudaException e) {
                // A context that is broken has given back all its memory.
                System.getLogger("ppl.backend.cuda").log(System.Logger.Level.DEBUG, "giving back", e);
            }
        }
    }
}
