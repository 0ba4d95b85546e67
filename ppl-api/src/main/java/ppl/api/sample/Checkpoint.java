package ppl.api.sample;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import ppl.api.checkpoint.ChainLog;
import ppl.api.checkpoint.RunFolder;
import ppl.api.checkpoint.RunIdentity;
import ppl.graph.random.RandomKey;

/** The folder in which a run is kept, if it is, opened and locked until the run has ended. */
final class Checkpoint implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Checkpoint.class.getName());

    private final @Nullable RunFolder folder;
    private final @Nullable Path path;
    private final List<ChainLog> logs = new ArrayList<>();

    private Checkpoint(@Nullable RunFolder folder, @Nullable Path path) {
        this.folder = folder;
        this.path = path;
    }

    /**
     * That of some options.
     *
     * @throws SamplingException with code CHECKPOINT if the folder cannot be opened
     */
    static Checkpoint open(SampleOptions options) {
        Path path = options.recording().checkpoint();
        try {
            return new Checkpoint(path == null ? null : RunFolder.open(path), path);
        } catch (IOException e) {
            throw failed(path, "cannot be opened", e);
        }
    }

    /** The seed that the user gave, or that of the run in the folder, or a fresh one. */
    long seed(SampleOptions options) {
        Long asked = options.run().seed();
        if (asked != null) {
            return asked;
        }
        RunIdentity there = folder == null ? null : folder.identity();
        return there == null ? RandomKey.fresh().bits() : Long.parseLong(there.get(KeptRun.SEED));
    }

    /**
     * How many draws of a chain the run in the folder was to have when it was last asked for.
     *
     * @throws SamplingException with code CHECKPOINT if there is none
     */
    int draws() {
        RunIdentity there = folder == null ? null : folder.identity();
        if (there == null) {
            throw new SamplingException(
                    SamplingCode.CHECKPOINT,
                    "there is no run in " + path + " that could be extended: begin one with checkpoint(...) and run()");
        }
        return Integer.parseInt(there.get(KeptRun.DRAWS));
    }

    /**
     * Begins a run, or goes on with it.
     *
     * @throws SamplingException with code CHECKPOINT if the folder holds another one, or cannot be written
     */
    void begin(KeptRun run) {
        if (folder == null || path == null) {
            return;
        }
        RunIdentity there = folder.identity();
        if (there != null) {
            run.requireSame(path, there);
        }
        if (!run.identity().equals(there)) {
            try {
                folder.identify(run.identity());
            } catch (IOException e) {
                throw failed(path, "cannot be written", e);
            }
        }
    }

    /**
     * The log of a chain; null without a folder.
     *
     * @param layout how iterations are written
     * @param iterations is given those that are in the log
     * @throws SamplingException with code CHECKPOINT if it cannot be opened, or does not fit
     */
    @Nullable
    ChainLog log(int chain, String layout, ChainLog.Reader iterations) {
        if (folder == null) {
            return null;
        }
        try {
            ChainLog log = folder.chain(chain, layout, iterations);
            logs.add(log);
            return log;
        } catch (IOException e) {
            throw failed(path, "cannot be gone on with", e);
        }
    }

    static SamplingException failed(@Nullable Path path, String what, IOException e) {
        return new SamplingException(
                SamplingCode.CHECKPOINT, "the checkpoint " + path + " " + what + ": " + e.getMessage(), e, null);
    }

    /** Closes the logs, where chains have not, and unlocks the folder; what is in it stays. What fails here costs no result. */
    @Override
    public void close() {
        try (folder) {
            for (ChainLog log : logs) {
                log.close();
            }
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "the checkpoint " + path + " cannot be closed", e);
        }
    }
}
