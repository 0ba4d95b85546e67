package ppl.tests.backends;

import java.util.Arrays;
import ppl.api.inference.InferenceData;
import ppl.api.inference.Variable;
import ppl.api.sample.SamplingException;

/**
 * A program that samples a model on a GPU that is lost on the way, and prints how many draws are kept if all of them are those of the
 * interpreter with the same seed.
 */
final class LostRun {

    static final String SAYS = "draws kept: ";
    static final int DRAWS = 400;

    private LostRun() {}

    public static void main(String[] arguments) {
        InferenceData kept;
        try {
            run("cuda");
            throw new AssertionError("the device was not lost");
        } catch (SamplingException e) {
            if (!String.valueOf(e.getMessage()).contains("(DEVICE_LOST)")) {
                throw new AssertionError("another failure", e);
            }
            kept = e.partial().orElseThrow();
        }
        InferenceData whole = run("interp");
        int draws = 0;
        for (Variable variable : kept.posterior().variables()) {
            double[] some = variable.toDoubles();
            double[] all = whole.posterior().get(variable.name()).toDoubles();
            int place = Arrays.mismatch(some, Arrays.copyOf(all, some.length));
            if (place >= 0) {
                throw new AssertionError(variable.name() + " differs at " + place);
            }
            draws = some.length / (all.length / DRAWS);
        }
        System.out.println(SAYS + draws);
    }

    private static InferenceData run(String backend) {
        return SampledModels.schools()
                .infer()
                .seed(7)
                .chains(1)
                .tune(20)
                .draws(DRAWS)
                .backend(backend)
                .run();
    }
}
