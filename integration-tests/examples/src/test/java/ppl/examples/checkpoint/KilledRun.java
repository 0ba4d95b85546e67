package ppl.examples.checkpoint;

import java.nio.file.Path;
import ppl.api.sample.Inference;
import ppl.api.sample.Progress;
import ppl.api.sample.SamplingException;

/** A program that samples into a folder, to be killed: it prints what came of it if it is not. */
final class KilledRun {

    static final int DRAWS = 6_000;

    private KilledRun() {}

    static Inference inference() {
        return KeptModels.mean()
                .infer()
                .chains(2)
                .cores(2)
                .tune(300)
                .draws(DRAWS)
                .seed(23)
                .backend("interp")
                .progress(Progress.silent());
    }

    /**
     * Samples.
     *
     * @param args the folder
     */
    public static void main(String[] args) {
        try {
            System.out.println(KeptModels.bits(inference().checkpoint(Path.of(args[0])).run()));
        } catch (SamplingException e) {
            System.out.println(e.code() + " " + e.getMessage());
            System.out.println(
                    "partial " + e.partial().orElseThrow().posterior().draws());
        }
    }
}
