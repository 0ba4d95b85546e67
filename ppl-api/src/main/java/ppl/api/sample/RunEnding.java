package ppl.api.sample;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import ppl.api.inference.InferenceData;

/** The end of a run: its result is kept where its draws are, and what failed is thrown with what there is. */
final class RunEnding {

    private final RunRecord record;
    private final List<ChainRun> runs;

    /** A result, and what kept it from being where it was to be. */
    record Kept(InferenceData data, @Nullable SamplingException failure) {}

    RunEnding(RunRecord record, List<ChainRun> runs) {
        this.record = record;
        this.runs = runs;
    }

    /** Keeps a result. */
    Kept keep(InferenceData data) {
        try {
            return new Kept(record.finish(data), null);
        } catch (IOException | RuntimeException e) {
            return new Kept(
                    data,
                    new SamplingException(
                            SamplingCode.FILE,
                            "the draws are made, but their file could not be completed: " + e.getMessage()
                                    + "; all are in partial() and in the file with the ending .partial",
                            e,
                            data));
        }
    }

    /** What a failure leaves is kept where the whole was to be, if it is not yet. */
    SamplingException keptAfter(SamplingException failure) {
        InferenceData partial = failure.partial().orElse(null);
        return partial == null || record.isFinished()
                ? failure
                : new SamplingException(
                        failure.code(),
                        String.valueOf(failure.getMessage()),
                        failure.getCause(),
                        keep(partial).data());
    }

    /** Throws the failure of the first chain that has one, or that of the listener, or that of keeping the result. */
    void throwFailure(Kept kept, @Nullable Throwable ofListener) {
        for (ChainRun run : runs) {
            Throwable failure = run.failure();
            if (failure instanceof SamplingException e && isOfFiles(e.code())) {
                throw new SamplingException(
                        e.code(),
                        e.getMessage() + "; the draws made before are in partial()",
                        e.getCause(),
                        kept.data());
            }
            if (failure != null) {
                throw new SamplingException(
                        SamplingCode.CHAIN,
                        "chain " + run.number() + " failed in iteration " + run.iteration() + ": " + failure
                                + "; the draws made before are in partial()",
                        failure,
                        kept.data());
            }
        }
        if (ofListener != null) {
            throw new SamplingException(
                    SamplingCode.LISTENER,
                    "the progress listener failed: " + ofListener + "; the draws made before are in partial()",
                    ofListener,
                    kept.data());
        }
        if (kept.failure() != null) {
            throw kept.failure();
        }
    }

    private static boolean isOfFiles(SamplingCode code) {
        return code == SamplingCode.CHECKPOINT || code == SamplingCode.FILE;
    }
}
