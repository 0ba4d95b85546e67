package ppl.examples.streamed;

import java.nio.file.Path;
import ppl.api.inference.InferenceData;
import ppl.api.sample.Inference;
import ppl.api.sample.SamplingException;

/** A program that streams more draws than anybody waits for, to be stopped or killed. */
final class StreamedProgram {

    static final int DRAWS = 150_000;

    private StreamedProgram() {}

    static Inference inference() {
        return StreamedModels.quiet(StreamedModels.ten()).backend("interp").draws(DRAWS);
    }

    /**
     * Samples, and prints how many draws there are.
     *
     * @param args the file and, if it is to be kept in a checkpoint too, the folder
     */
    public static void main(String[] args) {
        Inference run = inference().file(Path.of(args[0]));
        try {
            InferenceData fit = args.length > 1
                    ? run.draws(Integer.parseInt(args[2]))
                            .checkpoint(Path.of(args[1]))
                            .run()
                    : run.run();
            System.out.println(fit.posterior().draws());
        } catch (SamplingException e) {
            System.out.println(e.code() + " " + e.getMessage());
            e.partial().ifPresent(p -> System.out.println("partial " + p.posterior().draws() + " "
                    + p.summary().rows().size()));
        }
    }
}
