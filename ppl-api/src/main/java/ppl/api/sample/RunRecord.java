package ppl.api.sample;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import ppl.api.inference.InferenceData;
import ppl.api.inference.Variable;
import ppl.api.predictive.OutputVariable;

/** What the chains of a run have recorded: in memory, or in a file. Results are made of it. */
sealed interface RunRecord extends AutoCloseable permits RunInMemory, RunInFile {

    /** The record of a chain that begins. */
    ChainRecord chain(int number);

    /** Whether it has the iterations of warm-up. */
    boolean hasWarmup();

    /**
     * Variables of the model.
     *
     * @param chains whose iterations are wanted
     * @param from the first iteration: 0 or the first after warm-up
     * @param draws how many, which all these chains have kept
     */
    List<Variable> outputs(List<ChainRun> chains, int from, int draws, List<OutputVariable> outputs);

    /** A statistic of the sampler; empty if it was not recorded. */
    Optional<Variable> statistic(List<ChainRun> chains, int from, int draws, int index);

    /** The log-density; empty if a statistic has its name. */
    Optional<Variable> logp(List<ChainRun> chains, int from, int draws);

    /**
     * Keeps a result that was made of this.
     *
     * @return the same, where it is kept
     */
    InferenceData finish(InferenceData result) throws IOException;

    /** Whether it was finished, or that was tried. */
    boolean isFinished();

    /** Ends it. What was not finished stays as it is. */
    @Override
    void close();
}
