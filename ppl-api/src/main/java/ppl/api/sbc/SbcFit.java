package ppl.api.sbc;

import ppl.api.Model;
import ppl.api.inference.InferenceData;

/** Fits a model to the data that it observes. It may be called by several threads at once. */
@FunctionalInterface
public interface SbcFit {

    /**
     * Fits.
     *
     * @param model the model, which observes simulated data
     * @param seed the seed to use, so that the whole is a function of one seed
     * @return a result whose posterior has the variables of the model
     */
    InferenceData fit(Model model, long seed);
}
