package ppl.api;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import ppl.api.diagnostics.ResultCode;
import ppl.api.diagnostics.ResultException;
import ppl.api.inference.FittedModel;
import ppl.api.inference.InferenceData;

/** Results in a file that holds their model too. */
final class SavedFit {

    private SavedFit() {}

    /** Results that know the model that was written beside them. */
    static InferenceData open(Path file) throws IOException {
        InferenceData results = InferenceData.open(file);
        Map<String, Object> notes = new LinkedHashMap<>(results.attributes());
        if (!(notes.remove(FittedModel.ATTRIBUTE) instanceof String text)) {
            throw new ResultException(
                    ResultCode.ABSENT,
                    file
                            + " has no model beside its draws: write it with fit.saveModel(file); or give the draws the model that is built by"
                            + " the same code, with model.fitted(InferenceData.open(file))");
        }
        return ModelText.read(text).fitted(results.withAttributes(notes));
    }
}
