package ppl.api.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import ppl.api.inference.InferenceData;

/** What we give for a file: data, or the reason why not. */
record OpenedOddFile(InferenceData data, String error) {
    static OpenedOddFile of(Path file) throws IOException {
        try {
            return new OpenedOddFile(InferenceData.open(file), "");
        } catch (DataFormatException e) {
            return new OpenedOddFile(InferenceData.of(Map.of()), e.getMessage());
        }
    }

    Set<String> leftOut() {
        return new LinkedHashSet<>(NetCdf.leftOut(data));
    }
}
