package ppl.api.inference;

import ppl.api.diagnostics.ResultCode;
import ppl.api.diagnostics.ResultException;

/** The refusal of what needs a model where results do not know theirs. */
final class MissingModel {

    private MissingModel() {}

    static ResultException of(String what) {
        return new ResultException(
                ResultCode.ABSENT,
                "these results do not know their model, with which " + what
                        + " are computed: they were read from a file or put together from others; give it to them with"
                        + " model.fitted(results), where the model is built by the same code; or compute on the result of run(),"
                        + " and save what it gives");
    }
}
