package ppl.examples.streamed;

import static ppl.api.Distributions.normal;
import static ppl.graph.Functions.sum;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import ppl.api.Model;
import ppl.api.inference.InferenceData;
import ppl.api.sample.Progress;
import ppl.graph.Var;

/** A program that samples into a file, summarises, and reads the file again. */
final class LongRun {

    private LongRun() {}

    /**
     * Samples.
     *
     * @param args the file, the number of parameters, of draws and of iterations of warm-up
     */
    public static void main(String[] args) throws IOException {
        Path file = Path.of(args[0]);
        int dimension = Integer.parseInt(args[1]);
        Model model = Model.build(m -> {
            Var x = m.sample("x", normal(0, 1), m.dim("i", dimension));
            m.observe("y", normal(sum(x).times(1e-3), 10), 1);
        });
        InferenceData fit = model.infer()
                .chains(2)
                .cores(2)
                .draws(Integer.parseInt(args[2]))
                .tune(Integer.parseInt(args[3]))
                .seed(3)
                .metric("diagonal")
                .progress(Progress.silent())
                .file(file)
                .run();
        String summary = fit.summary().toCsv();
        boolean same = InferenceData.open(file).summary().toCsv().equals(summary);
        int[] shape = fit.posterior().get("x").shape();
        System.out.println(Arrays.toString(Arrays.copyOf(shape, 2)) + " " + (summary.lines().count() - 1) + " rows, "
                + (same ? "the same" : "others") + " from the file");
    }
}
